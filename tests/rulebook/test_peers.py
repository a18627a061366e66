"""The figures of the whole bloc, for lines that compare a unit with the others."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.rulebook.examples import (
    bands,
    bloc,
    count,
    criterion,
    fixed,
    judged,
    line,
    per_unit,
    sheet,
    taking,
    target,
    unit,
)
from thidua.rulebook.facts import InvalidFacts
from thidua.rulebook.peers import peers_of
from thidua.rulebook.rules import PeriodMean, Proportion, Relative, Sum
from thidua.rulebook.rules.measure import Against, Compared, Take
from thidua.rulebook.sheet import NotApplicable

IDEAS = count("ideas", "Sáng kiến", "sáng kiến")
SHARE = criterion(Proportion(points=Decimal(10), of=Compared(figure=IDEAS, against=Against.BEST)))
RANKED = criterion(
    bands(Compared(figure=taking(Take.REACHED), against=Against.RANK), ("1", "10"), ("2", "8"), ("4", "5"))
)
QUARTERLY = criterion(PeriodMean(periods=("Quý I", "Quý II"), rule=SHARE.rule))


def test_figures_are_ascending_and_leave_out_who_has_none() -> None:
    units = [
        unit(line("1", ideas="6"), name="A"),
        unit(line("1"), name="B"),
        unit(name="C"),
        unit(line("1", ideas="2"), line("J", judged="3"), name="D"),
        unit(line("1", ideas="9", not_applicable=True), name="E"),
    ]
    assert peers_of(units, sheet(SHARE, judged())) == {"1": {(IDEAS, None): (Fraction(2), Fraction(6))}}


def test_figures_are_found_past_lines_that_compare_nothing() -> None:
    units = [unit(line("J", judged="3"), line("1", ideas="2"), name="A")]
    assert peers_of(units, sheet(judged(), SHARE)) == {"1": {(IDEAS, None): (2,)}}
    gone = [unit(line("2", ideas="9", not_applicable=True), line("1", ideas="2"), name="A")]
    both = sheet(criterion(SHARE.rule, "2"), SHARE, not_applicable=NotApplicable.RESCALE)
    assert peers_of(gone, both) == {"1": {(IDEAS, None): (2,)}, "2": {}}


def test_figures_of_judged_lines_are_read_to_the_places_of_the_sheet() -> None:
    mixed = criterion(Sum(of=(judged().rule, SHARE.rule)))
    assert peers_of([unit(line("1", judged="4.25", ideas="2"))], sheet(mixed)) == {"1": {(IDEAS, None): (2,)}}
    with pytest.raises(InvalidFacts) as refused:
        peers_of([unit(line("1", judged="4.255", ideas="2"))], sheet(mixed))
    assert refused.value.data == {"code": "1", "field": "judged", "value": "4.255", "places": "2"}


def test_figures_are_kept_apart_by_period() -> None:
    units = [unit(line("1", ideas_p1="4", ideas_p2="1"), name="A"), unit(line("1", ideas_p1="2"), name="B")]
    assert peers_of(units, sheet(QUARTERLY)) == {"1": {(IDEAS, 0): (2, 4), (IDEAS, 1): (1,)}}
    assert bloc(*units, of=QUARTERLY) == {"A": "10.00", "B": None}


def test_figures_for_relative_points_are_the_excess_and_the_results_without_a_plan() -> None:
    rule = Relative(points=Decimal(10))
    units = [
        unit(line("1", target("12", "10")), name="A"),
        unit(line("1", target("9", "10")), name="B"),
        unit(line("1", target("5", None)), name="C"),
    ]
    found = peers_of(units, sheet(criterion(rule)))["1"]
    assert sorted(found.values()) == [(0, 20), (5,)]
    assert found[rule.excess, None] == (0, 20)


def test_share_of_the_best_of_the_bloc() -> None:
    units = [unit(line("1", ideas=ideas), name=name) for name, ideas in (("A", "8"), ("B", "6"), ("C", "0"))]
    assert bloc(*units, of=SHARE) == {"A": "10.00", "B": "7.50", "C": "0.00"}


def test_rank_in_the_bloc_with_a_shared_place() -> None:
    reached = (("A", "10"), ("B", "9"), ("C", "9"), ("D", "1"))
    units = [unit(line("1", target(actual, "10")), name=name) for name, actual in reached]
    assert bloc(*units, of=RANKED) == {"A": "10.00", "B": "8.00", "C": "8.00", "D": "5.00"}


def test_rank_from_below_rewards_the_fewest() -> None:
    lowest = criterion(bands(Compared(figure=count(), against=Against.RANK_LOW), ("1", "10"), ("2", "5")))
    units = [unit(line("1", late=late), name=name) for name, late in (("A", "0"), ("B", "0"), ("C", "4"))]
    assert bloc(*units, of=lowest) == {"A": "10.00", "B": "10.00", "C": "5.00"}


def test_sheet_that_compares_nothing_has_no_figures() -> None:
    assert peers_of([unit(line("J", judged="3"))], sheet(judged())) == {}
    assert (sheet(judged()).compares, sheet(SHARE).compares) == (False, True)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (line("1", ideas="-1"), "not_a_count"),
        (line("1", target("NaN", None), ideas="1"), "not_finite"),
    ],
)
def test_figures_that_cannot_be_are_refused(bad: object, code: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        peers_of([unit(bad)], sheet(SHARE))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_line_out_for_one_unit_is_not_among_the_figures_of_the_others() -> None:
    table = sheet(SHARE, criterion(fixed("1"), "2"), not_applicable=NotApplicable.RESCALE)
    units = [unit(line("1", ideas="4"), name="A"), unit(line("1", ideas="8", not_applicable=True), name="B")]
    assert peers_of(units, table) == {"1": {(IDEAS, None): (4,)}}


def test_deduction_by_comparison_with_the_mean() -> None:
    below_mean = criterion(
        per_unit(Compared(figure=IDEAS, against=Against.MEAN), "-1", step="10", beyond="100", below=True), least=None
    )
    units = [unit(line("1", ideas=ideas), name=name) for name, ideas in (("A", "15"), ("B", "5"))]
    assert bloc(*units, of=below_mean) == {"A": "0.00", "B": "-5.00"}
