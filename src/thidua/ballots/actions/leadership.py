"""What a secret vote decided about next year's leadership goes into the choice that the conference keeps."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.ballots import policies, queries
from thidua.ballots.actions import flow
from thidua.ballots.models import Contest, ContestState, Purpose
from thidua.ballots.queries.results import chosen_units
from thidua.conferences import choosing
from thidua.conferences.models import ChoiceMethod, LeadershipChoice
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class NotAboutLeadership(Refusal):
    code = "not_about_leadership"
    sentence = _("Cuộc bỏ phiếu này không chọn Khối trưởng hay Khối phó, nên không đưa vào kết quả chọn được.")


class NobodyChosen(Refusal):
    code = "nobody_chosen"
    sentence = _("Cuộc bỏ phiếu chưa chọn được đúng một đơn vị. Bỏ phiếu vòng tiếp theo hoặc chọn cách khác.")


@action(needs=policies.LEAD, loads=queries.contest_to_change)
def take_over_result(
    contest: Contest, *, actor: Actor, at: datetime, person_name: str, person_title: str
) -> Recorded[LeadershipChoice]:
    """The unit that a confirmed contest chose is next year's head or deputy; the count is kept as evidence."""
    flow.require_state(contest, ContestState.CONFIRMED)
    if contest.purpose not in (Purpose.LEADER, Purpose.DEPUTY):
        raise NotAboutLeadership
    units = chosen_units(contest)
    if len(units) != 1 or contest.counted is None:
        raise NobodyChosen
    [unit] = units
    key = next(one.key for one in contest.candidates.all() if one.unit_id == unit.pk)
    agree = contest.counted["votes"][key]["agree"]
    choice, event = choosing.put(
        contest.emulation_year, actor=actor, at=at, post=contest.purpose, method=ChoiceMethod.VOTE, unit_id=unit.pk,
        person_name=person_name, person_title=person_title, basis=contest.source,
        evidence=f"Bỏ phiếu kín “{contest.title}”: {agree}/{contest.counted['valid']} phiếu hợp lệ",
    )  # fmt: skip
    return Recorded(choice, event)
