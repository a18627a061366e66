"""Writing a criteria sheet line by line, and adopting it for good."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import F, Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.cycles import events, policies, queries
from thidua.cycles.models import Criterion, EmulationBloc, ScoringTable
from thidua.cycles.states import require_draft
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal, TextRefusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook import facts
from thidua.rulebook.measures import write_number
from thidua.rulebook.refusals import InvalidSheet

Answer = TypeVar("Answer")


class SheetKnown(Refusal):
    code = "sheet_known"
    field = "title"
    sentence = _("Khối đã có bảng điểm tên “%(title)s”. Đặt tên khác.")


class CodeKnown(Refusal):
    code = "code_known"
    field = "code"
    sentence = _("Bảng điểm đã có dòng mã %(code)s. Dùng mã khác.")


# What the rulebook refuses, in the words of the form; its own sentences speak to readers of files.
SENTENCES = {
    "empty_sheet": _("Bảng điểm chưa có tiêu chí nào. Thêm ít nhất một tiêu chí rồi ban hành."),
    "points_out_of_range": _("Số điểm phải lớn hơn 0 và không quá %(most)s."),
    "too_precise": _("Số điểm có nhiều nhất %(places)s chữ số thập phân."),
    "per_occurrence_missing": _("Dòng điểm trừ phải ghi số điểm trừ mỗi lần."),
    "per_occurrence_foreign": _("Chỉ dòng điểm trừ mới có điểm trừ mỗi lần. Xoá số này, hoặc chọn cách chấm trừ điểm."),
}


@action(needs=policies.START_SHEET, loads=queries.bloc_to_change)
def start_sheet(
    bloc: EmulationBloc, *, actor: Actor, at: datetime, title: str, source: str, illustrative: bool = False
) -> Recorded[ScoringTable]:
    """The authority begins a criteria sheet for the bloc. Raises SheetKnown for a title in use."""
    if ScoringTable.objects.filter(bloc=bloc, title=title).exists():
        raise SheetKnown(title=title)
    table = ScoringTable.objects.create(bloc=bloc, title=title, source=source, illustrative=illustrative)
    return Recorded(
        table,
        events.SheetStarted(subject=f"sheet:{table.pk}", unit_id=table.bloc.authority_id, title=title, bloc=bloc.name),
    )


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def add_criterion(
    table: ScoringTable, *, actor: Actor, at: datetime, section: str, code: str, title: str, kind: str,
    max_points: Decimal, clause: str, per_occurrence: Decimal | None = None,
) -> Recorded[Criterion]:  # fmt: skip
    """The authority adds a line to a sheet not adopted yet; it stands last in its section.

    Raises SheetFrozen, CodeKnown (which also stops a form sent twice), and what the rulebook refuses.
    """
    require_draft(table)
    if table.criteria.filter(code=code).exists():
        raise CodeKnown(code=code)
    line = Criterion(
        table=table, section=section, code=code, title=title, kind=kind, max_points=max_points,
        per_occurrence=per_occurrence, clause=clause,
    )  # fmt: skip
    _told(lambda: facts.Sheet(title=table.title, criteria=(queries.line_of(line),)))
    line.position = _room_in_section(table, section)
    line.save()
    event = events.CriterionAdded(
        subject=f"sheet:{table.pk}",
        unit_id=table.bloc.authority_id,
        code=code,
        title=title,
        max_points=write_number(max_points, language="vi"),
    )
    return Recorded(line, event)


@action(needs=policies.EDIT_SHEET, loads=queries.table_to_change)
def remove_criterion(table: ScoringTable, *, actor: Actor, at: datetime, criterion_id: int) -> Recorded[ScoringTable]:
    """The authority drops a line from a sheet not adopted yet. Raises SheetFrozen."""
    require_draft(table)
    line = queries.criterion_of(table, criterion_id)
    event = events.CriterionRemoved(
        subject=f"sheet:{table.pk}", unit_id=table.bloc.authority_id, code=line.code, title=line.title
    )
    line.delete()
    return Recorded(table, event)


@action(needs=policies.ADOPT_SHEET, loads=queries.table_to_change)
def adopt_sheet(table: ScoringTable, *, actor: Actor, at: datetime) -> Recorded[ScoringTable]:
    """The authority adopts the sheet: its content is frozen under its hash. Raises SheetFrozen."""
    require_draft(table)
    sheet = _told(lambda: queries.sheet_of(table))
    table.adopted_at, table.adopted_by, table.content_hash = at, actor.describe(), sheet.digest()
    table.save(update_fields=["adopted_at", "adopted_by", "content_hash"])
    event = events.SheetAdopted(
        subject=f"sheet:{table.pk}", unit_id=table.bloc.authority_id, title=table.title, content_hash=table.content_hash
    )
    return Recorded(table, event)


def _room_in_section(table: ScoringTable, section: str) -> int:
    """The position after the section's last line, with what follows moved down; after everything for a new one."""
    last = table.criteria.filter(section=section).aggregate(last=Max("position"))["last"]
    if last is None:
        last = table.criteria.aggregate(last=Max("position"))["last"] or 0
    table.criteria.filter(position__gt=last).update(position=F("position") + 1)
    return int(last) + 1


def _told(compute: Callable[[], Answer]) -> Answer:
    """Run a computation of the rulebook, turning its refusal into one that a form can show at its field."""
    try:
        return compute()
    except InvalidSheet as error:
        code, data, text = error.code, error.data, error.text
        field = data.get("field") or ("per_occurrence" if code.startswith("per_occurrence") else None)

        def sentence() -> str:
            if code in SENTENCES:
                return str(SENTENCES[code]) % data
            return text.in_language(get_language() or "vi")

        raise TextRefusal(code=code, sentence=sentence, field=field) from error
