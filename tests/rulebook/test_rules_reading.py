"""The closed set of rules, read from JSON."""

from decimal import Decimal

import pytest

from tests.rulebook.examples import bands, count, figure, fixed, per_unit, ratio, read, taking
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import (
    FIELDS,
    KINDS,
    RULE_NAMES,
    Best,
    Choice,
    Judged,
    Judges,
    Level,
    PeriodMean,
    Pick,
    Proportion,
    Relative,
    Rule,
    Sum,
    Yardstick,
    read_rule,
)
from thidua.rulebook.rules.measure import Take

EVERY = {
    "fixed": fixed("-2.5"),
    "judged": Judged(
        points=Decimal(5),
        fewest=Decimal(1),
        step=Decimal("0.25"),
        judges=Judges.TRIMMED,
        key="council",
        label="Hội đồng chấm",
    ),
    "choice": Choice(
        key="k",
        label="l",
        levels=(Level(code="co", label="Có", rule=fixed("1")), Level(code="khong", label="Không", rule=fixed("0"))),
    ),
    "proportion": Proportion(points=Decimal(10), of=ratio(), cap=Decimal(150), floor=Decimal(50)),
    "per_unit": per_unit(figure(), "-1", step="2", beyond="3", below=True, pro_rata=True, floor="-9", cap="9"),
    "bands": bands(taking(Take.ACTUAL), (None, "0"), ("80", "5"), ("90", "10")),
    "sum": Sum(of=(fixed("1"), per_unit(count(), "1")), floor=Decimal(-1), cap=Decimal(9)),
    "best": Best(of=(fixed("1"), fixed("2")), pick=Pick.LOWEST),
    "period_mean": PeriodMean(periods=("Quý I", "Quý II"), rule=fixed("1")),
    "relative": Relative(points=Decimal(10), against=Yardstick.MEDIAN, at_plan=Decimal(60), cap=Decimal(30)),
}


def test_set_of_kinds_is_closed() -> None:
    assert list(KINDS) == list(EVERY)
    assert {kind: type(rule) for kind, rule in EVERY.items()} == KINDS
    assert {kind: FIELDS[kind] | {"kind"} for kind in KINDS} == {
        kind: frozenset(rule.to_json()) for kind, rule in EVERY.items()
    }


@pytest.mark.parametrize("kind", list(EVERY))
def test_rule_of_every_kind_is_read_back_whole(kind: str) -> None:
    assert read(read_rule, EVERY[kind].to_json()) == EVERY[kind]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({"kind": "judged", "points": 5}, Judged(points=Decimal(5))),
        ({"kind": "proportion", "points": "10"}, Proportion(points=Decimal(10))),
        (
            {"kind": "per_unit", "points": 1, "of": {"of": "targets", "take": "over"}},
            per_unit(taking(Take.OVER), "1"),
        ),
        ({"kind": "sum", "of": [{"kind": "fixed", "points": 1}]}, Sum(of=(fixed("1"),))),
        (
            {"kind": "best", "of": [{"kind": "fixed", "points": 1}, {"kind": "fixed", "points": 2}]},
            Best(of=(fixed("1"), fixed("2"))),
        ),
        ({"kind": "relative", "points": 10}, Relative(points=Decimal(10))),
    ],
)
def test_rule_from_json_takes_what_need_not_be_said(data: object, rule: Rule) -> None:
    assert read(read_rule, data) == rule


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({}, "missing_field", "kind"),
        ({"kind": "formula"}, "unknown_choice", "kind"),
        ({"kind": "fixed"}, "missing_field", "points"),
        ({"kind": "fixed", "points": 1, "cap": 2}, "unknown_field", "cap"),
        ({"kind": "judged", "points": "5", "judges": "all"}, "unknown_choice", "judges"),
        ({"kind": "judged", "points": "5", "step": "x"}, "not_a_number", "step"),
        ({"kind": "choice", "key": "k", "label": "l", "levels": [{"code": "a", "label": "A"}]}, "missing_field", "levels[0].rule"),
        ({"kind": "choice", "key": "k", "label": "l", "levels": [{"code": "a", "points": 1}]}, "unknown_field", "levels[0].points"),
        ({"kind": "proportion", "points": 5, "of": []}, "not_an_object", "of"),
        ({"kind": "per_unit", "points": 5}, "missing_field", "of"),
        ({"kind": "per_unit", "points": 5, "of": {"of": "targets", "take": "over"}, "below": "yes"}, "not_a_flag", "below"),
        ({"kind": "bands", "of": {"of": "targets", "take": "over"}, "bands": [{"start": 1.5}]}, "float_number", "bands[0].start"),
        ({"kind": "sum", "of": [{"kind": "sum", "of": [{"kind": "x"}]}]}, "unknown_choice", "of[0].of[0].kind"),
        ({"kind": "period_mean", "rule": {"kind": "fixed", "points": 1}}, "periods", "periods"),
        ({"kind": "period_mean", "periods": ["a", 2]}, "not_text", "periods[1]"),
        ({"kind": "period_mean", "periods": "ab"}, "not_a_list", "periods"),
        ({"kind": "relative", "points": 5, "against": "worst"}, "unknown_choice", "against"),
    ],
)  # fmt: skip
def test_rule_from_json_is_refused_by_its_path(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        read(read_rule, data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)
    assert refused.value.text.vi.startswith(f"{field}: ")


def test_rule_that_contradicts_itself_says_where_in_the_file() -> None:
    band = {"start": 2, "end": 1, "rule": {"kind": "fixed", "points": 1}}
    inner = {"kind": "bands", "of": {"of": "targets", "take": "over"}, "bands": [band]}
    with pytest.raises(InvalidSheet) as refused:
        read(read_rule, {"kind": "sum", "of": [{"kind": "fixed", "points": 1}, inner]})
    assert (refused.value.code, refused.value.place) == ("band_empty", "of[1].bands[0]")
    assert refused.value.text.vi == "of[1].bands[0]: bậc từ 2 đến 1 không chứa số nào; hãy sửa lại hai đầu."
    assert refused.value.text.en == "of[1].bands[0]: the band from 2 to 1 holds no number; correct its ends."


def nested(depth: int) -> dict[str, object]:
    rule: dict[str, object] = {"kind": "fixed", "points": 1}
    for _level in range(depth - 1):
        rule = {"kind": "sum", "of": [rule]}
    return rule


def test_rules_are_nested_eight_deep_and_no_deeper() -> None:
    assert len(list(read(read_rule, nested(8)).every())) == 8
    with pytest.raises(InvalidSheet) as refused:
        read(read_rule, nested(9))
    assert (refused.value.code, refused.value.data["field"]) == ("too_deep", "of[0]" + ".of[0]" * 7 + ".kind")


def test_names_of_fields_are_those_of_all_kinds() -> None:
    assert {name for rule in EVERY.values() for name in rule.to_json()} == RULE_NAMES
