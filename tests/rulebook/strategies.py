"""Strategies that build any valid sheet, and any valid facts for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from thidua.rulebook.facts import Direction, LineFact, Review, TargetFact, UnitFacts
from thidua.rulebook.guards import ClassBand, Guard, Then, When
from thidua.rulebook.measures import Rounding, plain
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.rules import (
    Band,
    Bands,
    Best,
    Choice,
    Fixed,
    Judged,
    Judges,
    Level,
    PeriodMean,
    PerUnit,
    Pick,
    Proportion,
    Relative,
    Rule,
    Sum,
    Yardstick,
)
from thidua.rulebook.rules.inputs import Input, InputKind, Raw
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfInput, OfRatio, OfTargets, Take, Term
from thidua.rulebook.scoring import policy_of
from thidua.rulebook.sheet import Criterion, Entry, NotApplicable, Role, Section, Sheet

# A whole sheet is a large thing to draw, and the machine may be busy: neither says anything about the rulebook.
patient = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
amounts = st.decimals(0, 10**9, places=3)
plans = st.decimals(Decimal("0.001"), 10**9, places=3)
_some_points = st.decimals(0, 100, places=2)
_shares = st.decimals(1, 100, places=1)
_Keys = Iterator[str]


@st.composite
def targets(draw: st.DrawFn, *, direction: Direction | None = None, key: str | None = None) -> TargetFact:
    """A target; its plan may be missing, as may its result and that of last year."""
    return TargetFact(
        key=draw(names) if key is None else key,
        label=draw(names),
        direction=draw(st.sampled_from(Direction)) if direction is None else direction,
        planned=draw(plans | st.none()),
        actual=draw(amounts | st.none()),
        previous=draw(plans | st.none()),
        unit_of_measure=draw(st.just("") | names),
        entered_by=draw(st.just("") | names),
        approved_by=draw(st.just("") | names),
    )


def _keys() -> _Keys:
    return (f"k{position}" for position in itertools.count())


@st.composite
def measures(draw: st.DrawFn, keys: _Keys, *, percent: bool = False) -> Measure:
    """A figure from targets or inputs; with `percent` only one counted in percent."""
    source = draw(st.sampled_from(("targets", "input", "ratio")))
    against = draw(st.none() | st.sampled_from(Against))
    if percent and against in (Against.RANK, Against.RANK_LOW):
        against = None
    free = not percent or against is not None
    figure: Measure
    if source == "targets":
        takes = list(Take) if free else [Take.REACHED, Take.OVER, Take.SHORT, Take.GROWTH]
        figure = OfTargets(take=draw(st.sampled_from(takes)))
    elif source == "ratio":
        base = draw(st.none() | st.decimals(1, 100, places=1))
        terms = st.lists(_terms(keys), min_size=1, max_size=2).map(tuple)
        figure = OfRatio(above=draw(terms), below=() if base is not None else draw(terms), base=base)
    else:
        kind = draw(st.sampled_from((InputKind.COUNT, InputKind.NUMBER)))
        unit = draw(st.just("") | names) if free else "%"
        figure = OfInput(asked=Input(key=next(keys), kind=kind, label=draw(names), unit=unit))
    return figure if against is None else Compared(figure=figure, against=against)


@st.composite
def _terms(draw: st.DrawFn, keys: _Keys) -> Term:
    asked = Input(key=next(keys), kind=InputKind.COUNT, label=draw(names), unit=draw(st.just("") | names))
    return Term(asked=asked, weight=draw(st.decimals("0.1", 5, places=1)))


@st.composite
def rules(draw: st.DrawFn, keys: _Keys | None = None, places: int = 2, depth: int = 2, periods: bool = True) -> Rule:
    """Any rule, at most `depth` rules inside one another; its keys are all different."""
    keys = _keys() if keys is None else keys
    kinds: list[Callable[[], st.SearchStrategy[Rule]]] = [
        lambda: st.builds(Fixed, points=st.decimals(-100, 100, places=2)),
        lambda: _judged(keys, places),
        lambda: _proportions(keys),
        lambda: _per_units(keys),
        lambda: _relatives(),
    ]
    if depth:
        inner = {"keys": keys, "places": places, "depth": depth - 1, "periods": periods}
        kinds += [lambda: _choices(inner), lambda: _bands(inner), lambda: _sums(inner), lambda: _bests(inner)]
        if periods:
            kinds.append(lambda: _period_means({**inner, "periods": False}))
    return draw(draw(st.sampled_from(kinds))())


@st.composite
def _judged(draw: st.DrawFn, keys: _Keys, places: int) -> Rule:
    fewest, most = sorted(draw(st.tuples(*[st.decimals(-10, 100, places=places)] * 2)))
    step = st.integers(1, 50).map(lambda steps: Decimal(steps).scaleb(-places))
    return Judged(
        points=most, fewest=fewest, step=draw(st.none() | step), judges=draw(st.sampled_from(Judges)), key=next(keys),
        label=draw(names),
    )  # fmt: skip


@st.composite
def _proportions(draw: st.DrawFn, keys: _Keys) -> Rule:
    cap = draw(st.decimals(1, 1000, places=1))
    floor = draw(st.none() | st.decimals("0.1", cap, places=1))
    return Proportion(points=draw(_some_points), of=draw(measures(keys, percent=True)), cap=cap, floor=floor)


@st.composite
def _per_units(draw: st.DrawFn, keys: _Keys) -> Rule:
    return PerUnit(
        of=draw(measures(keys)),
        points=draw(st.decimals(-10, 10, places=2).filter(bool)),
        step=draw(st.decimals("0.1", 50, places=1)),
        beyond=draw(st.decimals(-50, 200, places=1)),
        below=draw(st.booleans()),
        pro_rata=draw(st.booleans()),
        floor=draw(st.none() | st.decimals(-20, 0, places=1)),
        cap=draw(st.none() | st.decimals(0, 20, places=1)),
    )


def _relatives() -> st.SearchStrategy[Rule]:
    return st.builds(
        Relative,
        points=_some_points,
        against=st.sampled_from(Yardstick),
        at_plan=st.decimals(0, 100, places=1),
        cap=st.none() | _shares,
    )


@st.composite
def _choices(draw: st.DrawFn, inner: dict[str, Any]) -> Rule:
    codes = draw(st.lists(names, min_size=2, max_size=3, unique=True))
    levels = tuple(Level(code=code, label=draw(names), rule=draw(rules(**inner))) for code in codes)
    return Choice(key=next(inner["keys"]), label=draw(names), levels=levels)


@st.composite
def _bands(draw: st.DrawFn, inner: dict[str, Any]) -> Rule:
    """Bands of a figure, one after the other; each edge belongs to one of its two bands, or to none."""
    edges = draw(st.lists(st.decimals(-50, 300, places=1), min_size=1, max_size=3, unique=True).map(sorted))
    belongs = [draw(st.sampled_from(((True, False), (False, True), (False, False)))) for _edge in edges]
    starts = [(None, False), *zip(edges, (above for _below, above in belongs), strict=True)]
    stops = [*zip(edges, (below for below, _above in belongs), strict=True), (None, False)]
    ends = [
        (start, with_start, end, with_end) for (start, with_start), (end, with_end) in zip(starts, stops, strict=True)
    ]
    return Bands(
        of=draw(measures(inner["keys"])),
        bands=tuple(
            Band(start=start, with_start=with_start, end=end, with_end=with_end, rule=draw(rules(**inner)))
            for start, with_start, end, with_end in ends
        ),
    )


@st.composite
def _sums(draw: st.DrawFn, inner: dict[str, Any]) -> Rule:
    floor, cap = sorted(draw(st.tuples(*[st.decimals(-100, 100, places=1)] * 2)))
    return Sum(
        of=tuple(draw(rules(**inner)) for _part in range(draw(st.integers(1, 3)))),
        floor=draw(st.none() | st.just(floor)),
        cap=draw(st.none() | st.just(cap)),
    )


@st.composite
def _bests(draw: st.DrawFn, inner: dict[str, Any]) -> Rule:
    of = tuple(draw(rules(**inner)) for _part in range(draw(st.integers(2, 3))))
    return Best(of=of, pick=draw(st.sampled_from(Pick)))


@st.composite
def _period_means(draw: st.DrawFn, inner: dict[str, Any]) -> Rule:
    return PeriodMean(periods=tuple(draw(st.lists(names, min_size=2, max_size=3))), rule=draw(rules(**inner)))


@st.composite
def criteria(draw: st.DrawFn, *, code: str, places: int, depth: int = 2) -> Criterion:
    max_points = draw(st.just(Decimal(0)) | st.decimals(0, 100, places=places))
    return Criterion(
        code=code,
        title=draw(names),
        rule=draw(rules(places=places, depth=depth)),
        max_points=max_points,
        clause=draw(names),
        least=draw(st.sampled_from((Decimal(0), None)) | st.decimals(-20, 0, places=places)),
        over=draw(st.sampled_from((Decimal(0), None)) | st.decimals(0, 20, places=places)),
        evidence=draw(st.booleans()),
        appraiser=draw(st.just("") | names),
        note=draw(st.just("") | names),
    )


@st.composite
def sections(draw: st.DrawFn, codes: Iterator[str], places: int, depth: int = 1, top: bool = True) -> Section:
    most = draw(st.none() | st.decimals(0, 150, places=places))
    lowest = st.decimals(-20, 0, places=places)
    return Section(
        code=next(codes),
        title=draw(names),
        entries=draw(entries(codes, places, depth=depth - 1, top=False)),
        max_points=most,
        capped=draw(st.booleans()),
        least=draw(st.none() | lowest),
        weight=draw(st.just(Decimal(1)) | st.decimals("0.1", 3, places=1)),
        role=draw(st.sampled_from(Role)) if top else Role.BASE,
        not_applicable=draw(st.none() | st.sampled_from(NotApplicable)),
    )


@st.composite
def entries(draw: st.DrawFn, codes: Iterator[str], places: int, depth: int = 2, top: bool = True) -> tuple[Entry, ...]:
    drawn: list[Entry] = []
    for _position in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            drawn.append(draw(sections(codes, places, depth, top)))
        else:
            drawn.append(draw(criteria(code=next(codes), places=places)))
    return tuple(drawn)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    places = draw(st.integers(0, 4))
    word = draw(names)
    drawn = draw(entries((f"{word}{position}" for position in itertools.count()), places))
    plainly = Sheet(title="T", entries=drawn, places=places)
    lines = [one.code for one in plainly.criteria]
    parts = [one.code for one, _depth in plainly.sections()]
    starts = draw(st.lists(st.decimals(-10, 200, places=1), max_size=3, unique=True).map(sorted))
    labels = draw(st.lists(names, min_size=len(starts), max_size=len(starts), unique=True))
    classes = tuple(
        ClassBand(
            label=label,
            start=start,
            with_start=draw(st.booleans()),
            end=draw(st.none() | st.decimals(start + 1, 300, places=1)),
            with_end=draw(st.booleans()),
            titles=draw(st.booleans()),
        )
        for label, start in zip(labels, reversed(starts), strict=True)
    )
    return Sheet(
        title=draw(names),
        entries=drawn,
        source=draw(st.just("") | names),
        places=places,
        rounding=draw(st.sampled_from(Rounding)),
        scale=draw(st.none() | st.decimals(0, 1000, places=1)),
        most=draw(st.none() | st.decimals(0, 300, places=places)),
        not_applicable=draw(st.sampled_from(NotApplicable)),
        classes=classes,
        guards=tuple(draw(st.lists(guards(lines, parts, labels), max_size=3))),
        ties=tuple(draw(st.lists(tie_keys(lines, parts), max_size=3))),
    )


@st.composite
def guards(draw: st.DrawFn, lines: list[str], parts: list[str], labels: list[str]) -> Guard:
    then = draw(
        st.sampled_from(
            [
                one
                for one in Then
                if (one not in (Then.CEILING, Then.EXACTLY) or labels) and (one != Then.LIMIT or parts)
            ]
        )
    )
    events = (When.EVENT, When.NO_SELF_SCORE)
    when = draw(st.sampled_from(events if then == Then.LIMIT else tuple(When)))
    code = ""
    if then == Then.LIMIT:
        code = draw(st.sampled_from(parts))
    elif when in (When.BELOW, When.ZERO):
        code = draw(st.sampled_from([*lines, *parts] + ([""] if when == When.ZERO else [])))
    return Guard(
        title=draw(names),
        clause=draw(names),
        when=when,
        then=then,
        key=draw(st.sampled_from(("discipline", "complaint"))) if when == When.EVENT else "",
        question=draw(names) if when == When.EVENT else "",
        times=draw(st.integers(1, 3)),
        code=code,
        share=draw(_shares) if when == When.BELOW else None,
        label=draw(st.sampled_from(labels)) if then in (Then.CEILING, Then.EXACTLY) else "",
        levels=draw(st.integers(1, 3)),
        limit=draw(st.decimals(0, 100, places=1)) if then == Then.LIMIT else None,
    )


def tie_keys(lines: list[str], parts: list[str]) -> st.SearchStrategy[TieKey]:
    kinds = [one for one in TieBy if one != TieBy.SECTION or parts]
    known = {TieBy.SECTION: st.sampled_from(parts or [""]), TieBy.LINE: st.sampled_from(lines)}
    return st.sampled_from(kinds).flatmap(lambda by: st.builds(TieKey, by=st.just(by), code=known.get(by, st.just(""))))


@st.composite
def unit_facts(draw: st.DrawFn, sheet: Sheet, name: str | None = None) -> UnitFacts:
    """Facts that the sheet asks for: every line, event and review may be missing."""
    known = [criterion for criterion in sheet.criteria if draw(st.integers(0, 3))]
    reviewed = [criterion for criterion in sheet.criteria if not draw(st.integers(0, 3))]
    keys = sorted({guard.key for guard in sheet.guards if guard.key})
    return UnitFacts(
        unit=draw(names) if name is None else name,
        lines=tuple(draw(line_facts(criterion, sheet)) for criterion in known),
        reviews=tuple(draw(reviews(criterion, sheet.places)) for criterion in reviewed),
        events={key: draw(st.integers(0, 4)) for key in keys if draw(st.booleans())},
        self_scored=draw(st.booleans()),
    )


@st.composite
def sheets_with_facts(draw: st.DrawFn) -> tuple[Sheet, UnitFacts]:
    sheet = draw(sheets())
    return sheet, draw(unit_facts(sheet))


@st.composite
def sheets_with_blocs(draw: st.DrawFn) -> tuple[Sheet, tuple[UnitFacts, ...]]:
    sheet = draw(sheets())
    return sheet, tuple(draw(unit_facts(sheet, name=f"đơn vị {one}")) for one in range(draw(st.integers(1, 4))))


@st.composite
def line_facts(draw: st.DrawFn, criterion: Criterion, sheet: Sheet) -> LineFact:
    asked = [one for one in criterion.inputs if draw(st.integers(0, 5))]
    of_line = st.lists(targets(), max_size=3, unique_by=lambda drawn: drawn.key).map(tuple)
    may_be_out = policy_of(criterion.code, sheet) != NotApplicable.REFUSE
    return LineFact(
        code=criterion.code,
        targets=draw(of_line) if criterion.takes_targets else (),
        inputs={one.key: draw(answers(one, sheet.places)) for one in asked},
        not_applicable=may_be_out and not draw(st.integers(0, 3)),
        entered_by=draw(st.just("") | names),
        approved_by=draw(st.just("") | names),
        evidence=draw(st.just("") | names),
    )


@st.composite
def answers(draw: st.DrawFn, asked: Input, places: int) -> Raw:
    """What may be given for an input."""
    if asked.kind == InputKind.LEVEL:
        return draw(st.sampled_from(asked.levels))[0]
    if asked.kind == InputKind.COUNT:
        return str(draw(st.integers(0, 1000)))
    if asked.kind == InputKind.NUMBER:
        return plain(draw(st.decimals(-1000, 1000, places=2)))
    step = Decimal(1).scaleb(-places) if asked.step is None else asked.step
    steps = int(((asked.most - asked.least) / step).to_integral_value(ROUND_FLOOR))
    one = st.integers(0, steps).map(lambda number: plain(asked.least + number * step))
    return draw(st.lists(one, min_size=1, max_size=4).map(tuple) if asked.several else one)


@st.composite
def reviews(draw: st.DrawFn, criterion: Criterion, places: int) -> Review:
    least, highest = criterion.least, criterion.highest
    low = Decimal(-100) if least is None else least
    return Review(
        code=criterion.code,
        points=draw(st.decimals(low, Decimal(200) if highest is None else highest, places=places)),
        reason=draw(names),
        reviewed_by=draw(names),
    )
