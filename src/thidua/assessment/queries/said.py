"""What the rounds said of a sheet, for its page: the mean for all who see the sheet, names only for those who may."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from thidua.assessment import policies
from thidua.assessment.models import RoundScore, ScoreLine, ScoreSheet, ScoringPlan
from thidua.assessment.queries.papers import lines_of, paper_for
from thidua.assessment.queries.roundfacts import by_line, counting, mean_of, plan_of
from thidua.assessment.queries.rounds import Said, SaidOfLine, round_of
from thidua.cycles.models import EmulationYear
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.facts import Sheet
from thidua.rulebook.rounds import Round


def said_of(actor: Actor, sheet: ScoreSheet, rules: Sheet) -> Said:
    """What the rounds gave the lines of a sheet. One query where the year has no plan, three where it has."""
    plan = plan_of(sheet.emulation_year)
    if plan is None:
        return Said()
    rows = counting(sheet.emulation_year, units=[sheet.unit_id])
    named = not plan.anonymous or policies.names_scorers(actor, sheet)
    crossed, teams, appraised = (by_line(rows, of=one) for one in (Round.CROSS, Round.TEAM, Round.AUTHORITY))
    found: dict[str, SaidOfLine] = {}
    pending = _pending(sheet)
    for code in {code for _unit, code in (*crossed, *teams, *appraised)} | set(pending):
        key = (sheet.unit_id, code)
        scores = crossed.get(key, [])
        found[code] = SaidOfLine(
            cross=mean_of(scores, rules), scorers=len(scores), named=tuple(scores) if named else (),
            team=next(iter(teams.get(key, [])), None), authority=next(iter(appraised.get(key, [])), None),
            pending=pending.get(code),
        )  # fmt: skip
    return Said(
        cross=round_of(plan, Round.CROSS) is not None, team=round_of(plan, Round.TEAM) is not None,
        authority=_has_authority(plan, found), by_code=found,
    )  # fmt: skip


def _has_authority(plan: ScoringPlan, found: dict[str, SaidOfLine]) -> bool:
    """The authority also speaks where it upholds an appeal in a year without a round of its own."""
    return round_of(plan, Round.AUTHORITY) is not None or any(one.authority or one.pending for one in found.values())


def _pending(sheet: ScoreSheet) -> dict[str, RoundScore]:
    """What the authority gave and a second person has still to agree to, by code of line."""
    rows = RoundScore.objects.filter(
        sheet=sheet, round=Round.AUTHORITY, confirmed_at__isnull=True,
        criterion__table_id=sheet.emulation_year.scoring_table_id,
    ).select_related("criterion")  # fmt: skip
    return {row.criterion.code: row for row in rows}


def pending_of(sheet: ScoreSheet) -> list[RoundScore]:
    """What waits for a second person of the authority on one sheet, in its order."""
    return sorted(_pending(sheet).values(), key=lambda one: one.criterion.position)


def sheet_to_appraise(actor: Actor, year_id: int, sheet_id: int) -> ScoreSheet:
    """A sheet for the authority; 404 out of sight, Denied for anybody else."""
    sheet = paper_for(actor, ScoreSheet, year_id, sheet_id)
    gate.require(actor, policies.APPRAISE, sheet)
    return sheet


def pending_sheets(year_id: int) -> dict[int, list[RoundScore]]:
    """What waits for a second person of the authority in a year, by sheet."""
    found: dict[int, list[RoundScore]] = defaultdict(list)
    rows = RoundScore.objects.filter(emulation_year_id=year_id, round=Round.AUTHORITY, confirmed_at__isnull=True)
    for row in rows.select_related("sheet__unit", "criterion"):
        found[row.sheet_id].append(row)
    return found


def lines_to_appraise(sheet: ScoreSheet) -> list[ScoreLine]:
    """The lines that apply and that the authority has not appraised yet."""
    done = RoundScore.objects.filter(sheet=sheet, round=Round.AUTHORITY).values("criterion_id")
    return list(lines_of(sheet).filter(not_applicable=False).exclude(criterion_id__in=done))


def not_appraised(year: EmulationYear) -> set[int]:
    """The units with a line that the authority has still to appraise, or that a second person has to agree to."""
    waiting = RoundScore.objects.filter(emulation_year=year, round=Round.AUTHORITY, confirmed_at__isnull=True)
    found = set(waiting.values_list("sheet__unit_id", flat=True))
    if round_of(plan_of(year), Round.AUTHORITY) is None:
        return found
    done = RoundScore.objects.filter(sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), round=Round.AUTHORITY)
    rows = ScoreLine.objects.filter(
        emulation_year=year, criterion__table_id=year.scoring_table_id, not_applicable=False
    ).exclude(Exists(done))
    return found | set(rows.values_list("sheet__unit_id", flat=True))
