"""Drawing up the list of a handover: a part of an action on a floor that sees the year's papers, not an action."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.conferences import events
from thidua.conferences.models import Handover, HandoverItem, ItemKind
from thidua.conferences.queries.handing import handover_of, open_matters, tasks_of_next_year
from thidua.conferences.queries.stages import YearNotRunning
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal


class AlreadyDrawnUp(Refusal):
    code = "already_drawn_up"
    sentence = _("Danh mục bàn giao đã được lập. Thêm hoặc bỏ từng mục ở trang bàn giao.")


def draw_up(
    year: EmulationYear, *, actor: Actor, at: datetime, files: Sequence[tuple[str, str]]
) -> tuple[Handover, events.HandoverDrawnUp]:
    """The list with what the program knows: papers, open matters, the flag, the duties. More is typed by hand."""
    if not year.running:
        raise YearNotRunning
    if handover_of(year):
        raise AlreadyDrawnUp
    handover = Handover.objects.create(emulation_year=year, drawn_up_by=actor.describe(), drawn_up_at=at)
    tasks = tasks_of_next_year(year)
    known = [(ItemKind.FILES, *one) for one in files]
    known += [(ItemKind.OPEN, *one) for one in open_matters(year)]
    known.append((ItemKind.FLAG, "Cờ luân lưu của khối", "Nếu khối không có cờ, bỏ mục này."))
    duties = "; ".join(task.rstrip(" .;") for task in tasks) or "Hội nghị chưa đặt nhiệm vụ năm sau."
    known.append((ItemKind.DUTIES, f"Nhiệm vụ Khối trưởng năm {year.year + 1}", duties))
    HandoverItem.objects.bulk_create(
        HandoverItem(emulation_year=year, handover=handover, position=position, kind=kind, title=title, detail=detail)
        for position, (kind, title, detail) in enumerate(known, start=1)
    )
    event = events.HandoverDrawnUp(
        subject=f"handover:{year.pk}", emulation_year_id=year.pk, items=tuple(title for _kind, title, _detail in known)
    )
    return handover, event
