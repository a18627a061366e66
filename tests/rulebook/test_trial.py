"""Trial runs: a draft against last year's facts, and invented facts for a sheet without a last year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from thidua.rulebook.facts import LineFact, Review, UnitFacts
from thidua.rulebook.guards import Guard, Then, When
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
    Proportion,
    Relative,
    Rule,
    Sum,
)
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, OfInput, OfRatio, OfTargets, Take, Term
from thidua.rulebook.scoring import score_bloc
from thidua.rulebook.sheet import Criterion, NotApplicable, Section, Sheet
from thidua.rulebook.targets import Direction, TargetFact
from thidua.rulebook.trial import compare, invented

LABELS = {"a": "Hội Luật gia", "b": "Hội Khuyến học"}
LATE = OfInput(asked=Input(key="late", kind=InputKind.COUNT, label="Báo cáo chậm", unit="báo cáo"))


def line(code: str, rule: Rule, **more: object) -> Criterion:
    return Criterion(code=code, title=f"Dòng {code}", rule=rule, max_points=Decimal(10), clause="1", **more)  # type: ignore[arg-type]


def sheet_of(*criteria: Criterion, **more: object) -> Sheet:
    section = Section(code="S", title="Phần chung", entries=criteria)
    return Sheet(title="Bảng", entries=(section,), **more)  # type: ignore[arg-type]


def unit(name: str, actual: int, judged: str = "8", reviews: tuple[Review, ...] = ()) -> UnitFacts:
    target = TargetFact(key="t", label="Quà", direction=Direction.MORE, planned=Decimal(10), actual=Decimal(actual))
    lines = (LineFact(code="P", targets=(target,)), LineFact(code="J", inputs={"judged": judged}))
    return UnitFacts(unit=name, lines=lines, reviews=reviews)


BEFORE = sheet_of(line("P", Proportion(points=Decimal(10))), line("J", Judged(points=Decimal(10))))


def test_compare_puts_both_standings_side_by_side() -> None:
    after = sheet_of(line("P", Proportion(points=Decimal(2))), line("J", Judged(points=Decimal(10))))
    trial = compare(BEFORE, after, [unit("a", 10, "7"), unit("b", 8, "8.5")], labels=LABELS)
    assert [(row.label, row.rank_before, row.rank_after, str(row.difference)) for row in trial.rows] == [
        ("Hội Khuyến học", 2, 1, "-6.40"),
        ("Hội Luật gia", 1, 2, "-8.00"),
    ]
    best = trial.rows[0]
    assert [(one.code, str(one.before), str(one.after), str(one.difference)) for one in best.lines] == [
        ("P", "8.00", "1.60", "-6.40"),
        ("J", "8.50", "8.50", "0.00"),
    ]
    assert [(one.title, str(one.difference)) for one in best.sections] == [("Phần chung", "-6.40")]
    assert (trial.missing, trial.only_before, trial.only_after) == ((), (), ())
    assert [one.en for one in trial.sentences] == ["2 of 2 units change rank under the new sheet."]


def test_compare_of_the_same_sheet_moves_nothing() -> None:
    trial = compare(BEFORE, BEFORE, [unit("a", 10), unit("b", 8)], labels=LABELS)
    assert [(row.difference, row.rank_before) for row in trial.rows] == [(Decimal(0), 1), (Decimal(0), 2)]
    assert trial.sentences[0].vi == "0 trong 2 đơn vị đổi thứ hạng khi dùng bảng điểm mới."


def test_compare_lists_what_is_missing_and_never_reads_it_as_zero() -> None:
    late = Sum(of=(Fixed(points=Decimal(10)), PerUnit(of=LATE, points=Decimal(-1))))
    after = sheet_of(line("P", Proportion(points=Decimal(10))), line("L", late))
    trial = compare(BEFORE, after, [unit("a", 10)], labels=LABELS)
    assert [(one.unit, one.code, one.asked) for one in trial.missing] == [("a", "L", ("Báo cáo chậm",))]
    assert trial.missing[0].sentence.vi == "Hội Luật gia, Dòng L: bảng điểm mới cần Báo cáo chậm."
    (row,) = trial.rows
    assert (row.missing, row.provisional, row.points_after) == (("L",), True, Decimal("10.00"))
    assert (trial.only_before, trial.only_after) == ((("J", "Dòng J"),), (("L", "Dòng L"),))
    assert [(one.code, one.before, one.after, one.difference) for one in row.lines] == [
        ("P", Decimal("10.00"), Decimal("10.00"), Decimal("0.00")),
        ("L", None, None, None),
        ("J", Decimal("8.00"), None, None),
    ]
    assert trial.sentences[1].en == (
        "Units lacking figures that the new sheet asks for: 1; their points and ranks after are provisional."
    )


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Proportion(points=Decimal(10), of=OfTargets(take=Take.GROWTH)), "figures missing from the targets"),
        (Judged(points=Decimal(10), key="other", label="Điểm khác"), "Điểm khác"),
    ],
)
def test_compare_names_what_a_changed_line_asks_for(rule: Rule, wanted: str) -> None:
    after = sheet_of(line("P", rule), line("J", Judged(points=Decimal(10))))
    trial = compare(BEFORE, after, [unit("a", 10)], labels=LABELS)
    assert trial.missing[0].sentence.en == f"Hội Luật gia, Dòng P: the new sheet asks for {wanted}."


def test_compare_asks_for_targets_where_a_judged_line_becomes_a_proportion() -> None:
    after = sheet_of(line("P", Proportion(points=Decimal(10))), line("J", Proportion(points=Decimal(10))))
    trial = compare(BEFORE, after, [unit("a", 10)], labels=LABELS)
    assert trial.missing[0].sentence.en == "Hội Luật gia, Dòng J: the new sheet asks for the unit's targets."


def test_compare_leaves_out_points_that_the_new_line_does_not_allow() -> None:
    after = sheet_of(line("P", Proportion(points=Decimal(10))), line("J", Judged(points=Decimal(5))))
    trial = compare(BEFORE, after, [unit("a", 10, "8")], labels=LABELS)
    assert [(one.code, one.asked) for one in trial.missing] == [("J", ("Điểm chấm",))]


def test_compare_keeps_a_review_only_where_the_line_is_the_same() -> None:
    reviews = tuple(
        Review(code=code, points=Decimal(5), reason="Thiếu minh chứng", reviewed_by="Khối trưởng") for code in "PJ"
    )
    after = sheet_of(line("P", Proportion(points=Decimal(4))), line("J", Judged(points=Decimal(10))))
    trial = compare(BEFORE, after, [unit("a", 10, reviews=reviews)], labels=LABELS)
    assert (trial.rows[0].points_after, trial.reviews_left_out) == (Decimal("9.00"), 1)
    assert trial.sentences[-1].en == "Reviews left out because their lines have changed: 1."


def test_compare_drops_what_the_new_sheet_does_not_ask() -> None:
    gate = Guard(title="Kỷ luật", clause="2", when=When.EVENT, then=Then.NOT_RANKED, key="case", question="Có?")
    before = replace(BEFORE, guards=(gate,), not_applicable=NotApplicable.SPREAD)
    facts = unit("a", 10)
    facts = replace(facts, events={"case": 0}, lines=(facts.lines[0], replace(facts.lines[1], not_applicable=True)))
    trial = compare(before, BEFORE, [facts], labels=LABELS)
    assert (str(trial.rows[0].points_before), str(trial.rows[0].points_after)) == ("20.00", "18.00")


def _every_kind() -> Sheet:
    number = OfInput(asked=Input(key="days", kind=InputKind.NUMBER, label="Số ngày", unit="ngày"))
    due = Input(key="due", kind=InputKind.COUNT, label="Được giao")
    done = Input(key="done", kind=InputKind.COUNT, label="Đã làm")
    level = tuple(Level(code=code, label=code, rule=Fixed(points=Decimal(4))) for code in ("x", "y"))
    below = Band(start=None, end=Decimal(3), with_start=False, with_end=True, rule=Fixed(points=Decimal(9)))
    over = Band(start=Decimal(3), end=None, with_start=False, with_end=False, rule=Fixed(points=Decimal(1)))
    rules: list[Rule] = [
        Fixed(points=Decimal(3)),
        Judged(points=Decimal(10), step=Decimal("0.25")),
        Judged(points=Decimal(10), fewest=Decimal(1), judges=Judges.TRIMMED),
        Choice(key="k", label="K", levels=level),
        Proportion(points=Decimal(10), floor=Decimal(50)),
        Proportion(points=Decimal(10), of=OfRatio(above=(Term(asked=done),), below=(Term(asked=due),))),
        Proportion(points=Decimal(10), of=OfRatio(above=(Term(asked=done),), base=Decimal(12))),
        PerUnit(of=LATE, points=Decimal(-1)),
        PerUnit(of=number, points=Decimal(1), beyond=Decimal(5), below=True, cap=Decimal(3)),
        Bands(of=number, bands=(below, over)),
        Sum(of=(Fixed(points=Decimal(10)), PerUnit(of=LATE, points=Decimal(-1)))),
        Best(of=(Proportion(points=Decimal(10)), Judged(points=Decimal(10)))),
        PeriodMean(periods=("I", "II"), rule=Judged(points=Decimal(10))),
        PeriodMean(periods=("I", "II"), rule=PerUnit(of=LATE, points=Decimal(2))),
        Relative(points=Decimal(10)),
        PerUnit(of=Compared(figure=LATE, against=Against.RANK), points=Decimal("-0.5")),
        Proportion(points=Decimal(10), of=OfInput(asked=replace(number.asked, key="share", unit="%"))),
    ]
    gate = Guard(title="Kỷ luật", clause="2", when=When.EVENT, then=Then.NOT_RANKED, key="case", question="Có?")
    criteria = [line(f"{place:02}", rule, least=None) for place, rule in enumerate(rules)]
    return sheet_of(*criteria, guards=(gate,))


def test_invented_facts_are_complete_for_every_kind_of_rule() -> None:
    sheet = _every_kind()
    scores = score_bloc(units=invented(sheet), sheet=sheet)
    assert [(one.missing, one.verdict.open_questions) for one in scores] == [((), ())] * 11
    assert len({one.total for one in scores}) > 5


def test_invented_facts_are_the_same_for_a_seed_and_others_for_another() -> None:
    sheet = _every_kind()
    assert invented(sheet, units=3, seed=4) == invented(sheet, units=3, seed=4)
    assert invented(sheet, units=3, seed=4) != invented(sheet, units=3, seed=5)
    assert [one.unit for one in invented(sheet, units=2)] == ["Đơn vị 01", "Đơn vị 02"]


def test_invented_facts_never_do_more_than_was_due() -> None:
    sheet = _every_kind()
    lines = [one.lines[5].inputs for one in invented(sheet, units=50)]
    assert [both for both in lines if int(str(both["done"])) > int(str(both["due"]))] == []
