"""What each page of this app shows, gathered once so that a template only has to set it out."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404

from thidua.assessment import policies
from thidua.assessment.models import (
    AmendedTarget,
    Pledge,
    Ranking,
    RankingState,
    Registration,
    Result,
    ScoreLine,
    ScoreSheet,
    Target,
    UnitPaper,
)
from thidua.assessment.queries.behind import Lacking, Shown, behind_line, lacking_of_lines, shown
from thidua.assessment.queries.editing import typed
from thidua.assessment.queries.papers import lines_of, paper_for, visible
from thidua.assessment.queries.roundfacts import plan_of
from thidua.assessment.queries.rounds import Said, round_is_open, round_of
from thidua.assessment.queries.said import said_of
from thidua.assessment.queries.scoring import score_of, sheet_of_year, target_fact
from thidua.assessment.queries.signing import (
    Amended,
    Signed,
    amended_on_line,
    amendments_of,
    may_amend,
    plans_before,
    signings_of,
)
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import times_of
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.ledger.queries import Line, entries_of, lines
from thidua.reading.claims import read_claim
from thidua.reading.numbers import Quantity
from thidua.rulebook.achievement import Achievement, achievement
from thidua.rulebook.calendar import Phase
from thidua.rulebook.claims import ClaimComparison, compare_claim
from thidua.rulebook.facts import Criterion, Sheet, TargetFact
from thidua.rulebook.findings import Finding
from thidua.rulebook.rounds import Round
from thidua.rulebook.scoring import LineScore, Score, SectionScore, policy_of
from thidua.rulebook.sheet import NotApplicable


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What the actor may do with a paper, as it is and at this moment: for showing buttons."""

    edit: bool
    send: bool
    approve: bool
    give_back: bool
    phase_open: bool


def rights_on(actor: Actor, paper: UnitPaper, *, edit: str, approve: str, give_back: str, open_now: bool) -> Rights:
    """The rights of one actor on one paper."""
    year_runs = paper.emulation_year.running
    may_edit = gate.may(actor, edit, paper)
    may_approve = gate.may(actor, approve, paper)
    return Rights(
        edit=may_edit and paper.draft and open_now,
        send=may_edit and paper.draft and open_now and not may_approve,
        approve=may_approve and not paper.approved and open_now,
        give_back=year_runs and not paper.draft and gate.may(actor, give_back, paper),
        phase_open=open_now,
    )


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A target with the amendment that changed its plan last, if any did."""

    target: Target
    amended: AmendedTarget | None


@dataclass(frozen=True, kw_only=True)
class PledgePage:
    """A pledge with its targets and titles, and its history."""

    pledge: Pledge
    targets: list[Planned]
    registrations: list[Registration]
    rights: Rights
    history: list[Line]
    signings: list[Signed]
    amendments: list[Amended]
    may_amend: bool
    may_sign_on_paper: bool

    @property
    def ready(self) -> bool:
        """Whether handing it on is the next thing to do."""
        return bool(self.targets)


def pledge_page(actor: Actor, year_id: int, pledge_id: int, *, at: datetime) -> PledgePage:
    """The page of a pledge, or 404."""
    pledge = paper_for(actor, Pledge, year_id, pledge_id)
    open_now = pledge.emulation_year.running and times_of(pledge.emulation_year, pledge.unit_id).is_open(
        Phase.PLEDGE, at
    )
    targets = list(pledge.targets.select_related("criterion").order_by("position"))
    before = plans_before(targets)
    return PledgePage(
        pledge=pledge,
        targets=[Planned(target=one, amended=before.get(one.pk)) for one in targets],
        signings=signings_of(pledge),
        amendments=amendments_of(actor, pledge),
        may_amend=may_amend(actor, pledge),
        may_sign_on_paper=pledge.emulation_year.running
        and not pledge.approved
        and gate.may(actor, policies.SIGN_PLEDGE, pledge),
        registrations=list(pledge.registrations.order_by("pk")),
        rights=rights_on(
            actor, pledge, edit=policies.EDIT_PLEDGE, approve=policies.SIGN_PLEDGE,
            give_back=policies.RETURN_PLEDGE, open_now=open_now,
        ),
        history=lines(entries_of(f"pledge:{pledge.pk}", reader=actor), reader=actor),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A result with what it means: achievement, and the quoted claim held against it."""

    result: Result
    achievement: Achievement
    comparison: ClaimComparison | None
    amended: AmendedTarget | None = None

    @property
    def bar(self) -> int:
        """The credited share in whole percent, for the bar beside the sentence."""
        credited = self.achievement.credited
        return 0 if credited is None else int(credited * 100)


def reached(result: Result, *, amended: AmendedTarget | None = None) -> Reached:
    """What a stored result means, against the plan in force; `amended` is what that plan was before."""
    fact = target_fact(result)
    compared = _compared(result.claim, fact)
    return Reached(result=result, achievement=achievement(fact), comparison=compared, amended=amended)


def _compared(claim: str, fact: TargetFact) -> ClaimComparison | None:
    if not claim:
        return None
    read = read_claim(claim)
    if read.wording not in ("over", "reached"):
        return None
    return compare_claim(claimed_percent=read.percent, wording=read.wording, target=fact)


def reporting_open(year: EmulationYear, *, at: datetime, unit_id: int | None = None) -> bool:
    """Whether results may be written: while the year is carried out and until reports are due."""
    times = times_of(year, unit_id)
    return year.running and (times.is_open(Phase.CARRY_OUT, at) or times.is_open(Phase.REPORT, at))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a number that was typed is understood, and what it would mean for the target."""

    quantity: Quantity | None
    achievement: Achievement | None
    comparison: ClaimComparison | None


def reading_of(result: Result, form: forms.Form) -> Reading:
    """The reading of what stands in the form, or of what is stored when nothing was typed yet."""
    fact = target_fact(result)
    quantity: Quantity | None = None
    claim = result.claim
    if form.is_bound:
        quantity = form.cleaned_data.get("value") if hasattr(form, "cleaned_data") else None
        claim = form.cleaned_data.get("claim", "") if hasattr(form, "cleaned_data") else ""
        fact = _with_actual(fact, quantity.value if quantity else None)
    alone = (
        form.is_bound and getattr(form, "cleaned_data", {}).get("basis") == "period" and not result.report.period.yearly
    )
    known = fact.actual is not None and not alone
    return Reading(
        quantity=quantity,
        achievement=achievement(fact) if known else None,
        comparison=_compared(claim, fact) if known and claim else None,
    )


def _with_actual(fact: TargetFact, actual: Decimal | None) -> TargetFact:
    return TargetFact(
        key=fact.key, label=fact.label, direction=fact.direction, planned=fact.planned, actual=actual,
        previous=fact.previous, unit_of_measure=fact.unit_of_measure,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ScoredRow:
    """One line of a score sheet: the stored line with what the rulebook made of it."""

    line: ScoreLine
    criterion: Criterion
    score: LineScore

    @property
    def changed(self) -> bool:
        return self.line.review_points is not None and self.score.final != self.score.computed

    @property
    def open(self) -> bool:
        return self.line.review_points is None and not self.line.not_applicable


@dataclass(frozen=True, kw_only=True)
class SectionRow:
    """The heading of a section with its points; `lines` are those that stand directly in it."""

    section: SectionScore | None
    lines: list[ScoredRow]


@dataclass(frozen=True, kw_only=True)
class ScoresPage:
    """A score sheet with its points and its history."""

    sheet: ScoreSheet
    rules: Sheet
    sections: list[SectionRow]
    score: Score
    rights: Rights
    review: bool
    open_lines: int
    advised: bool
    said: Said
    appraise: bool
    history: list[Line]
    lacking: list[Lacking]

    @property
    def outside(self) -> bool:
        """Whether there are points outside the scale to be told apart from it."""
        return bool(self.score.bonus or self.score.penalty)

    @property
    def ready(self) -> bool:
        """Whether handing it on is the next thing to do."""
        return self.score.complete


def scores_page(actor: Actor, year_id: int, sheet_id: int, *, at: datetime) -> ScoresPage:
    """The page of a score sheet, or 404."""
    sheet = paper_for(actor, ScoreSheet, year_id, sheet_id)
    year = sheet.emulation_year
    rules = sheet_of_year(year)
    scored = score_of(sheet, rules=rules)
    stored = list(lines_of(sheet))
    rows = _scored_rows(stored, rules, scored)
    may_review = points_may_change(year) and sheet.approved and gate.may(actor, policies.REVIEW, sheet)
    scoring_open = year.running and times_of(year, sheet.unit_id).is_open(Phase.SCORE, at)
    return ScoresPage(
        sheet=sheet,
        rules=rules,
        sections=_set_out(rules, scored, rows),
        score=scored,
        rights=rights_on(
            actor, sheet, edit=policies.SCORE_OWN, approve=policies.SUBMIT_SCORES, give_back=policies.RETURN_SCORES,
            open_now=scoring_open,
        ),
        review=may_review,
        open_lines=sum(row.open for row in rows.values()),
        advised=scoring_open and gate.may(actor, policies.SCORE_OWN, sheet),
        said=said_of(actor, sheet, rules),
        appraise=sheet.approved and points_may_change(year) and _appraises(actor, sheet, at=at),
        history=lines(entries_of(f"scores:{sheet.pk}", reader=actor), reader=actor),
        lacking=lacking_of_lines(sheet, stored, rules) if sheet.unit_id == actor.body_id and sheet.draft else [],
    )  # fmt: skip


def _appraises(actor: Actor, sheet: ScoreSheet, *, at: datetime) -> bool:
    """Whether the authority's round is planned and open, and this person appraises in it."""
    if not gate.may(actor, policies.APPRAISE, sheet):
        return False
    return round_is_open(round_of(plan_of(sheet.emulation_year), Round.AUTHORITY), at)


def points_may_change(year: EmulationYear) -> bool:
    """Whether points may still change: the year runs and nobody has proposed to finalise the ranking."""
    if not year.running:
        return False
    ranking = Ranking.objects.filter(emulation_year=year).first()
    return ranking is None or ranking.state == RankingState.PROVISIONAL


def _scored_rows(stored: list[ScoreLine], rules: Sheet, scored: Score) -> dict[str, ScoredRow]:
    """The lines by code, in the order of the sheet."""
    criteria = {criterion.code: criterion for criterion in rules.criteria}
    by_code = {line.code: line for line in scored.lines}
    codes = ((line, line.criterion.code) for line in stored)
    return {code: ScoredRow(line=line, criterion=criteria[code], score=by_code[code]) for line, code in codes}


def _set_out(rules: Sheet, scored: Score, rows: dict[str, ScoredRow]) -> list[SectionRow]:
    """The sheet as it is printed: each section's heading, then the lines that stand directly in it."""
    loose = [rows[one.code] for one in rules.entries if isinstance(one, Criterion) and one.code in rows]
    set_out = [SectionRow(section=None, lines=loose)] if loose else []
    by_code = {section.code: section for section in scored.sections}
    for section, _depth in rules.sections():
        own = [rows[one.code] for one in section.entries if isinstance(one, Criterion) and one.code in rows]
        set_out.append(SectionRow(section=by_code[section.code], lines=own))
    return set_out


def open_lines(sheet: ScoreSheet) -> list[ScoredRow]:
    """The lines that the bloc has not reviewed yet, with the points that would be confirmed."""
    rules = sheet_of_year(sheet.emulation_year)
    rows = _scored_rows(list(lines_of(sheet)), rules, score_of(sheet, explain=False, rules=rules))
    return [row for row in rows.values() if row.open]


@dataclass(frozen=True, kw_only=True)
class LinePage:
    """One line with its full explanation."""

    line: ScoreLine
    criterion: Criterion
    may_be_out: bool
    score: LineScore
    finding: Finding
    may_enter: bool
    may_review: bool
    evidence: list[Shown]
    may_prove: bool
    may_appraise: bool
    may_ask: bool
    may_appeal: bool
    said: Said
    previous: ScoreLine | None
    following: ScoreLine | None
    amended: list[AmendedTarget]


def line_page(actor: Actor, year_id: int, line_id: int, *, at: datetime) -> LinePage:
    """The page of one line, or 404."""
    rows = ScoreLine.objects.filter(sheet__in=visible(actor, ScoreSheet), emulation_year_id=year_id)
    line = get_object_or_404(rows.select_related("criterion"), pk=line_id)
    line.sheet = paper_for(actor, ScoreSheet, year_id, line.sheet_id)
    year = line.sheet.emulation_year
    siblings = list(lines_of(line.sheet))
    here = next((index for index, one in enumerate(siblings) if one.pk == line.pk), None)
    if here is None:  # a line of an earlier edition of the sheet
        raise Http404
    rules = sheet_of_year(year)
    criterion = rules.criterion(line.criterion.code)
    scored = next(one for one in score_of(line.sheet, rules=rules).lines if one.code == criterion.code)
    scoring_open = year.running and times_of(year, line.sheet.unit_id).is_open(Phase.SCORE, at)
    may_be_out = policy_of(criterion.code, rules) != NotApplicable.REFUSE
    asked = bool(criterion.typed) or may_be_out
    reviewable = line.sheet.approved and not line.not_applicable and points_may_change(year)
    return LinePage(
        line=line,
        criterion=criterion,
        may_be_out=may_be_out,
        score=scored,
        finding=scored.finding,
        may_enter=asked and line.sheet.draft and scoring_open and gate.may(actor, policies.SCORE_OWN, line),
        may_review=reviewable and gate.may(actor, policies.REVIEW, line),
        evidence=shown(actor, year, behind_line(line)),
        may_prove=line.sheet.draft and scoring_open and gate.may(actor, policies.ADD_EVIDENCE, line),
        may_appraise=reviewable and line.review_points is not None and _appraises(actor, line.sheet, at=at),
        may_ask=year.running and line.sheet.approved and gate.may(actor, policies.ASK, line),
        may_appeal=reviewable and line.review_points is not None and gate.may(actor, policies.APPEAL, line),
        said=said_of(actor, line.sheet, rules),
        previous=siblings[here - 1] if here else None,
        following=siblings[here + 1] if here + 1 < len(siblings) else None,
        amended=amended_on_line(line),
    )


def line_to_see_review(actor: Actor, year_id: int, line_id: int, *, at: datetime) -> LinePage:
    """The page of one line for its reviewer; Denied for anybody else."""
    page = line_page(actor, year_id, line_id, at=at)
    gate.require(actor, policies.REVIEW, page.line)
    return page


def review_as_typed(page: LinePage) -> dict[str, Any]:
    line = page.line
    points = page.score.computed if line.review_points is None else line.review_points
    return {"points": typed(points), "reason": line.review_reason, "version": line.version}
