"""Answering what the sheet's guards ask about a unit."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, policies, queries
from thidua.assessment.actions import flow
from thidua.assessment.models import GuardAnswer, Ranking, RankingState
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class AnswersSettled(Refusal):
    code = "answers_settled"
    sentence = _("Xếp hạng đã được đề nghị chốt hoặc đã chốt, nên các điều kiện không ghi lại được nữa.")


@action(needs=policies.ANSWER_GUARDS, loads=queries.membership_to_judge)
def answer_guards(
    about: policies.AboutUnit, *, actor: Actor, at: datetime, times: Mapping[str, int | None], reason: str
) -> Recorded[EmulationYear]:
    """Somebody who answers for the bloc says how often each event happened in a unit; None takes an answer back.

    Raises AnswersSettled once the ranking is proposed or final.
    """
    year = about.year
    if not year.running:
        raise flow.YearNotRunning
    ranking = Ranking.objects.select_for_update().filter(emulation_year=year).first()
    if ranking and ranking.state != RankingState.PROVISIONAL:
        raise AnswersSettled
    asked = {guard.key for guard in queries.questions_of(year)}
    said = []
    for key, count in times.items():
        if key not in asked:
            continue
        rows = GuardAnswer.objects.filter(emulation_year=year, unit=about.unit, key=key)
        if count is None:
            rows.delete()
        else:
            GuardAnswer.objects.update_or_create(
                emulation_year=year, unit=about.unit, key=key,
                defaults={
                    "times": count, "reason": reason, "answered_by": actor.describe(), "answered_at": at,
                },
            )  # fmt: skip
        said.append(f"{key}: {'–' if count is None else count}")
    event = events.GuardsAnswered(
        subject=f"conditions:{year.pk}:{about.unit_id}", emulation_year_id=year.pk, unit_id=about.unit_id,
        unit=about.unit.name, answers=tuple(said), reason=reason or "–",
    )  # fmt: skip
    return Recorded(year, event)
