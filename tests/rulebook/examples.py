"""Facts to build examples from, and strategies that build any valid facts."""

from decimal import Decimal

from hypothesis import strategies as st

from thidua.rulebook.facts import (
    Criterion,
    CriterionKind,
    Direction,
    LineFact,
    Review,
    Sheet,
    TargetFact,
    UnitFacts,
)


def gifts(actual: str | None = "74958", planned: str = "36500", **changes: str) -> TargetFact:
    return target(actual, planned, Direction.MORE, key="gifts", label="Quà tặng", unit_of_measure="suất", **changes)


def target(
    actual: str | None, planned: str, direction: Direction = Direction.MORE, key: str = "t", **changes: str
) -> TargetFact:
    return TargetFact(
        key=key,
        label=changes.pop("label", "Chỉ tiêu"),
        direction=direction,
        planned=Decimal(planned),
        actual=None if actual is None else Decimal(actual),
        **changes,
    )


def proportion(code: str = "P", max_points: str = "10") -> Criterion:
    return _criterion(code, "Thực hiện chỉ tiêu", CriterionKind.PROPORTION, max_points)


def judged(code: str = "J", max_points: str = "5") -> Criterion:
    return _criterion(code, "Phong trào thi đua", CriterionKind.JUDGED, max_points)


def deduction(code: str = "D", cap: str = "3", per_occurrence: str = "0.5") -> Criterion:
    return _criterion(code, "Báo cáo chậm", CriterionKind.DEDUCTION, cap, Decimal(per_occurrence))


def _criterion(
    code: str, title: str, kind: CriterionKind, max_points: str, per_occurrence: Decimal | None = None
) -> Criterion:
    return Criterion(
        code=code,
        title=title,
        kind=kind,
        max_points=Decimal(max_points),
        clause=f"Mục {code}",
        per_occurrence=per_occurrence,
    )


def sheet(*criteria: Criterion, places: int = 2) -> Sheet:
    return Sheet(title="Bảng điểm 2024", criteria=criteria or (proportion(), judged(), deduction()), places=places)


def unit(*lines: LineFact, reviews: tuple[Review, ...] = ()) -> UnitFacts:
    return UnitFacts(unit="Hội Chữ thập đỏ", lines=lines, reviews=reviews)


def review(code: str, points: str, reason: str = "", reviewed_by: str = "Khối trưởng") -> Review:
    return Review(code=code, points=Decimal(points), reason=reason, reviewed_by=reviewed_by)


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
amounts = st.decimals(0, 10**9, places=3)
plans = st.decimals(Decimal("0.001"), 10**9, places=3)


@st.composite
def targets(draw: st.DrawFn) -> TargetFact:
    return TargetFact(
        key=draw(names),
        label=draw(names),
        direction=draw(st.sampled_from(Direction)),
        planned=draw(plans),
        actual=draw(st.none() | amounts),
        unit_of_measure=draw(st.just("") | names),
        entered_by=draw(st.just("") | names),
        approved_by=draw(st.just("") | names),
    )


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    places = draw(st.integers(0, 4))
    codes = draw(st.lists(names, min_size=1, max_size=6, unique=True))
    return Sheet(
        title=draw(names),
        criteria=tuple(draw(criteria(code=code, places=places)) for code in codes),
        places=places,
    )


@st.composite
def criteria(draw: st.DrawFn, *, code: str, places: int) -> Criterion:
    kind = draw(st.sampled_from(CriterionKind))
    max_points = draw(st.decimals(1, 1000, places=places))
    least = Decimal(1).scaleb(-places)
    return Criterion(
        code=code,
        title=draw(names),
        kind=kind,
        max_points=max_points,
        clause=draw(names),
        section=draw(st.just("") | names),
        per_occurrence=draw(st.decimals(least, max_points, places=places)) if kind == CriterionKind.DEDUCTION else None,
    )


@st.composite
def sheets_with_facts(draw: st.DrawFn) -> tuple[Sheet, UnitFacts]:
    drawn = draw(sheets())
    known = [criterion for criterion in drawn.criteria if draw(st.booleans())]
    reviewed = [criterion for criterion in drawn.criteria if draw(st.booleans())]
    return drawn, UnitFacts(
        unit=draw(names),
        lines=tuple(draw(line_facts(criterion, drawn.places)) for criterion in known),
        reviews=tuple(draw(reviews(criterion, drawn.places)) for criterion in reviewed),
    )


@st.composite
def line_facts(draw: st.DrawFn, criterion: Criterion, places: int) -> LineFact:
    kind = criterion.kind
    of_line = st.lists(targets(), max_size=3, unique_by=lambda drawn: drawn.key).map(tuple)
    given = st.none() | st.decimals(0, criterion.max_points, places=places)
    return LineFact(
        code=criterion.code,
        targets=draw(of_line) if kind == CriterionKind.PROPORTION else (),
        judged=draw(given) if kind == CriterionKind.JUDGED else None,
        occurrences=draw(st.none() | st.integers(0, 10**6)) if kind == CriterionKind.DEDUCTION else None,
        entered_by=draw(st.just("") | names),
        approved_by=draw(st.just("") | names),
    )


@st.composite
def reviews(draw: st.DrawFn, criterion: Criterion, places: int) -> Review:
    return Review(
        code=criterion.code,
        points=draw(st.decimals(criterion.least, criterion.most, places=places)),
        reason=draw(names),
        reviewed_by=draw(names),
    )
