"""Whose turn it is: by list, by waiting, never led first; rests, bars, and last year's deputy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.rotation import Bar, InvalidRotation, Led, Order, RotationRule, Turn, Unit, plan

UNITS = tuple(Unit(key=key, name=f"Hội {key}") for key in "ABCD")
SOURCE = "Quy chế của khối, Điều 3"


def rule(
    order: Order = Order.FIXED, *, deputy: bool = True, deputy_follows: bool = False, rest: int = 0
) -> RotationRule:
    return RotationRule(order=order, source=SOURCE, deputy=deputy, deputy_follows=deputy_follows, rest=rest)


def turns(
    a_rule: RotationRule, *history: Led, years: int = 1, bars: tuple[Bar, ...] = (), units: tuple[Unit, ...] = UNITS
) -> tuple[Turn, ...]:
    return plan(rule=a_rule, units=units, history=history, bars=bars, first=2025, years=years)


def who(planned: tuple[Turn, ...]) -> list[tuple[str, str]]:
    return [(turn.leader, turn.deputy) for turn in planned]


def bar(key: str, *, always: bool = False) -> Bar:
    return Bar(key=key, finding=Finding("x", False, Text("Không được", "Barred")), always=always)


def test_fixed_list_goes_on_after_last_years_head_and_round() -> None:
    assert who(turns(rule(), Led(year=2024, leader="C"), years=3)) == [("D", "A"), ("A", "B"), ("B", "C")]


def test_fixed_list_begins_at_its_head_when_last_year_is_unknown() -> None:
    assert who(turns(rule(), Led(year=2020, leader="C"))) == [("A", "B")]


def test_fixed_list_begins_at_its_head_when_last_years_head_is_gone() -> None:
    assert who(turns(rule(), Led(year=2024, leader="Z"))) == [("A", "B")]


def test_longest_waiting_counts_from_the_last_time_or_from_joining() -> None:
    units = (Unit(key="A", name="A", since=2024), Unit(key="B", name="B"), Unit(key="C", name="C"))
    history = (Led(year=2022, leader="B"), Led(year=2021, leader="C"))

    [turn] = turns(rule(Order.LONGEST), *history, units=units)

    assert (turn.leader, turn.deputy) == ("C", "B")
    assert turn.why_leader.because.vi == "C: chờ lâu nhất, làm Khối trưởng gần nhất năm 2021"


def test_never_led_goes_first_however_late_it_joined() -> None:
    units = (Unit(key="A", name="A", since=2024), Unit(key="B", name="B"))

    [turn] = turns(rule(Order.NEVER_FIRST), Led(year=2010, leader="B"), units=units)

    assert turn.leader == "A"
    assert turn.why_leader.because.vi == "A: chưa làm Khối trưởng lần nào, vào khối năm 2024"


def test_equal_claims_are_said_aloud() -> None:
    [turn] = turns(rule(Order.NEVER_FIRST, deputy=False), Led(year=2024, leader="A"), Led(year=2023, leader="B"))

    assert (turn.leader, turn.deputy, turn.why_deputy) == ("C", "", None)
    assert [part.rule for part in turn.why_leader.parts] == ["rotation.equal"]
    assert turn.why_leader.parts[0].because.en == (
        "Hội C, Hội D have waited equally long; the order of the bloc's list decides"
    )
    assert turn.why_leader.reference == SOURCE


def test_many_equals_are_counted_after_the_first_three() -> None:
    units = tuple(Unit(key=key, name=key) for key in "ABCDE")

    [turn] = turns(rule(Order.LONGEST, deputy=False), units=units)

    assert turn.why_leader.parts[0].because.vi.startswith("A, B, C và 2 đơn vị khác chờ như nhau")


def test_rest_keeps_a_unit_that_led_back() -> None:
    [turn] = turns(rule(Order.LONGEST, rest=1), Led(year=2024, leader="A"), units=UNITS[:2])

    assert (turn.leader, turn.deputy) == ("B", "")
    assert turn.why_leader.parts[0].because.vi == "Hội A làm Khối trưởng năm 2024, theo quy ước nghỉ 1 năm"
    assert turn.why_deputy is not None
    assert not turn.why_deputy.holds


def test_bar_holds_in_the_first_year_or_always() -> None:
    once = turns(rule(), Led(year=2024, leader="A"), bars=(bar("B"),), years=4)
    always = turns(rule(), Led(year=2024, leader="A"), bars=(bar("B", always=True),), years=4)

    assert [turn.leader for turn in once] == ["C", "D", "A", "B"]
    assert [turn.leader for turn in always] == ["C", "D", "A", "C"]


def test_deputy_becomes_head_unless_barred_or_gone() -> None:
    follows = rule(deputy_follows=True)
    before = Led(year=2024, leader="A", deputy="D")

    assert turns(follows, before)[0].leader == "D"
    assert turns(follows, before)[0].why_leader.because.en == "Hội D: the deputy of the year before becomes head"
    assert turns(follows, before, bars=(bar("D"),))[0].leader == "B"
    assert turns(follows, before, units=UNITS[:3])[0].leader == "B"
    assert turns(follows, Led(year=2024, leader="A"))[0].leader == "B"
    assert turns(follows)[0].leader == "A"


def test_nobody_left_is_a_finding_that_does_not_hold() -> None:
    [turn] = turns(rule(), bars=tuple(bar(unit.key) for unit in UNITS))

    assert (turn.leader, turn.deputy) == ("", "")
    assert (turn.why_leader.holds, turn.why_leader.because.vi) == (
        False, "Năm 2025: không đơn vị nào đủ điều kiện",
    )  # fmt: skip
    assert len(turn.why_leader.parts) == 4


@pytest.mark.parametrize("years", [0, 21])
def test_years_out_of_range_are_refused(years: int) -> None:
    with pytest.raises(InvalidRotation) as caught:
        turns(rule(), years=years)

    assert caught.value.code == "years_out_of_range"


def test_negative_rest_and_a_unit_twice_are_refused() -> None:
    with pytest.raises(InvalidRotation) as rest:
        turns(rule(rest=-1))
    with pytest.raises(InvalidRotation) as twice:
        turns(rule(), units=(UNITS[0], UNITS[0]))

    assert (rest.value.code, twice.value.code) == ("rest_negative", "unit_twice")


ORDERS = st.sampled_from(list(Order))
COUNTS = st.integers(min_value=2, max_value=12)


@given(order=ORDERS, count=COUNTS, rounds=st.integers(1, 2), led=st.integers(0, 11))
def test_everybody_leads_once_before_anybody_leads_again(order: Order, count: int, rounds: int, led: int) -> None:
    units = tuple(Unit(key=str(place), name=str(place)) for place in range(count))
    years = min(20, count * rounds)

    planned = turns(rule(order), Led(year=2024, leader=str(led % count)), years=years, units=units)

    leaders = [turn.leader for turn in planned]
    for place, leader in enumerate(leaders):
        assert leader not in leaders[max(0, place - count + 1) : place]


@given(order=ORDERS, count=COUNTS, rest=st.integers(0, 3), follows=st.booleans(), barred=st.sets(st.integers(0, 11)))
def test_no_barred_unit_leads_and_head_is_not_deputy(
    order: Order, count: int, rest: int, follows: bool, barred: set[int]
) -> None:
    units = tuple(Unit(key=str(place), name=str(place)) for place in range(count))
    bars = tuple(bar(str(place), always=True) for place in barred)

    planned = turns(rule(order, deputy_follows=follows, rest=rest), bars=bars, years=6, units=units)

    for place, turn in enumerate(planned):
        assert turn.leader not in {str(one) for one in barred}
        assert turn.leader != turn.deputy or turn.leader == ""
        assert not turn.leader or turn.leader not in {one.leader for one in planned[max(0, place - rest) : place]}
        assert turn.why_leader.holds == bool(turn.leader)


@given(order=ORDERS, count=COUNTS, follows=st.booleans())
def test_a_plan_goes_on_as_if_its_first_years_were_history(order: Order, count: int, follows: bool) -> None:
    units = tuple(Unit(key=str(place), name=str(place)) for place in range(count))
    a_rule = rule(order, deputy_follows=follows)

    whole = plan(rule=a_rule, units=units, history=(), first=2025, years=6)
    led = [Led(year=turn.year, leader=turn.leader, deputy=turn.deputy) for turn in whole[:2]]

    assert plan(rule=a_rule, units=units, history=led, first=2027, years=4) == whole[2:]
