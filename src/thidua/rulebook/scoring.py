"""Scoring: a criteria sheet and the facts of a bloc give points, line by line and section by section.

Shares stay exact until the end of a line, where the points are rounded once; what a section does to the sum of its
lines (scaling, a cap, a weight) is rounded once more and stands as an adjustment of its own. So the published lines
and adjustments always add up to the total, and anyone can add them up again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from thidua.rulebook.achievement import refuse_impossible
from thidua.rulebook.explanation import ScoredLine, explain_line
from thidua.rulebook.facts import LineFact, Review, UnitFacts
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.guards import Scored, Verdict, judge
from thidua.rulebook.measures import points
from thidua.rulebook.peers import peers_of
from thidua.rulebook.ranking import Entry, Standing, TieBy, TieKey, standings
from thidua.rulebook.refusals import InvalidFacts, Refused
from thidua.rulebook.rounds import ORDER, Round
from thidua.rulebook.rules.base import held
from thidua.rulebook.rules.given import Given, Peers
from thidua.rulebook.rules.inputs import Value, read_all
from thidua.rulebook.sections import SectionScore, Tally, tally
from thidua.rulebook.sheet import Criterion, NotApplicable, Sheet

_SCORED = Text("đã có điểm", "scored")
_MISSING = Text("chưa đủ số liệu", "figures are missing")
_NO_PEERS: Mapping[str, Peers] = {}
_ALONE: Peers = {}
_NO_VALUES: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScore:
    """The points of one criterion, to the sheet's places; None while something is missing.

    `computed` comes from the unit's own figures, `final` from the last round that gave points, which `round` names.
    A line that does not apply has neither, unless the sheet gives it the full points.
    """

    code: str
    computed: Decimal | None
    final: Decimal | None
    finding: Finding
    not_applicable: bool = False
    round: Round | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A unit's points: lines and sections in the order of the sheet.

    `total` is what the known final points come to and `self_total` the same for the computed ones; `base`, `bonus`
    and `penalty` are its parts, `adjustment` is what the sheet itself added to the sum of its entries and `finding` says
    why. `missing` lists the codes without final points, `complete` says that there are none.
    `ties` are the figures of the sheet's tie-breaks.
    """

    unit: str
    lines: tuple[LineScore, ...]
    sections: tuple[SectionScore, ...]
    total: Decimal
    self_total: Decimal
    base: Decimal
    bonus: Decimal
    penalty: Decimal
    adjustment: Decimal
    finding: Finding
    complete: bool
    missing: tuple[str, ...]
    verdict: Verdict
    ties: tuple[Decimal, ...] = field(default=())

    def entry(self, label: str) -> Entry:
        """The unit as it goes into the ranking."""
        return Entry(key=self.unit, label=label, points=self.total, ties=self.ties, ranked=self.verdict.ranked)


def score_bloc(*, units: Iterable[UnitFacts], sheet: Sheet, explain: bool = False) -> tuple[Score, ...]:
    """Score every unit of a bloc, each against the figures of all. Raises InvalidFacts.

    With `explain=False` the findings carry no parts and a constant sentence: for standings of many units at once.
    """
    facts = tuple(units)
    peers = bloc_figures(units=facts, sheet=sheet)
    return tuple(score(facts=one, sheet=sheet, peers=peers, explain=explain) for one in facts)


def bloc_figures(*, units: Iterable[UnitFacts], sheet: Sheet) -> Mapping[str, Peers]:
    """The figures of the whole bloc that comparing lines need, by code of criterion. Raises InvalidFacts."""
    return peers_of(units, sheet) if sheet.compares else _NO_PEERS


def score(*, facts: UnitFacts, sheet: Sheet, peers: Mapping[str, Peers] = _NO_PEERS, explain: bool = True) -> Score:
    """Score one unit by the sheet; `peers` are the figures of the bloc, without which comparing lines stay open.

    Raises InvalidFacts for unknown criteria, figures out of range or of the wrong kind, and unexplained reviews.
    """
    facts_by_code = {line.code: line for line in facts.lines}
    reviews = _by_code(facts.reviews)
    _refuse_unknown_codes(facts_by_code, reviews, facts, sheet)
    lines = tuple(
        _line(
            criterion,
            facts_by_code.get(criterion.code) or LineFact(code=criterion.code),
            reviews.get(criterion.code, ()),
            sheet,
            peers.get(criterion.code, _ALONE),
            explain,
        )
        for criterion in sheet.criteria
    )
    missing = tuple(line.code for line in lines if line.final is None and not line.not_applicable)
    final = tally(sheet, {line.code: line.final for line in lines}, _taken_out(lines), facts, explain=explain)
    alone = {line.code: line.computed for line in lines}
    own = final if not reviews else tally(sheet, alone, _taken_out(lines), facts, explain=False)
    return Score(
        unit=facts.unit,
        lines=lines,
        sections=final.sections,
        total=final.total,
        self_total=own.total,
        base=final.base,
        bonus=final.bonus,
        penalty=final.penalty,
        adjustment=final.adjustment,
        finding=final.finding,
        complete=not missing,
        missing=missing,
        verdict=_verdict(sheet, final, lines, facts, complete=not missing),
        ties=tuple(_tie(key, final, lines, sheet) for key in sheet.ties),
    )


def rank_bloc(scores: Iterable[Score], labels: Mapping[str, str]) -> tuple[Standing, ...]:
    """The standings of scored units; `labels` are their names by unit."""
    return standings(one.entry(labels[one.unit]) for one in scores)


def given_for(criterion: Criterion, fact: LineFact, peers: Peers, *, places: int) -> Given:
    """What the criterion's rule may look at, read strictly. Raises InvalidFacts."""
    if fact.targets and not criterion.takes_targets:
        raise InvalidFacts("foreign_targets", {"code": criterion.code})
    for target in fact.targets:
        refuse_impossible(target)
    values = read_all(criterion.inputs, fact.inputs, code=criterion.code, places=places) if fact.inputs else _NO_VALUES
    return Given(values=values, targets=fact.targets, peers=peers)


def _by_code(reviews: Iterable[Review]) -> dict[str, tuple[Review, ...]]:
    """What the rounds said of each line, in the order of the rounds."""
    found: dict[str, tuple[Review, ...]] = {}
    for review in sorted(reviews, key=lambda one: ORDER[one.round]):
        found[review.code] = (*found.get(review.code, ()), review)
    return found


def _line(
    criterion: Criterion, fact: LineFact, reviews: tuple[Review, ...], sheet: Sheet, peers: Peers, explain: bool
) -> LineScore:
    given = given_for(criterion, fact, peers, places=sheet.places)
    if fact.not_applicable:
        return _taken_out_line(criterion, sheet)
    worth = criterion.rule.worth(given)
    computed = None if worth is None else published(criterion, worth, sheet)
    final = _reviewed(criterion, reviews, computed, sheet.places) if reviews else computed
    if explain:
        finding = explain_line(
            ScoredLine(
                criterion=criterion, fact=fact, given=given, reviews=reviews, worth=worth, computed=computed,
                final=final, sheet=sheet,
            )
        )  # fmt: skip
    else:
        finding = _quiet(criterion.clause, final is not None)
    last = reviews[-1].round if reviews else None
    return LineScore(code=criterion.code, computed=computed, final=final, finding=finding, round=last)


@lru_cache(maxsize=4096)
def _quiet(clause: str, known: bool) -> Finding:
    """The finding of a line that is not explained; all lines of a clause share it."""
    return Finding("scoring.line", known, _SCORED if known else _MISSING, clause)


def published(criterion: Criterion, worth: Fraction, sheet: Sheet) -> Decimal:
    """The exact points of a line held to what it may come to, and rounded once."""
    return points(held(worth, *criterion.bounds), places=sheet.places, rounding=sheet.rounding)


_OUT = Text("{title}: không áp dụng cho đơn vị", "{title}: does not apply to the unit")
_OUT_FULL = Text(
    "{title}: không áp dụng, bảng điểm cho đủ {points} điểm",
    "{title}: does not apply, the sheet gives the full {points} points",
)


def _taken_out_line(criterion: Criterion, sheet: Sheet) -> LineScore:
    policy = policy_of(criterion.code, sheet)
    if policy == NotApplicable.REFUSE:
        raise InvalidFacts("not_applicable_refused", {"code": criterion.code})
    full = points(criterion.max_points, places=sheet.places) if policy == NotApplicable.FULL else None
    because = _OUT if full is None else _OUT_FULL
    finding = Finding(
        "scoring.line.not_applicable", True, because.filled(title=criterion.title, points=criterion.max_points),
        criterion.clause,
    )  # fmt: skip
    return LineScore(code=criterion.code, computed=full, final=full, finding=finding, not_applicable=True)


def policy_of(code: str, sheet: Sheet) -> NotApplicable:
    """What happens to a line that does not apply: the word of the innermost section that has one, or the sheet's."""
    return sheet.policies.get(code, sheet.not_applicable)


def _taken_out(lines: tuple[LineScore, ...]) -> frozenset[str]:
    return frozenset(line.code for line in lines if line.not_applicable and line.final is None)


def _reviewed(
    criterion: Criterion, reviews: tuple[Review, ...], computed: Decimal | None, places: int
) -> Decimal | None:
    """The points of the last round. A round that departs from all that was said before it must say why."""
    said = {computed}
    final = computed
    for review in reviews:
        final = checked_points(criterion, review.points, places=places)
        if not review.reviewed_by.strip():
            raise InvalidFacts("review_without_reviewer", {"code": criterion.code})
        if final not in said and not review.reason.strip():
            raise InvalidFacts("review_without_reason", {"code": criterion.code})
        said.add(final)
    return final


def checked_points(criterion: Criterion, value: Decimal, *, places: int) -> Decimal:
    """Points that a round gives a line, to the sheet's places. Raises InvalidFacts for what the line cannot be given."""
    least, most = criterion.least, criterion.highest
    if not value.is_finite():
        raise InvalidFacts("not_a_number", {"field": f"{criterion.code}.review"})
    about: Refused = {"code": criterion.code, "field": "review", "value": value}
    if (least is not None and value < least) or (most is not None and value > most):
        raise InvalidFacts("out_of_range", {**about, "least": _or_open(least), "most": _or_open(most)})
    final = points(value, places=places)
    if final != value:
        raise InvalidFacts("too_precise", {**about, "places": places})
    return final


def _or_open(bound: Decimal | None) -> Decimal | str:
    return "…" if bound is None else bound


def _verdict(sheet: Sheet, final: Tally, lines: tuple[LineScore, ...], facts: UnitFacts, *, complete: bool) -> Verdict:
    if not sheet.guards and not sheet.classes:
        return _FREE
    scored = Scored(
        points={**{line.code: line.final for line in lines}, **_known_sections(sheet, final, lines)},
        maxima=final.maxima,
        base_lines=tuple(line.code for line in lines if line.code in final.base_lines and not line.not_applicable),
        events=facts.events,
        self_scored=facts.self_scored,
    )
    return judge(final.total if complete else None, sheet.classes, sheet.guards, scored)


def _known_sections(sheet: Sheet, final: Tally, lines: tuple[LineScore, ...]) -> dict[str, Decimal | None]:
    """The points of each section; None while a line in it is missing, or when nothing of it applies to the unit."""
    waiting = {line.code for line in lines if line.final is None and not line.not_applicable}
    known: dict[str, Decimal | None] = {one.code: one.points for one in final.sections}
    for section, _depth in sheet.sections():
        if section.code in final.out or any(one.code in waiting for one in section.criteria):
            known[section.code] = None
    return known


_FREE = Verdict(label=None, ranked=True, deferred=False, titles=True, findings=(), open_questions=())


def _tie(key: TieKey, final: Tally, lines: tuple[LineScore, ...], sheet: Sheet) -> Decimal:
    """The figure of one tie-break; more is better."""
    nothing = Decimal(0)
    if key.by == TieBy.SECTION:
        return next((one.points for one in final.sections if one.code == key.code), nothing)
    if key.by == TieBy.LINE:
        return next((line.final for line in lines if line.code == key.code and line.final is not None), nothing)
    if key.by == TieBy.FULL_LINES:
        most = {one.code: one.max_points for one in sheet.criteria if one.max_points}
        return Decimal(sum(line.final == most.get(line.code) for line in lines if line.final is not None))
    if key.by == TieBy.BONUS:
        return final.bonus
    if key.by == TieBy.BASE:
        return final.base
    return sum((line.final for line in lines if line.final is not None and line.final < 0), nothing)


def _refuse_unknown_codes(
    facts_by_code: Mapping[str, LineFact], reviews: Mapping[str, tuple[Review, ...]], facts: UnitFacts, sheet: Sheet
) -> None:
    for name, codes in (("lines", facts_by_code.keys()), ("reviews", reviews.keys())):
        for code in codes - sheet.codes:
            raise InvalidFacts("unknown_code", {"field": name, "code": code})
    if facts.events:
        for key in facts.events.keys() - {guard.key for guard in sheet.guards}:
            raise InvalidFacts("unknown_event", {"field": "events", "key": key})


__all__ = [
    "LineScore",
    "Score",
    "SectionScore",
    "bloc_figures",
    "checked_points",
    "given_for",
    "policy_of",
    "published",
    "rank_bloc",
    "score",
    "score_bloc",
]
