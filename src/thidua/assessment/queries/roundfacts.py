"""What the rounds besides the bloc's say, as the rulebook reads it: only points that count by now."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from thidua.assessment.models import RoundScore, ScoringPlan
from thidua.cycles.models import EmulationYear
from thidua.rulebook.facts import Review, Sheet
from thidua.rulebook.rounds import Round, mean_points

ByLine = dict[tuple[int, str], list[RoundScore]]


def has_rounds() -> Exists:
    """For a query of score lines: whether any other round said something of the line."""
    return Exists(RoundScore.objects.filter(sheet=OuterRef("sheet"), criterion=OuterRef("criterion")))


def plan_of(year: EmulationYear) -> ScoringPlan | None:
    """How the year is scored, with its rounds at hand; None where it is self-score and the bloc's review alone."""
    return ScoringPlan.objects.prefetch_related("rounds").filter(emulation_year=year).first()


def counting(year: EmulationYear, *, units: Collection[int] | None = None) -> QuerySet[RoundScore]:
    """The points of rounds that count by now, on lines of the year's present sheet.

    Cross scores are among them from the reveal on, and not before.
    """
    rows = RoundScore.objects.filter(
        emulation_year=year, criterion__table_id=year.scoring_table_id, confirmed_at__isnull=False, points__isnull=False
    ).exclude(round=Round.CROSS, emulation_year__scoring_plan__revealed_at__isnull=True)
    if units is not None:
        rows = rows.filter(sheet__unit_id__in=units)
    return rows.select_related("criterion", "sheet", "scorer").order_by("sheet_id", "criterion__position", "pk")


def by_line(rows: QuerySet[RoundScore], *, of: Round) -> ByLine:
    """The points of one round by unit and code of line."""
    found: ByLine = defaultdict(list)
    for row in rows:
        if row.round == of:
            found[row.sheet.unit_id, row.criterion.code].append(row)
    return found


def mean_of(scores: list[RoundScore], sheet: Sheet) -> Decimal | None:
    """What several cross scorers come to: exact, then rounded once as the sheet rounds."""
    given = [one.points for one in scores if one.points is not None]
    return mean_points(given, places=sheet.places, rounding=sheet.rounding)


def round_reviews(year: EmulationYear, sheet: Sheet, *, units: Collection[int] | None) -> dict[int, list[Review]]:
    """The reviews of all rounds but the bloc's, by unit. Cross scores count where the plan makes their mean binding."""
    rows = counting(year, units=units)
    found: dict[int, list[Review]] = defaultdict(list)
    for of in (Round.TEAM, Round.AUTHORITY):
        for (unit_id, code), scores in by_line(rows, of=of).items():
            last = scores[-1]
            assert last.points is not None
            found[unit_id].append(
                Review(code=code, points=last.points, reason=last.reason, reviewed_by=last.entered_by, round=of)
            )
    crossed = by_line(rows, of=Round.CROSS)
    plan = plan_of(year) if crossed else None
    if plan is not None and plan.binding:
        for (unit_id, code), scores in crossed.items():
            found[unit_id].append(_mean_review(code, scores, sheet))
    return found


def _mean_review(code: str, scores: list[RoundScore], sheet: Sheet) -> Review:
    """The binding mean. It names how many scored, and nobody."""
    middle = mean_of(scores, sheet)
    assert middle is not None
    return Review(
        code=code, points=middle, reason=f"bình quân của {len(scores)} đơn vị, tính chính xác rồi làm tròn một lần",
        reviewed_by=f"{len(scores)} đơn vị chấm chéo", round=Round.CROSS,
    )  # fmt: skip
