"""Every round's score of every line of a bloc, with every comment, for the workbook."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.assessment import policies
from thidua.assessment.models import RoundScore, ScoreLine
from thidua.assessment.queries.roundfacts import by_line, counting, mean_of, plan_of
from thidua.assessment.queries.scoring import handed_in, scores_of_year, sheet_of_year
from thidua.assessment.vocabulary import round_label
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.rulebook.rounds import Round


@dataclass(frozen=True, kw_only=True)
class ScoredByRounds:
    """One line of one unit with the points of every round."""

    unit: str
    code: str
    title: str
    most: Decimal
    computed: Decimal | None
    cross: Decimal | None
    team: Decimal | None
    bloc: Decimal | None
    authority: Decimal | None
    final: Decimal | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Comment:
    """What one scorer gave a line and why; the scorer is named only to those who may know."""

    unit: str
    code: str
    round: str
    scorer: str
    points: Decimal | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundsOfBloc:
    """Every line and every comment of a bloc's year."""

    lines: list[ScoredByRounds]
    comments: list[Comment]


def rounds_of_bloc(actor: Actor, year: EmulationYear) -> RoundsOfBloc:
    """The rounds of all sheets handed in, as far as the actor may know them: cross scores after the reveal, names only
    for those who may read them, comments only for those who answer for the bloc."""
    if year.scoring_table is None:
        return RoundsOfBloc(lines=[], comments=[])
    rules, units, rows = sheet_of_year(year), handed_in(year), counting(year)
    scored = scores_of_year(year, units=units, sheet=rules)
    points = {(unit_id, one.code): one for unit_id, score in scored.items() for one in score.lines}
    crossed, teams, appraised = (by_line(rows, of=one) for one in (Round.CROSS, Round.TEAM, Round.AUTHORITY))
    lines: list[ScoredByRounds] = []
    comments: list[Comment] = []
    plan = plan_of(year)
    hidden = plan is None or plan.anonymous
    stored = ScoreLine.objects.filter(
        emulation_year=year, criterion__table_id=year.scoring_table_id, sheet__unit_id__in=units
    ).select_related("criterion", "sheet__unit", "sheet__emulation_year__bloc")
    for line in stored.order_by("sheet__unit__folded", "sheet_id", "criterion__position"):
        key = (line.sheet.unit_id, line.criterion.code)
        team, authority = _last(teams.get(key)), _last(appraised.get(key))
        lines.append(
            ScoredByRounds(
                unit=line.sheet.unit.name, code=line.criterion.code, title=line.criterion.title,
                most=line.criterion.max_points, computed=points[key].computed,
                cross=mean_of(crossed.get(key, []), rules), team=team, bloc=line.review_points, authority=authority,
                final=points[key].final, note=line.note,
            )
        )  # fmt: skip
        if policies.previews(actor, year):
            named = not hidden or policies.names_scorers(actor, line.sheet)
            comments += _comments(line, [*crossed.get(key, []), *teams.get(key, []), *appraised.get(key, [])], named)
    return RoundsOfBloc(lines=lines, comments=comments)


def _last(scores: list[RoundScore] | None) -> Decimal | None:
    return scores[-1].points if scores else None


def _comments(line: ScoreLine, scores: list[RoundScore], named: bool) -> list[Comment]:
    """The comments on a line; single cross scores are left out where the reader may not know who gave them."""
    unit, code = line.sheet.unit.name, line.criterion.code
    found = [
        Comment(
            unit=unit, code=code, round=round_label(one.round),
            scorer=one.scorer.name if one.round == Round.CROSS else one.entered_by, points=one.points,
            reason=one.reason,
        )
        for one in scores
        if named or one.round != Round.CROSS
    ]  # fmt: skip
    if line.review_points is not None:
        found.append(
            Comment(
                unit=unit, code=code, round=round_label(Round.BLOC), scorer=line.reviewed_by, points=line.review_points,
                reason=line.review_reason,
            )
        )  # fmt: skip
    return found
