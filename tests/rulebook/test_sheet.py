"""Criteria sheets: what is refused, and JSON there and back."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.rulebook.examples import deduction, judged, proportion, sheet, sheets
from thidua.rulebook.facts import Criterion, CriterionKind, InvalidSheet, Sheet

LINE = {"code": "1", "title": "Quà tặng", "kind": "proportion", "max_points": "10", "clause": "Mục 1"}


def with_line(**changes: object) -> dict[str, object]:
    return {"title": "Bảng điểm", "criteria": [{**LINE, **changes}]}


@given(sheets())
def test_sheet_from_its_own_json_is_the_same(drawn: Sheet) -> None:
    written = json.loads(json.dumps(drawn.to_json()))
    assert Sheet.from_json(written) == drawn
    assert Sheet.from_json(written).digest() == drawn.digest()


def test_sheet_attainable_leaves_deductions_out() -> None:
    assert sheet(proportion(), judged(), deduction()).attainable == Decimal(15)


def test_sheet_digest_is_the_same_for_the_same_value_written_differently() -> None:
    first, second = sheet(proportion(max_points="10")), sheet(proportion(max_points="10.00"))
    assert first == second
    assert first.digest() == second.digest()


def test_sheet_digest_is_the_one_recorded_at_adoption() -> None:
    # A past year is found again by this figure: it must not change with a new release.
    recorded = "3ccb6c7a886bfcd6d60ca5fc10625ba75b1a3066bc885c23750cdb01b76ffca6"
    assert sheet(proportion(max_points="10")).digest() == recorded


def test_sheet_digest_changes_with_any_field() -> None:
    assert sheet(proportion()).digest() != sheet(proportion(), places=1).digest()


def test_sheet_from_json_takes_whole_numbers_and_defaults() -> None:
    read = Sheet.from_json(with_line(max_points=10))
    assert (read.places, read.criteria[0].max_points, read.criteria[0].section) == (2, Decimal(10), "")


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ([], "not_an_object", "."),
        (None, "not_an_object", "."),
        ({"criteria": []}, "missing_field", "title"),
        ({"title": 5, "criteria": []}, "not_text", "title"),
        ({"title": "a\ud800", "criteria": []}, "not_text", "title"),
        ({"title": "T", "criteria": {}}, "not_a_list", "criteria"),
        ({"title": "T", "criteria": ["x"]}, "not_an_object", "criteria[0]"),
        ({"title": "T", "colour": "red"}, "unknown_field", "colour"),
        ({**with_line(), "places": "1.5"}, "not_whole", "places"),
        ({**with_line(), "places": True}, "not_a_number", "places"),
        (with_line(max_points=10.5), "float_number", "criteria[0].max_points"),
        (with_line(max_points="10,5"), "not_a_number", "criteria[0].max_points"),
        (with_line(max_points="1e9"), "not_a_number", "criteria[0].max_points"),
        (with_line(max_points=10**19), "not_a_number", "criteria[0].max_points"),
        (with_line(max_points=[1]), "not_a_number", "criteria[0].max_points"),
        (with_line(max_points=None), "missing_field", "criteria[0].max_points"),
        (with_line(kind="formula"), "unknown_choice", "criteria[0].kind"),
        (with_line(clause=" "), "missing_field", "criteria[0].clause"),
        (with_line(points="1"), "unknown_field", "criteria[0].points"),
    ],
)
def test_sheet_from_json_refuses_and_names_the_field(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json(data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


def test_sheet_from_json_refusal_names_the_remedy_in_both_languages() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json(with_line(kind="formula"))
    assert refused.value.text.vi == (
        "criteria[0].kind: giá trị “formula” không dùng được; hãy chọn một trong: proportion, judged, deduction."
    )
    assert refused.value.text.en == (
        "criteria[0].kind: “formula” cannot be used; choose one of: proportion, judged, deduction."
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": " "}, "missing_field"),
        ({"title": ""}, "missing_field"),
        ({"clause": ""}, "missing_field"),
        ({"max_points": Decimal(0)}, "points_out_of_range"),
        ({"max_points": Decimal(-5)}, "points_out_of_range"),
        ({"max_points": Decimal(1_000_001)}, "points_out_of_range"),
        ({"max_points": Decimal("NaN")}, "not_a_number"),
        ({"per_occurrence": Decimal(1)}, "per_occurrence_foreign"),
        ({"kind": CriterionKind.DEDUCTION}, "per_occurrence_missing"),
        ({"kind": CriterionKind.DEDUCTION, "per_occurrence": Decimal(0)}, "points_out_of_range"),
        ({"kind": CriterionKind.DEDUCTION, "per_occurrence": Decimal(11)}, "points_out_of_range"),
    ],
)
def test_criterion_that_contradicts_itself_is_refused(changes: dict[str, Any], code: str) -> None:
    fields: dict[str, Any] = {**LINE, "kind": CriterionKind.PROPORTION, "max_points": Decimal(10)}
    with pytest.raises(InvalidSheet) as refused:
        Criterion(**{**fields, **changes})
    assert refused.value.code == code


def test_sheet_without_criteria_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sheet(title="T", criteria=())
    assert refused.value.code == "empty_sheet"


def test_sheet_with_a_code_twice_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(proportion("1"), judged("1"))
    assert refused.value.data == {"code": "1"}


@pytest.mark.parametrize("places", [-1, 5])
def test_sheet_with_places_out_of_range_is_refused(places: int) -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(places=places)
    assert refused.value.code == "places_out_of_range"


def test_sheet_with_points_finer_than_its_places_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(deduction(per_occurrence="0.125"))
    assert refused.value.data == {"code": "D", "field": "per_occurrence", "value": "0.125", "places": "2"}
