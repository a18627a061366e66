"""Points: examples with the arithmetic in view, then what holds for every sheet and every unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from tests.rulebook.examples import (
    amounts,
    deduction,
    gifts,
    judged,
    plans,
    proportion,
    review,
    sheet,
    sheets_with_facts,
    target,
    unit,
)
from thidua.rulebook.facts import Criterion, Direction, InvalidFacts, LineFact, Review, Sheet, UnitFacts
from thidua.rulebook.findings import Finding
from thidua.rulebook.measures import points
from thidua.rulebook.scoring import LineScore, score


def line_of(criterion: Criterion, line: LineFact, *reviews: Review, explain: bool = True) -> LineScore:
    return score(facts=unit(line, reviews=reviews), sheet=sheet(criterion), explain=explain).lines[0]


@pytest.mark.parametrize(
    ("max_points", "figures", "expected", "formula"),
    [
        ("10", [("74958", "36500")], "10.00", "10 × 1 = 10"),
        ("10", [("8", "10")], "8.00", "10 × 8/10 = 8"),
        (
            "10",
            [("13", "7"), ("1", "3")],
            "6.67",
            "10 × (1 + 1/3) ÷ 2 = 6,67 (làm tròn đến 2 chữ số thập phân)",
        ),
        ("20", [("29200", "36500"), ("0", "4")], "8.00", "20 × (29.200/36.500 + 0) ÷ 2 = 8"),
    ],
)
def test_score_proportion_examples(
    max_points: str, figures: list[tuple[str, str]], expected: str, formula: str
) -> None:
    reported = tuple(target(*pair, key=str(position)) for position, pair in enumerate(figures))
    line = line_of(proportion(max_points=max_points), LineFact(code="P", targets=reported))
    assert str(line.final) == expected
    assert line.finding.parts[0].because.vi == formula


def test_score_proportion_of_a_ceiling_shows_plan_over_actual() -> None:
    late = target("8", "5", Direction.LESS)
    line = line_of(proportion(), LineFact(code="P", targets=(late,)))
    assert line.finding.parts[0].because.vi == "10 × 5/8 = 6,25"


@pytest.mark.parametrize(
    ("occurrences", "expected", "formula"),
    [
        (0, "0.00", "0 lần × 0,5 điểm: 0"),
        (3, "-1.50", "3 lần × 0,5 điểm: -1,5"),
        (7, "-3.00", "7 lần × 0,5 điểm = 3,5, chỉ trừ tối đa 3: -3"),
    ],
)
def test_score_deduction_examples(occurrences: int, expected: str, formula: str) -> None:
    line = line_of(deduction(), LineFact(code="D", occurrences=occurrences))
    assert str(line.final) == expected
    assert line.finding.parts[0].because.vi == formula


def test_score_judged_line_takes_the_points_given() -> None:
    line = line_of(judged(), LineFact(code="J", judged=Decimal("4.5")))
    assert str(line.final) == "4.50"
    assert line.finding.parts[0].because.vi == "chấm 4,5 điểm trong khung từ 0 đến 5"


def test_score_totals_add_up_lines_in_sheet_order() -> None:
    facts = unit(
        LineFact(code="D", occurrences=1),
        LineFact(code="J", judged=Decimal(4)),
        LineFact(code="P", targets=(gifts(),)),
        reviews=(review("J", "3.5", "Thiếu minh chứng"),),
    )
    result = score(facts=facts, sheet=sheet())
    assert [line.code for line in result.lines] == ["P", "J", "D"]
    assert (str(result.total), str(result.self_total)) == ("13.00", "13.50")
    assert (result.unit, result.complete, result.missing) == ("Hội Chữ thập đỏ", True, ())


def test_score_of_nothing_reported_is_incomplete_and_not_zero() -> None:
    result = score(facts=unit(), sheet=sheet())
    assert (result.complete, result.missing, str(result.total)) == (False, ("P", "J", "D"), "0.00")
    assert [line.finding.because.vi for line in result.lines] == [
        "Thực hiện chỉ tiêu: chưa tính điểm, chưa có chỉ tiêu",
        "Phong trào thi đua: chưa tính điểm, chưa chấm điểm",
        "Báo cáo chậm: chưa tính điểm, chưa có số lần vi phạm",
    ]
    assert [line.finding.holds for line in result.lines] == [False, False, False]


def test_score_with_one_target_missing_names_it() -> None:
    fact = LineFact(code="P", targets=(gifts(None), target("13", "7", key="coop", label="Hợp tác xã")))
    line = line_of(proportion(), fact)
    assert (line.computed, line.final) == (None, None)
    assert line.finding.because.vi == "Thực hiện chỉ tiêu: chưa tính điểm, chưa có số liệu của: Quà tặng"
    assert [(part.rule, part.holds, part.because.vi) for part in line.finding.parts] == [
        ("scoring.target.missing", False, "Quà tặng: kế hoạch 36.500 suất; chưa có số liệu"),
        (
            "scoring.target",
            True,
            "Hợp tác xã: kế hoạch 7, thực hiện 13; đạt 185,7% kế hoạch, vượt 85,7%",
        ),
    ]


def test_score_finding_explains_a_line_from_result_to_people() -> None:
    reported = gifts(entered_by="Nguyễn Văn A", approved_by="Trần Thị B")
    line = line_of(proportion(), LineFact(code="P", targets=(reported,), entered_by="Lê C", approved_by=""))
    finding = line.finding
    assert (finding.rule, finding.holds, finding.reference) == ("scoring.line.proportion", True, "Mục P")
    assert finding.because.vi == "Thực hiện chỉ tiêu: 10/10 điểm"
    assert finding.because.en == "Thực hiện chỉ tiêu: 10 of 10 points"
    assert finding.data == {"code": "P", "max_points": "10", "computed": "10", "final": "10"}
    formula, gift, people = finding.parts
    assert formula.because.vi == "10 × 1 = 10"
    assert gift.because.vi == (
        "Quà tặng: kế hoạch 36.500 suất, thực hiện 74.958 suất; đạt 205,4% kế hoạch, vượt 105,4%"
    )
    assert gift.parts[0].because.vi == "người nhập: Nguyễn Văn A; người duyệt: Trần Thị B"
    assert gift.data["reached_percent"] == "205.4"
    assert people.because.vi == "người nhập: Lê C"


def test_score_finding_of_a_ceiling_says_each_figure_once() -> None:
    late = target("3", "5", Direction.LESS, label="Báo cáo chậm", approved_by="Lê C")
    line = line_of(proportion(), LineFact(code="P", targets=(late,)))
    assert line.finding.parts[1].because.vi == "Báo cáo chậm: thực hiện 3, mức không vượt quá 5: đạt"
    assert line.finding.parts[1].parts[0].because.vi == "người duyệt: Lê C"


def test_score_review_that_confirms_keeps_the_points() -> None:
    line = line_of(judged(), LineFact(code="J", judged=Decimal(4)), review("J", "4"))
    assert line.final == line.computed == Decimal(4)
    assert line.finding.because.vi == "Phong trào thi đua: 4/5 điểm"
    assert line.finding.parts[-1].rule == "scoring.review.confirmed"
    assert line.finding.parts[-1].because.vi == "khối thẩm định, giữ nguyên 4 điểm (Khối trưởng)"


def test_score_review_that_changes_keeps_both_figures_and_the_reason() -> None:
    line = line_of(judged(), LineFact(code="J", judged=Decimal(4)), review("J", "3.25", "Thiếu minh chứng"))
    assert (line.computed, line.final) == (Decimal(4), Decimal("3.25"))
    assert line.finding.because.vi == "Phong trào thi đua: 3,25/5 điểm (đơn vị tính 4, khối thẩm định 3,25)"
    assert line.finding.parts[-1].because.vi == (
        "khối thẩm định 3,25 điểm, thay cho 4; lý do: Thiếu minh chứng (Khối trưởng)"
    )


def test_score_review_of_a_missing_line_completes_it() -> None:
    result = score(facts=unit(reviews=(review("D", "-1", "Theo sổ theo dõi"),)), sheet=sheet(deduction()))
    line = result.lines[0]
    assert (result.complete, line.computed, str(line.final)) == (True, None, "-1.00")
    assert line.finding.because.vi == (
        "Báo cáo chậm: -1 điểm (trừ tối đa 3; đơn vị tính chưa có điểm, khối thẩm định -1)"
    )
    assert line.finding.parts[0].because.vi == (
        "khối thẩm định -1 điểm, thay cho chưa có điểm; lý do: Theo sổ theo dõi (Khối trưởng)"
    )


def test_score_without_explanation_has_the_same_points() -> None:
    known = line_of(judged(), LineFact(code="J", judged=Decimal(4)), explain=False)
    missing = line_of(judged(), LineFact(code="J"), explain=False)
    assert (str(known.final), known.finding.parts, known.finding.because.vi) == ("4.00", (), "đã có điểm")
    assert (missing.final, missing.finding.holds, missing.finding.because.vi) == (
        None,
        False,
        "chưa đủ số liệu",
    )


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (unit(LineFact(code="X")), "unknown_code"),
        (unit(reviews=(review("X", "1"),)), "unknown_code"),
        (unit(LineFact(code="J", judged=Decimal("5.01"))), "out_of_range"),
        (unit(LineFact(code="J", judged=Decimal("-0.01"))), "out_of_range"),
        (unit(LineFact(code="J", judged=Decimal("4.125"))), "too_precise"),
        (unit(LineFact(code="J", judged=Decimal("NaN"))), "not_a_number"),
        (unit(LineFact(code="D", occurrences=-1)), "negative_occurrences"),
        (unit(LineFact(code="D", judged=Decimal(1))), "foreign_input"),
        (unit(LineFact(code="P", occurrences=1)), "foreign_input"),
        (unit(LineFact(code="J", targets=(gifts(),))), "foreign_input"),
        (unit(LineFact(code="P", targets=(target("-1", "5"), gifts(None)))), "negative"),
        (unit(reviews=(review("D", "1", "r"),)), "out_of_range"),
        (unit(reviews=(review("D", "-3.5", "r"),)), "out_of_range"),
        (unit(reviews=(review("P", "10.01", "r"),)), "out_of_range"),
        (unit(reviews=(review("P", "9", " "),)), "review_without_reason"),
        (unit(reviews=(review("P", "9", "r", reviewed_by=" "),)), "review_without_reviewer"),
    ],
)
def test_score_of_contradictory_facts_is_refused(facts: UnitFacts, code: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        score(facts=facts, sheet=sheet())
    assert refused.value.code == code


@given(sheets_with_facts())
def test_score_points_stay_in_range_and_have_the_places_of_the_sheet(drawn: tuple[Sheet, UnitFacts]) -> None:
    drawn_sheet, facts = drawn
    result = score(facts=facts, sheet=drawn_sheet)
    for criterion, line in zip(drawn_sheet.criteria, result.lines, strict=True):
        for value in (line.computed, line.final):
            assert value is None or criterion.least <= value <= criterion.most
            assert value is None or _is_rounded(value, drawn_sheet.places)
    assert _is_rounded(result.total, drawn_sheet.places)
    assert result.total <= drawn_sheet.attainable


@given(sheets_with_facts())
def test_score_total_is_the_sum_of_the_published_lines(drawn: tuple[Sheet, UnitFacts]) -> None:
    drawn_sheet, facts = drawn
    result = score(facts=facts, sheet=drawn_sheet)
    finals = [Fraction(line.final) for line in result.lines if line.final is not None]
    computed = [Fraction(line.computed) for line in result.lines if line.computed is not None]
    assert (Fraction(result.total), Fraction(result.self_total)) == (sum(finals), sum(computed))
    assert result.complete is (len(finals) == len(drawn_sheet.criteria))


@given(sheets_with_facts())
def test_score_is_the_same_with_and_without_explanation(drawn: tuple[Sheet, UnitFacts]) -> None:
    drawn_sheet, facts = drawn
    explained = score(facts=facts, sheet=drawn_sheet)
    brief = score(facts=facts, sheet=drawn_sheet, explain=False)
    assert [(line.computed, line.final) for line in explained.lines] == [
        (line.computed, line.final) for line in brief.lines
    ]


@given(sheets_with_facts())
def test_score_review_decides_the_final_points(drawn: tuple[Sheet, UnitFacts]) -> None:
    drawn_sheet, facts = drawn
    finals = {line.code: line.final for line in score(facts=facts, sheet=drawn_sheet).lines}
    assert all(finals[given_review.code] == given_review.points for given_review in facts.reviews)


@given(sheets_with_facts())
def test_score_findings_carry_clauses_and_both_languages(drawn: tuple[Sheet, UnitFacts]) -> None:
    drawn_sheet, facts = drawn
    for criterion, line in zip(drawn_sheet.criteria, score(facts=facts, sheet=drawn_sheet).lines, strict=True):
        assert line.finding.reference == criterion.clause
        assert all(found.because.vi and found.because.en for found in _tree(line.finding))


@given(planned=plans, first=amounts, second=amounts)
def test_score_never_falls_when_more_is_done(planned: Decimal, first: Decimal, second: Decimal) -> None:
    less_done, more_done = sorted((first, second))
    results = [
        line_of(proportion(), LineFact(code="P", targets=(target(str(actual), str(planned)),)), explain=False)
        for actual in (less_done, more_done)
    ]
    assert results[0].final is not None
    assert results[1].final is not None
    assert results[0].final <= results[1].final


def _is_rounded(value: Decimal, places: int) -> bool:
    return isinstance(value, Decimal) and str(value) == str(points(value, places=places))


def _tree(finding: Finding) -> list[Finding]:
    return [finding, *(found for part in finding.parts for found in _tree(part))]
