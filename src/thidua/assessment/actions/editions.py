"""A changed edition of the criteria sheet takes over, in the middle of a year if need be."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment import events, queries
from thidua.assessment.models import Ranking, RankingState, RoundScore, ScoreLine, ScoreSheet, Target
from thidua.cycles import policies
from thidua.cycles.actions import freeze
from thidua.cycles.models import Criterion, EmulationYear, ScoringTable, YearState
from thidua.cycles.queries import sheet_of, table_to_change, times_of
from thidua.cycles.states import PeriodIsLocked, require_draft
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.calendar import Phase
from thidua.rulebook.facts import LineFact, Sheet, UnitFacts
from thidua.rulebook.trial import fitted_to


class NotAnEdition(Refusal):
    code = "not_an_edition"
    sentence = _("Bảng điểm này không phải bản sửa đổi. Ban hành ở trang bảng điểm.")


class RankingSettled(Refusal):
    code = "ranking_settled"
    sentence = _(
        "Xếp hạng năm %(year)s đã được đề nghị chốt hoặc đã chốt theo bảng điểm cũ. Rút đề nghị trước, hoặc để bản sửa đổi cho năm sau."
    )


@action(needs=policies.ADOPT_SHEET, loads=table_to_change)
def adopt_edition(table: ScoringTable, *, actor: Actor, at: datetime) -> Recorded[ScoringTable]:
    """The authority adopts a changed edition: the old one is superseded, and years not closed go over to the new one.

    Lines that are the same keep everything; on a changed line the bloc's review is taken back, and an entry that the
    new rule does not ask for is dropped. Raises RankingSettled, SheetFrozen, NotAnEdition.
    """
    require_draft(table)
    old = table.supersedes
    if old is None:
        raise NotAnEdition
    years = list(
        EmulationYear.objects.select_for_update(of=("self",)).filter(scoring_table=old).exclude(state=YearState.CLOSED)
    )
    for year in years:
        _require_open(year)
    freeze(table, by=actor.describe(), at=at)
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    before, after = sheet_of(old), sheet_of(table)
    for year in years:
        _take_over(year, table, before, after)
    event = events.EditionAdopted(
        subject=f"sheet:{table.pk}", unit_id=table.bloc.authority_id,
        emulation_year_id=years[0].pk if years else None, title=table.title, decision=table.decision_number,
        content_hash=table.content_hash, years=tuple(str(year.year) for year in years),
    )  # fmt: skip
    return Recorded(table, event)


def _require_open(year: EmulationYear) -> None:
    ranking = Ranking.objects.select_for_update().filter(emulation_year=year).first()
    if ranking and ranking.state != RankingState.PROVISIONAL:
        raise RankingSettled(year=year.year)
    if Phase.SCORE in times_of(year).locked:
        raise PeriodIsLocked


def _take_over(year: EmulationYear, table: ScoringTable, before: Sheet, after: Sheet) -> None:
    """Let a year go on by the new edition: everything that points at a line points at the line of the same code."""
    year.scoring_table = table
    year.save(update_fields=["scoring_table"])
    new = {row.code: row for row in table.criteria.all()}
    for target in Target.objects.filter(emulation_year=year, criterion__table=table.supersedes):
        assert target.criterion is not None
        found = new.get(target.criterion.code)
        target.criterion = found if found and found.takes_targets else None
        target.save(update_fields=["criterion"])
    same = {one.code for one in before.criteria if one in after.criteria}
    for line in ScoreLine.objects.filter(emulation_year=year, criterion__table=table.supersedes).select_related(
        "criterion"
    ):
        if line.criterion.code in new:
            _carry(line, new[line.criterion.code], same, before, after)
    # What other rounds gave follows a line that is the same; on a changed line it stays with the old edition.
    given = RoundScore.objects.filter(emulation_year=year, criterion__table=table.supersedes, criterion__code__in=same)
    for score in given.select_related("criterion"):
        RoundScore.objects.filter(pk=score.pk).update(criterion=new[score.criterion.code])
    for sheet in ScoreSheet.objects.filter(emulation_year=year):
        known = set(sheet.lines.filter(criterion__table=table).values_list("criterion__code", flat=True))
        ScoreLine.objects.bulk_create(
            ScoreLine(emulation_year=year, sheet=sheet, criterion=row) for code, row in new.items() if code not in known
        )


def _carry(line: ScoreLine, criterion: Criterion, same: set[str], before: Sheet, after: Sheet) -> None:
    """Point a line at the new edition. A line whose rule changed keeps what the new rule still asks for."""
    changed: dict[str, Any] = {"criterion": criterion}
    if criterion.code not in same:
        fact = LineFact(code=criterion.code, inputs=queries.given(line.inputs), not_applicable=line.not_applicable)
        fitted = fitted_to(after, UnitFacts(unit="", lines=(fact,)), before).lines[0]
        inputs = {key: list(raw) if isinstance(raw, tuple) else raw for key, raw in fitted.inputs.items()}
        changed |= {
            "inputs": inputs, "not_applicable": fitted.not_applicable, "review_points": None, "review_reason": "",
            "reviewed_by": "", "reviewed_at": None, "version": line.version + 1,
        }  # fmt: skip
    ScoreLine.objects.filter(pk=line.pk).update(**changed)
