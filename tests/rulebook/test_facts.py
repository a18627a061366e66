"""Facts of a unit: what is refused, and JSON there and back."""

import json

import pytest
from hypothesis import given

from tests.rulebook.examples import gifts, review, sheets_with_facts, unit
from thidua.rulebook.facts import InvalidFacts, LineFact, Sheet, UnitFacts


@given(sheets_with_facts())
def test_facts_from_their_own_json_are_the_same(drawn: tuple[Sheet, UnitFacts]) -> None:
    written = json.loads(json.dumps(drawn[1].to_json()))
    assert UnitFacts.from_json(written) == drawn[1]


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ("x", "not_an_object", "."),
        ({"lines": []}, "missing_field", "unit"),
        ({"unit": "A", "lines": [{"code": "1", "judged": 4.5}]}, "float_number", "lines[0].judged"),
        ({"unit": "A", "lines": [{"code": "1", "occurrences": "1.5"}]}, "not_whole", "lines[0].occurrences"),
        (
            {
                "unit": "A",
                "lines": [{"code": "1", "targets": [{"key": "k", "label": "l", "direction": "up"}]}],
            },
            "unknown_choice",
            "lines[0].targets[0].direction",
        ),
        ({"unit": "A", "reviews": [{"code": "1", "points": "x"}]}, "not_a_number", "reviews[0].points"),
        ({"unit": "A", "reviews": [{"code": "1", "points": 1}]}, "missing_field", "reviews[0].reviewed_by"),
    ],
)
def test_facts_from_json_refuse_and_name_the_field(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        UnitFacts.from_json(data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


def test_facts_with_two_lines_for_a_criterion_are_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        unit(LineFact(code="1"), LineFact(code="1"))
    assert refused.value.data == {"field": "lines", "code": "1"}


def test_facts_with_two_reviews_of_a_criterion_are_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        unit(reviews=(review("1", "1"), review("1", "2")))
    assert refused.value.data == {"field": "reviews", "code": "1"}


def test_line_with_a_target_twice_is_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        LineFact(code="1", targets=(gifts(), gifts()))
    assert refused.value.data == {"code": "1", "key": "gifts"}
