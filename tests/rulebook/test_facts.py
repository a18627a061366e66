"""Facts of a unit: what is refused, and JSON there and back. Any facts at all are in `test_properties`."""

from decimal import Decimal

import pytest

from tests.rulebook.examples import gifts, line, review, unit
from thidua.rulebook.facts import InvalidFacts, LineFact, Review, TargetFact, UnitFacts

FACTS = unit(
    LineFact(
        code="1",
        targets=(gifts("29200", previous="100.50", entered_by="Lê C", approved_by="Trần D"),),
        inputs={"judged": ("4.25", "5"), "muc": "tot"},
        entered_by="A",
        approved_by="B",
        evidence="Báo cáo 12",
    ),
    line("2", not_applicable=True),
    reviews=(review("1", "3.50", "Thiếu minh chứng"),),
    events={"discipline": 2},
    self_scored=False,
)
WRITTEN = {
    "unit": "Hội Chữ thập đỏ",
    "lines": [
        {
            "code": "1",
            "targets": [
                {
                    "key": "gifts",
                    "label": "Quà tặng",
                    "direction": "more",
                    "planned": "36500",
                    "actual": "29200",
                    "previous": "100.5",
                    "unit_of_measure": "suất",
                    "entered_by": "Lê C",
                    "approved_by": "Trần D",
                }
            ],
            "inputs": {"judged": ["4.25", "5"], "muc": "tot"},
            "not_applicable": False,
            "entered_by": "A",
            "approved_by": "B",
            "evidence": "Báo cáo 12",
        },
        {
            "code": "2",
            "targets": [],
            "inputs": {},
            "not_applicable": True,
            "entered_by": "",
            "approved_by": "",
            "evidence": "",
        },
    ],
    "reviews": [
        {"code": "1", "points": "3.5", "reason": "Thiếu minh chứng", "reviewed_by": "Khối trưởng", "round": "bloc"}
    ],
    "events": {"discipline": 2},
    "self_scored": False,
}


def test_facts_as_json_and_back() -> None:
    assert FACTS.to_json() == WRITTEN
    assert UnitFacts.from_json(WRITTEN) == FACTS


def test_facts_from_json_take_what_need_not_be_said() -> None:
    brief = {
        "unit": "A",
        "lines": [
            {"code": "1", "inputs": {"late": 3, "muc": None, "judged": [4, "4.5"]}},
            {"code": "2", "targets": [{"key": "k", "label": "l", "direction": "less", "actual": 5}], "inputs": None},
        ],
        "reviews": [{"code": "1", "points": 3, "reviewed_by": "B"}],
        "events": {"discipline": True, "complaint": False, "flood": None, "fire": "2"},
    }
    target = TargetFact(key="k", label="l", direction="less", planned=None, actual=Decimal(5))  # type: ignore[arg-type]
    assert UnitFacts.from_json(brief) == UnitFacts(
        unit="A",
        lines=(LineFact(code="1", inputs={"late": "3", "judged": ("4", "4.5")}), LineFact(code="2", targets=(target,))),
        reviews=(Review(code="1", points=Decimal(3), reason="", reviewed_by="B"),),
        events={"discipline": 1, "complaint": 0, "fire": 2},
    )
    assert UnitFacts.from_json({"unit": "A"}) == UnitFacts(unit="A", lines=())


def of_line(**fields: object) -> dict[str, object]:
    return {"unit": "A", "lines": [{"code": "1", **fields}]}


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ("x", "not_an_object", "."),
        ({"lines": []}, "missing_field", "unit"),
        ({"unit": "A", "colour": "red"}, "unknown_field", "colour"),
        ({"unit": "A", "lines": {}}, "not_a_list", "lines"),
        ({"unit": "A", "lines": [{}]}, "missing_field", "lines[0].code"),
        ({"unit": "A", "events": []}, "not_an_object", "events"),
        ({"unit": "A", "events": {"discipline": -1}}, "not_whole", "events.discipline"),
        ({"unit": "A", "events": {"discipline": "1.5"}}, "not_whole", "events.discipline"),
        ({"unit": "A", "events": {"discipline": 1.5}}, "float_number", "events.discipline"),
        ({"unit": "A", "self_scored": "yes"}, "not_a_flag", "self_scored"),
        (of_line(judged="4"), "unknown_field", "lines[0].judged"),
        (of_line(inputs=[]), "not_an_object", "lines[0].inputs"),
        (of_line(inputs={"judged": 4.5}), "float_number", "lines[0].inputs.judged"),
        (of_line(inputs={"judged": ["4", 4.5]}), "float_number", "lines[0].inputs.judged"),
        (of_line(inputs={"judged": True}), "not_text", "lines[0].inputs.judged"),
        (of_line(inputs={"judged": {}}), "not_text", "lines[0].inputs.judged"),
        (of_line(inputs={"judged": [None]}), "missing_field", "lines[0].inputs.judged"),
        (of_line(inputs={"muc": "a\ud800"}), "not_text", "lines[0].inputs.muc"),
        (of_line(not_applicable=1), "not_a_flag", "lines[0].not_applicable"),
        (of_line(evidence=5), "not_text", "lines[0].evidence"),
        (of_line(targets=[{"key": "k"}]), "missing_field", "lines[0].targets[0].label"),
        (
            of_line(targets=[{"key": "k", "label": "l", "direction": "up"}]),
            "unknown_choice",
            "lines[0].targets[0].direction",
        ),
        (
            of_line(targets=[{"key": "k", "label": "l", "direction": "more", "previous": "x"}]),
            "not_a_number",
            "lines[0].targets[0].previous",
        ),
        ({"unit": "A", "reviews": [{"code": "1", "points": "x"}]}, "not_a_number", "reviews[0].points"),
        ({"unit": "A", "reviews": [{"code": "1"}]}, "missing_field", "reviews[0].points"),
        ({"unit": "A", "reviews": [{"code": "1", "points": 1}]}, "missing_field", "reviews[0].reviewed_by"),
    ],
)
def test_facts_from_json_refuse_and_name_the_field_once(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        UnitFacts.from_json(data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)
    assert refused.value.text.vi.count(field) == 1 or field == "."


def test_facts_refuse_a_name_that_no_screen_can_show_in_words_that_it_can() -> None:
    with pytest.raises(InvalidFacts) as refused:
        UnitFacts.from_json({"unit": "A", "màu\ud800": 1})
    assert refused.value.text.vi == "màu?: không có trường này; hãy xoá hoặc sửa lại tên."


def test_facts_with_two_lines_for_a_criterion_are_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        unit(line("1"), line("2"), line("1"))
    assert refused.value.data == {"field": "lines", "code": "1"}


def test_facts_with_two_reviews_of_a_criterion_are_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        unit(reviews=(review("1", "1"), review("1", "2")))
    assert refused.value.data == {"field": "reviews", "code": "1"}


def test_line_with_a_target_twice_is_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        line("1", gifts(), gifts())
    assert refused.value.data == {"code": "1", "key": "gifts"}


def test_facts_compare_and_hash_by_value() -> None:
    again = UnitFacts.from_json(WRITTEN)
    assert (hash(again), hash(again.lines[0])) == (hash(FACTS), hash(FACTS.lines[0]))
