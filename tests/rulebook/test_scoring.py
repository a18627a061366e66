"""Points: examples with the arithmetic in view. What holds for every sheet stands in `test_properties`."""

from decimal import Decimal
from typing import Any

import pytest

from tests.rulebook.examples import (
    count,
    criterion,
    deduction,
    fixed,
    gifts,
    judged,
    line,
    per_unit,
    proportion,
    review,
    scored,
    section,
    sheet,
    target,
    unit,
)
from thidua.rulebook.facts import InvalidFacts, Review, UnitFacts
from thidua.rulebook.measures import Rounding
from thidua.rulebook.ranking import Standing, TieBy, TieKey
from thidua.rulebook.refusals import RulebookError
from thidua.rulebook.rules import Judged
from thidua.rulebook.scoring import bloc_figures, rank_bloc, score, score_bloc
from thidua.rulebook.sheet import Criterion, NotApplicable, Role

# One line ------------------------------------------------------------------------------------------------------------


def final(of: Criterion, *reviews: Review, **inputs: Any) -> str | None:
    result = scored(of, lines=(line(of.code, **inputs),), reviews=reviews).lines[0].final
    return None if result is None else str(result)


@pytest.mark.parametrize(
    ("changes", "late", "points"),
    [
        ({}, "0", "10.00"),
        ({}, "30", "0.00"),
        ({"least": Decimal(-2)}, "30", "-2.00"),
        ({"least": Decimal(-5)}, "30", "-5.00"),
        ({"least": None}, "300", "-140.00"),
        ({"max_points": "8"}, "0", "8.00"),
        ({"max_points": "8", "over": Decimal("1.5")}, "0", "9.50"),
        ({"max_points": "8", "over": Decimal(2)}, "0", "10.00"),
        ({"max_points": "8", "over": None}, "0", "10.00"),
        ({"max_points": "8", "over": Decimal(3)}, "0", "10.00"),
    ],
)
def test_line_is_held_to_what_the_sheet_prints(changes: dict[str, Any], late: str, points: str) -> None:
    from thidua.rulebook.rules import Sum

    rule = Sum(of=(fixed("10"), per_unit(count(), "-0.5")))
    assert final(criterion(rule, **changes), late=late) == points


@pytest.mark.parametrize(
    ("rounding", "places", "worth", "points"),
    [
        (Rounding.HALF_UP, 2, "9.565", "9.57"),
        (Rounding.HALF_UP, 2, "-9.565", "-9.57"),
        (Rounding.HALF_UP, 2, "9.5649", "9.56"),
        (Rounding.HALF_EVEN, 2, "9.565", "9.56"),
        (Rounding.HALF_EVEN, 2, "9.575", "9.58"),
        (Rounding.HALF_EVEN, 2, "-9.565", "-9.56"),
        (Rounding.HALF_EVEN, 2, "9.5651", "9.57"),
        (Rounding.DOWN, 2, "9.569", "9.56"),
        (Rounding.DOWN, 2, "-9.569", "-9.56"),
        (Rounding.HALF_UP, 0, "9.5", "10"),
        (Rounding.HALF_EVEN, 0, "8.5", "8"),
        (Rounding.DOWN, 0, "9.9", "9"),
        (Rounding.HALF_UP, 4, "9.56785", "9.5679"),
        (Rounding.HALF_UP, 1, "9.25", "9.3"),
    ],
)
def test_line_is_rounded_once_as_the_sheet_says(rounding: Rounding, places: int, worth: str, points: str) -> None:
    result = scored(criterion(fixed(worth), least=None), rounding=rounding, places=places)
    assert (str(result.lines[0].computed), str(result.total)) == (points, points)


def test_line_points_stay_in_their_own_places() -> None:
    assert final(judged(), judged="4") == "4.00"


# The total -----------------------------------------------------------------------------------------------------------


def test_score_adds_up_lines_in_the_order_of_the_sheet() -> None:
    facts = unit(
        line("D", late="1"),
        line("J", judged="4"),
        line("P", gifts()),
        reviews=(review("J", "3.5", "Thiếu minh chứng"),),
    )
    result = score(facts=facts, sheet=sheet())
    assert [one.code for one in result.lines] == ["P", "J", "D"]
    assert [(str(one.computed), str(one.final)) for one in result.lines] == [
        ("10.00", "10.00"),
        ("4.00", "3.50"),
        ("-0.50", "-0.50"),
    ]
    assert (str(result.total), str(result.self_total)) == ("13.00", "13.50")
    assert (result.unit, result.complete, result.missing) == ("Hội Chữ thập đỏ", True, ())


def test_score_of_nothing_reported_is_incomplete_and_not_zero() -> None:
    result = score(facts=unit(), sheet=sheet())
    assert (result.complete, result.missing, str(result.total)) == (False, ("P", "J", "D"), "0.00")
    assert [(one.computed, one.final, one.not_applicable) for one in result.lines] == [(None, None, False)] * 3


def test_score_of_no_occurrence_is_zero_and_not_missing() -> None:
    assert final(deduction(), late="0") == "0.00"


def test_score_of_a_bloc_is_that_of_each_unit() -> None:
    units = (unit(line("J", judged="4"), name="A"), unit(name="B"))
    found = score_bloc(units=iter(units), sheet=sheet(judged()))
    assert [(one.unit, str(one.total), one.complete) for one in found] == [("A", "4.00", True), ("B", "0.00", False)]
    assert [one.lines[0].finding.because.vi for one in found] == ["đã có điểm", "chưa đủ số liệu"]
    assert [one.lines[0].finding.reference for one in found] == ["Mục J", "Mục J"]
    explained = score_bloc(units=units, sheet=sheet(judged()), explain=True)
    assert explained[0].lines[0].finding.because.vi == "Phong trào thi đua: 4/5 điểm"


def test_figures_of_a_bloc_are_only_gathered_where_a_line_compares() -> None:
    assert bloc_figures(units=[unit(line("X"))], sheet=sheet()) == {}


# The bloc's review ---------------------------------------------------------------------------------------------------


def test_review_decides_the_final_points() -> None:
    assert final(judged(), review("J", "3.25", "Thiếu minh chứng"), judged="4") == "3.25"
    assert final(judged(), review("J", "4"), judged="4") == "4.00"


def test_review_of_a_missing_line_completes_it() -> None:
    result = scored(deduction(), reviews=(review("D", "-1", "Theo sổ theo dõi"),))
    assert (result.complete, result.lines[0].computed, str(result.lines[0].final)) == (True, None, "-1.00")
    assert (str(result.total), str(result.self_total)) == ("-1.00", "0.00")


def test_review_may_reach_both_ends_of_the_line() -> None:
    open_line = criterion(Judged(points=Decimal(5)), max_points="5", least=Decimal(-1), over=Decimal(2))
    assert final(open_line, review("1", "7", "r")) == "7.00"
    assert final(open_line, review("1", "-1", "r")) == "-1.00"
    free = criterion(Judged(points=Decimal(5)), max_points="5", least=None, over=None)
    assert (final(free, review("1", "99", "r")), final(free, review("1", "-99", "r"))) == ("99.00", "-99.00")


def test_review_of_a_line_that_does_not_apply_changes_nothing() -> None:
    lines = (line("J", not_applicable=True),)
    result = scored(
        judged(), proportion(), lines=lines, reviews=(review("J", "3", "r"),), not_applicable=NotApplicable.RESCALE
    )
    assert (result.lines[0].final, result.lines[0].not_applicable) == (None, True)


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (unit(line("X")), "unknown_code"),
        (unit(reviews=(review("X", "1"),)), "unknown_code"),
        (unit(line("J", judged="5.01")), "out_of_range"),
        (unit(line("J", judged="-0.01")), "out_of_range"),
        (unit(line("J", judged="4.125")), "too_precise"),
        (unit(line("D", late="-1")), "not_a_count"),
        (unit(line("D", judged="1")), "foreign_input"),
        (unit(line("P", late="1")), "foreign_input"),
        (unit(line("J", gifts())), "foreign_targets"),
        (unit(line("P", target("-1", "5"), gifts(None))), "negative"),
        (unit(line("P", gifts(None), target("1", "5", previous="-1"))), "negative"),
        (unit(line("P", target("1", "5", previous="Infinity"))), "not_finite"),
        (unit(reviews=(review("D", "0.01", "r"),)), "out_of_range"),
        (unit(reviews=(review("D", "-3.01", "r"),)), "out_of_range"),
        (unit(reviews=(review("P", "10.01", "r"),)), "out_of_range"),
        (unit(reviews=(review("P", "9.125", "r"),)), "too_precise"),
        (unit(reviews=(review("P", "NaN", "r"),)), "not_a_number"),
        (unit(reviews=(review("P", "9", " "),)), "review_without_reason"),
        (unit(reviews=(review("P", "9", "r", reviewed_by=" "),)), "review_without_reviewer"),
        (unit(line("P", not_applicable=True)), "not_applicable_refused"),
        (unit(events={"flood": 1}), "unknown_event"),
    ],
)
@pytest.mark.parametrize("explain", [True, False])
def test_score_of_contradictory_facts_is_refused(facts: UnitFacts, code: str, explain: bool) -> None:
    with pytest.raises(InvalidFacts) as refused:
        score(facts=facts, sheet=sheet(), explain=explain)
    assert refused.value.code == code


def test_score_refusal_names_the_field_and_the_remedy() -> None:
    free = criterion(Judged(points=Decimal(5)), max_points="5", least=None)
    with pytest.raises(RulebookError) as refused:
        scored(free, reviews=(review("1", "6", "r"),))
    assert refused.value.text.vi == "Tiêu chí 1, review: 6 nằm ngoài khung từ … đến 5; hãy nhập lại."
    assert refused.value.text_beside_field.vi == "Tiêu chí 1: 6 nằm ngoài khung từ … đến 5; hãy nhập lại."
    endless = criterion(Judged(points=Decimal(5)), max_points="5", over=None)
    with pytest.raises(RulebookError) as refused:
        scored(endless, reviews=(review("1", "-1", "r"),))
    assert refused.value.text.en == "Criterion 1, review: -1 is outside the range 0 to …; enter it again."


# Ties ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        (TieKey(by=TieBy.SECTION, code="I"), "10.00"),
        (TieKey(by=TieBy.LINE, code="J"), "4.00"),
        (TieKey(by=TieBy.FULL_LINES), "1"),
        (TieKey(by=TieBy.FEWER_DEDUCTIONS), "-1.50"),
        (TieKey(by=TieBy.BONUS), "2.00"),
        (TieKey(by=TieBy.BASE), "12.50"),
    ],
)
def test_tie_figures(key: TieKey, figure: str) -> None:
    bonus = section("II", judged("X", "3"), role=Role.BONUS)
    lines = (line("P", gifts()), line("J", judged="4"), line("D", late="3"), line("X", judged="2"))
    result = scored(section("I", proportion()), judged(), deduction(), bonus, lines=lines, ties=(key,))
    assert [str(one) for one in result.ties] == [figure]


@pytest.mark.parametrize("by", [TieBy.LINE, TieBy.FULL_LINES, TieBy.FEWER_DEDUCTIONS])
def test_tie_figure_of_a_missing_line_is_nothing(by: TieBy) -> None:
    result = scored(judged(), deduction(), ties=(TieKey(by=by, code="J" if by == TieBy.LINE else ""),))
    assert [str(one) for one in result.ties] == ["0"]


def test_rank_of_a_bloc_tells_ties_apart_as_the_sheet_says() -> None:
    table = sheet(judged("A"), judged("B"), ties=(TieKey(by=TieBy.LINE, code="A"),))
    given = {"Một": ("3", "4"), "Hai": ("4", "3"), "Ba": ("3", "4"), "Bốn": ("1", "1")}
    units = [unit(line("A", judged=a), line("B", judged=b), name=name) for name, (a, b) in given.items()]
    ranked = rank_bloc(score_bloc(units=units, sheet=table), {name: name for name in given})
    assert [(one.rank, one.key, one.tied, one.parted_by) for one in ranked] == [
        (1, "Hai", False, 0),
        (2, "Ba", True, 0),
        (2, "Một", True, None),
        (4, "Bốn", False, None),
    ]
    assert isinstance(ranked[0], Standing)


def test_unit_kept_out_by_a_guard_has_points_but_no_rank() -> None:
    from tests.rulebook.examples import guard

    table = sheet(judged(), guards=(guard(),))
    units = [
        unit(line("J", judged="5"), name="A", events={"discipline": 1}),
        unit(line("J", judged="1"), name="B", events={"discipline": 0}),
    ]
    ranked = rank_bloc(score_bloc(units=units, sheet=table), {"A": "A", "B": "B"})
    assert [(one.rank, one.key, str(one.points)) for one in ranked] == [(1, "B", "1.00"), (None, "A", "5.00")]


@pytest.mark.parametrize(
    ("facts", "field"), [(unit(line("X")), "lines"), (unit(reviews=(review("X", "1"),)), "reviews")]
)
def test_code_that_the_sheet_does_not_have_is_refused_where_it_stands(facts: UnitFacts, field: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        score(facts=facts, sheet=sheet())
    assert refused.value.data == {"field": field, "code": "X"}


def test_review_has_the_places_of_the_sheet() -> None:
    result = scored(judged(), lines=(line("J", judged="4"),), reviews=(review("J", "3.125", "r"),), places=3)
    assert (str(result.lines[0].final), str(result.total)) == ("3.125", "3.125")


def test_tie_figure_of_deductions_counts_what_was_taken_away_alone() -> None:
    small = criterion(fixed("0.5"), "S")
    result = scored(small, deduction(), lines=(line("D", late="1"),), ties=(TieKey(by=TieBy.FEWER_DEDUCTIONS),))
    assert [str(one) for one in result.ties] == ["-0.50"]
