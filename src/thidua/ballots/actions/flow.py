"""What every write about a contest has in common: its event's columns, its state, and the second person."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Contest, ContestState, Step, StepConsent
from thidua.conferences.queries.stages import YearNotRunning
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal


class OtherState(Refusal):
    code = "contest_other_state"
    sentence = _("Cuộc bỏ phiếu không còn ở bước này. Tải lại trang để thấy bước hiện tại.")


class SamePerson(Refusal):
    code = "same_person"
    status = 403
    sentence = _("Bạn đã đề nghị bước này. Cần người thứ hai, là Khối trưởng, Khối phó hoặc cán bộ thi đua của tỉnh.")


def about(contest: Contest) -> dict[str, Any]:
    """The columns of an event about a contest, and its title."""
    return {
        "subject": f"contest:{contest.pk}",
        "emulation_year_id": contest.emulation_year_id,
        "title": contest.title,
    }


def require_state(contest: Contest, *states: ContestState) -> None:
    """Refuse unless the year runs and the contest is in one of these states."""
    if not contest.emulation_year.running:
        raise YearNotRunning
    if contest.state not in states:
        raise OtherState


def second_of(contest: Contest, step: Step, *, actor: Actor, at: datetime) -> StepConsent | None:
    """The consent of the first person once a second takes the step; None when this is the first. Raises SamePerson."""
    first = StepConsent.objects.filter(contest=contest, step=step).first()
    if first is None:
        StepConsent.objects.create(
            emulation_year_id=contest.emulation_year_id, contest=contest, step=step, person_id=actor.id,
            by=actor.describe(), at=at,
        )  # fmt: skip
        return None
    if first.person_id == actor.id:
        raise SamePerson
    return first


def save(contest: Contest, *fields: str) -> None:
    """Save these columns as a new version of the contest."""
    contest.version += 1
    contest.save(update_fields=[*fields, "version"])
