"""What a rule asks people for, and how what they gave is read."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.rulebook.examples import asked, given, judged
from thidua.rulebook.facts import InvalidFacts
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.base import require_order, require_points, shown, within
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Input, InputKind, Raw, Value, period_key, read_all

COUNT = asked("late")
NUMBER = asked("share", kind=InputKind.NUMBER)
LEVEL = Input(key="muc", kind=InputKind.LEVEL, label="Mức", levels=(("tot", "Tốt"), ("kha", "Khá")))
ONE = Input(key="judged", kind=InputKind.JUDGED, label="Điểm", least=Decimal(-1), most=Decimal(5))
QUARTERS = Input(
    key="judged", kind=InputKind.JUDGED, label="Điểm", least=Decimal("0.5"), most=Decimal(5), step=Decimal("0.25")
)
THIRDS = Input(
    key="judged", kind=InputKind.JUDGED, label="Điểm", least=Decimal("0.5"), most=Decimal(5), step=Decimal("0.3")
)
SEVERAL = Input(key="judged", kind=InputKind.JUDGED, label="Điểm", most=Decimal(5), several=True)


@pytest.mark.parametrize(
    ("one", "raw", "value"),
    [
        (COUNT, "0", Fraction(0)),
        (COUNT, "12.0", Fraction(12)),
        (NUMBER, "-12.5", Fraction(-25, 2)),
        (LEVEL, "kha", "kha"),
        (ONE, "-1", (Fraction(-1),)),
        (ONE, "4.25", (Fraction(17, 4),)),
        (ONE, ("5",), (Fraction(5),)),
        (QUARTERS, "4.75", (Fraction(19, 4),)),
        (THIRDS, "0.8", (Fraction(4, 5),)),
        (SEVERAL, ("1", "2.5"), (Fraction(1), Fraction(5, 2))),
        (SEVERAL, "3", (Fraction(3),)),
    ],
)
def test_input_is_read_exactly(one: Input, raw: Raw, value: Value) -> None:
    assert one.read(raw, code="1", places=2) == value


@pytest.mark.parametrize(
    ("one", "raw", "code", "data"),
    [
        (COUNT, "-1", "not_a_count", {"code": "1", "field": "late", "value": "-1"}),
        (COUNT, "1.5", "not_a_count", {"code": "1", "field": "late", "value": "1.5"}),
        (COUNT, "ba", "not_a_number", {"field": "1.late"}),
        (COUNT, ("1",), "not_a_number", {"field": "1.late"}),
        (NUMBER, "1e5", "not_a_number", {"field": "1.share"}),
        (LEVEL, "gioi", "unknown_level", {"code": "1", "field": "muc", "value": "gioi", "choices": "tot, kha"}),
        (
            LEVEL,
            ("tot",),
            "unknown_level",
            {"code": "1", "field": "muc", "value": "('tot',)", "choices": "tot, kha"},
        ),
        (ONE, "5.01", "out_of_range", {"code": "1", "field": "judged", "value": "5.01", "least": "-1", "most": "5"}),
        (ONE, "-1.01", "out_of_range", {"code": "1", "field": "judged", "value": "-1.01", "least": "-1", "most": "5"}),
        (ONE, "4.125", "too_precise", {"code": "1", "field": "judged", "value": "4.125", "places": "2"}),
        (ONE, ("1", "2"), "one_judge", {"code": "1", "field": "judged"}),
        (ONE, (), "no_points_given", {"code": "1", "field": "judged"}),
        (SEVERAL, (), "no_points_given", {"code": "1", "field": "judged"}),
        (SEVERAL, ("1", "x"), "not_a_number", {"field": "1.judged"}),
        (THIRDS, "0.6", "not_in_steps", {"code": "1", "field": "judged", "value": "0.6", "step": "0.3"}),
        (QUARTERS, "0.6", "not_in_steps", {"code": "1", "field": "judged", "value": "0.6", "step": "0.25"}),
    ],
)
def test_input_of_the_wrong_kind_is_refused(one: Input, raw: Raw, code: str, data: dict[str, str]) -> None:
    with pytest.raises(InvalidFacts) as refused:
        one.read(raw, code="1", places=2)
    assert (refused.value.code, refused.value.data) == (code, data)


def test_input_refusal_names_the_remedy_in_both_languages() -> None:
    with pytest.raises(InvalidFacts) as refused:
        QUARTERS.read("0.6", code="II.3", places=2)
    assert refused.value.text.vi == "Tiêu chí II.3, judged: 0,6 không đúng bước điểm 0,25; hãy nhập lại."
    assert refused.value.text.en == "Criterion II.3, judged: 0.6 is not in steps of 0.25; enter it again."


def test_inputs_of_a_criterion_are_read_by_key_and_may_be_missing() -> None:
    assert read_all((COUNT, LEVEL), {"late": "2"}, code="1", places=2) == {"late": Fraction(2)}


def test_input_that_nobody_asked_for_is_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        read_all((COUNT,), {"late": "2", "x" * 70: "1"}, code="1", places=2)
    assert (refused.value.code, refused.value.data) == ("foreign_input", {"code": "1", "field": "x" * 60})


@pytest.mark.parametrize("key", ["", "1a", "Late", "trễ", "a-b", "a" * 41, "_a"])
def test_key_that_no_form_could_carry_is_refused(key: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        asked(key)
    assert (refused.value.code, refused.value.data) == ("bad_key", {"key": key})


def test_key_may_be_forty_characters_long() -> None:
    assert asked("a" * 40).key == "a" * 40


def test_input_without_a_label_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        asked(label=" ")
    assert (refused.value.code, refused.value.data) == ("missing_field", {"field": "late.label"})


def test_input_of_a_period_has_a_key_of_its_own() -> None:
    assert COUNT.in_period(0, "Quý I").key == period_key("late", 0) == "late_p1"
    assert COUNT.in_period(1, "Quý II").label == f"{COUNT.label} (Quý II)"


# What a rule may look at ---------------------------------------------------------------------------------------------


def test_given_answers_only_in_the_kind_that_is_asked_for() -> None:
    what = Given(values={"n": Fraction(1), "l": "tot", "j": (Fraction(2),), "n_p2": Fraction(5)})
    assert (what.number("n"), what.number("l"), what.number("x")) == (1, None, None)
    assert (what.level("l"), what.level("n"), what.level("x")) == ("tot", None, None)
    assert (what.judged("j"), what.judged("n"), what.judged("x")) == ((Fraction(2),), (), ())
    assert (what.in_period(1).number("n"), what.in_period(0).number("n")) == (5, None)


def test_given_knows_the_bloc_by_figure_and_period() -> None:
    what = Given(peers={("m", None): (Fraction(1),), ("m", 1): (Fraction(2),)})
    assert (what.bloc("m"), what.in_period(1).bloc("m"), what.in_period(0).bloc("m")) == (
        (Fraction(1),),
        (Fraction(2),),
        (),
    )


def test_given_of_one_rule_holds_what_was_answered() -> None:
    assert given(judged().rule, judged="4").judged("judged") == (Fraction(4),)


# Points and words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (Fraction(0), "0", "0"),
        (Fraction(5, 2), "2,5", "2.5"),
        (Fraction(100), "100", "100"),
        (Fraction(-74958), "-74.958", "-74,958"),
        (Fraction(1, 64), "0,015625", "0.015625"),
        (Fraction(1, 128), "≈ 0,0078", "≈ 0.0078"),
        (Fraction(2, 3), "≈ 0,6667", "≈ 0.6667"),
        (Fraction(1, 100_000_000), "≈ 0", "≈ 0"),
        (Fraction(10**24 * 10**6 + 1, 10**6), "1" + ".000" * 8 + ",000001", "1" + ",000" * 8 + ".000001"),
    ],
)
def test_number_is_shown_exactly_or_marked_as_nearly(value: Fraction, vietnamese: str, english: str) -> None:
    assert (shown(value).vi, shown(value).en) == (vietnamese, english)


@pytest.mark.parametrize(
    ("value", "least", "most", "held"),
    [(5, 0, 10, 5), (11, 0, 10, 10), (-1, 0, 10, 0), (-1, None, 10, -1), (11, 0, None, 11), (7, None, None, 7)],
)
def test_value_is_held_between_bounds(value: int, least: int | None, most: int | None, held: int) -> None:
    low, high = (None if bound is None else Decimal(bound) for bound in (least, most))
    assert within(Fraction(value), low, high) == held


def test_points_at_the_edge_of_any_sheet_are_allowed() -> None:
    for value in (None, Decimal(1_000_000), Decimal(-1_000_000)):
        require_points("points", value)
    with pytest.raises(InvalidSheet) as refused:
        require_points("max_points", Decimal("-0.01"), least=Decimal(0))
    assert refused.value.text.vi == "max_points: số điểm phải từ 0 đến 1.000.000; hãy sửa lại."


def test_bounds_the_wrong_way_round_are_refused() -> None:
    for least, most in ((None, Decimal(1)), (Decimal(1), None), (Decimal(1), Decimal(1))):
        require_order(least, most)
    with pytest.raises(InvalidSheet) as refused:
        require_order(Decimal("1.01"), Decimal(1))
    assert (refused.value.code, refused.value.data) == ("bounds_crossed", {"least": "1.01", "most": "1"})
