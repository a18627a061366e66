"""One word from the bloc to all who are late."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.assessment import events
from thidua.assessment.actions import flow
from thidua.assessment.queries import reminding
from thidua.assessment.queries.reminding import ASKED, LatePaper
from thidua.bodies.models import Appointment
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.notices.models import Kind
from thidua.notices.policies import REMIND
from thidua.notices.telling import Telling, write_down
from thidua.notices.wording import in_every_language


class NobodyLate(Refusal):
    code = "nobody_late"
    sentence = _("Không có đơn vị nào chậm hoặc sắp đến hạn, nên không có ai để nhắc.")


class NobodyToTell(Refusal):
    code = "nobody_to_tell"
    sentence = _(
        "Các đơn vị này chưa có ai có tài khoản để nhận lời nhắc. Mời người của đơn vị ở trang Người và chức vụ."
    )


class RemindedAlready(Refusal):
    code = "reminded_already"
    sentence = _("Đã nhắc lúc %(when)s. Mỗi loại nhắc nhiều nhất một lần trong một giờ; hãy chờ rồi nhắc lại.")


@action(needs=REMIND, loads=year_to_change)
def remind_late(
    year: EmulationYear, *, actor: Actor, at: datetime, what: str, note: str = ""
) -> Recorded[list[Appointment]]:
    """The bloc's head, the deputy or the authority reminds the heads and officers of every unit late with a paper.

    Who is late is found out here, not told. Raises RemindedAlready within an hour of the last word about the same
    paper, NobodyLate, and NobodyToTell.
    """
    if not year.running:
        raise flow.YearNotRunning
    paper = next(one for one in reminding.late_papers(year, at=at) if one.what == what)
    if paper.last is not None:
        raise RemindedAlready(when=moment(paper.last.made_at))
    if not paper.units:
        raise NobodyLate
    people = reminding.people_to_remind(actor, paper, at=at)
    if not people:
        raise NobodyToTell
    write_down(_tellings(year, paper, people, sender=actor.describe(), note=note, at=at), at=at)
    event = events.LateReminded(
        subject=f"year:{year.pk}", emulation_year_id=year.pk, what=what, people=len(people),
        units=tuple(one.unit.name for one in paper.units), note=note,
    )  # fmt: skip
    return Recorded(people, event)


def _tellings(
    year: EmulationYear, paper: LatePaper, people: list[Appointment], *, sender: str, note: str, at: datetime
) -> list[Telling]:
    asked = in_every_language(lambda: gettext(ASKED[paper.what]) % {"year": year.year})
    deadlines = {one.unit.pk: one.deadline for one in paper.units}
    return [
        Telling(
            person_id=one.person_id, body_id=one.body_id, year_id=year.pk, kind=Kind.BLOC,
            data={"sender": sender, "task": asked, "note": note},
            url=reverse(f"assessment:{paper.what}_start", args=[year.pk]), deadline=deadlines[one.body_id],
            key=f"bloc:{paper.what}:{year.pk}:{one.body_id}:{at.isoformat()}",
        )
        for one in people
    ]  # fmt: skip
