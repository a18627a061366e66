"""The linter on the real tables of the library: the defects that their readers found by hand, and no noise."""

import pytest

from thidua.rulebook import library
from thidua.rulebook.lint import errors, findings

DEFECTS = {
    "ccb-cum-3": [("class_hole", "")] * 3,
    "hai-phong-212-2025-pl01": [("best_below_maximum", "II.5.2")],
    "thong-ke-hung-yen-2026": [("section_sum", "4")],
    "tien-giang-stnmt-2022": [("band_hole", "C1"), ("band_hole", "C1"), ("band_hole", "C2"), ("band_hole", "C2")],
    "truong-5-10-giao-vien-2026": [("deduction_over_item", "V.2")],
    "truong-5-10-giao-vien-bo-mon-2026": [("deduction_over_item", "V.2")],
}
WARNINGS = {
    "ca-quang-tri-vi-antq": ["relative_no_excess", "relative_low_plan"] * 2,
    "ctump-chi-hoi-1000": ["one_value", "one_value"],
    "fpt-da-nang-lhvm-2026": ["bonus_without_cap", "deduction_without_floor"],
    "gung-ho-td": ["bonus_without_cap"],
    "hinh-mau-quy-tac": ["relative_no_excess", "relative_no_excess"],
    "tien-giang-stnmt-2022": ["bonus_without_cap", "bonus_without_cap"],
    "truong-5-10-giao-vien-2026": ["below_lowest_class"],
    "truong-5-10-giao-vien-bo-mon-2026": ["below_lowest_class"],
}


@pytest.mark.parametrize("id", [entry.id for entry in library.entries()])
def test_linter_finds_the_known_defects_of_a_real_table_and_no_others(id: str) -> None:
    found = findings(library.load(id))
    bad = errors(found)
    assert [(one.rule.removeprefix("lint."), one.data["code"]) for one in bad] == DEFECTS.get(id, [])
    assert [one.rule.removeprefix("lint.") for one in found if one not in bad] == WARNINGS.get(id, [])
