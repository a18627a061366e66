"""The sentences behind the points of one line, from the result to the people."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rulebook.examples import criterion, deduction, fixed, gifts, judged, line, proportion, review, scored, target
from thidua.rulebook.facts import Direction, LineFact, Review, TargetFact
from thidua.rulebook.findings import Finding
from thidua.rulebook.measures import Rounding
from thidua.rulebook.rules import PeriodMean
from thidua.rulebook.sheet import Criterion


def explained(of: Criterion, fact: LineFact | None = None, *reviews: Review, **sheet: object) -> Finding:
    return scored(of, lines=() if fact is None else (fact,), reviews=reviews, **sheet).lines[0].finding


def words(finding: Finding) -> list[tuple[str, str]]:
    return [(part.rule, part.because.vi) for part in finding.parts]


def test_line_is_explained_from_result_to_people() -> None:
    reported = gifts(entered_by="Nguyễn Văn A", approved_by="Trần Thị B")
    fact = replace(line("P", reported), entered_by="Lê C", evidence="Báo cáo số 12")
    finding = explained(proportion(), fact)
    assert (finding.rule, finding.holds, finding.reference) == ("scoring.line.proportion", True, "Mục P")
    assert (finding.because.vi, finding.because.en) == (
        "Thực hiện chỉ tiêu: 10/10 điểm",
        "Thực hiện chỉ tiêu: 10 of 10 points",
    )
    assert finding.data == {"code": "P", "max_points": "10", "computed": "10", "final": "10"}
    assert words(finding) == [
        ("scoring.formula", "đạt ≈ 205,3644% kế hoạch, tính đến 100%; 10 × 100% = 10"),
        (
            "scoring.target",
            "Quà tặng: kế hoạch 36.500 suất, thực hiện 74.958 suất; đạt 205,4% kế hoạch, vượt 105,4%",
        ),
        ("scoring.provenance", "người nhập: Lê C"),
        ("scoring.evidence", "minh chứng: Báo cáo số 12"),
    ]
    formula, gift, _people, _evidence = finding.parts
    assert formula.reference == "Mục P"
    assert gift.parts[0].because.vi == "người nhập: Nguyễn Văn A; người duyệt: Trần Thị B"
    assert gift.data == {
        "key": "gifts",
        "planned": "36500",
        "actual": "74958",
        "reached_percent": "205.4",
        "over_percent": "105.4",
    }


def test_ceiling_says_each_figure_once() -> None:
    late = target("3", "5", Direction.LESS, label="Báo cáo chậm", approved_by="Lê C")
    part = explained(proportion(), line("P", late)).parts[1]
    assert part.because.vi == "Báo cáo chậm: thực hiện 3, mức không vượt quá 5: đạt"
    assert part.parts[0].because.vi == "người duyệt: Lê C"


def test_every_part_of_a_known_line_holds_and_rests_on_its_own() -> None:
    quarterly = criterion(PeriodMean(periods=("Quý I", "Quý II"), rule=judged().rule))
    fact = replace(line("1", judged_p1="4", judged_p2="5"), entered_by="Lê C", evidence="Báo cáo số 12")
    finding = explained(quarterly, fact, review("1", "4", "Thiếu minh chứng"))
    assert [(part.rule, part.holds, len(part.parts)) for part in finding.parts] == [
        ("scoring.formula", True, 2),
        ("scoring.provenance", True, 0),
        ("scoring.evidence", True, 0),
        ("scoring.review.changed", True, 0),
    ]
    confirmed = explained(quarterly, fact, review("1", "4.5")).parts[-1]
    assert (confirmed.rule, confirmed.holds) == ("scoring.review.confirmed", True)


@pytest.mark.parametrize(
    ("worth", "rule"), [("12", "scoring.held"), ("-3", "scoring.held"), ("9.565", "scoring.rounding")]
)
def test_what_held_or_rounded_a_line_holds(worth: str, rule: str) -> None:
    part = explained(criterion(fixed(worth), least=Decimal(-2))).parts[1]
    assert (part.rule, part.holds, part.reference) == (rule, True, "" if rule == "scoring.rounding" else "Mục 1")


@pytest.mark.parametrize(
    "reported", [gifts(entered_by="A"), gifts(None, entered_by="A"), gifts("1", None, entered_by="A")]
)
def test_every_target_says_who_entered_it(reported: TargetFact) -> None:
    finding = explained(proportion(), LineFact(code="P", targets=(reported,)))
    (target_part,) = [part for part in finding.parts if part.rule.startswith("scoring.target")]
    assert [part.because.vi for part in target_part.parts] == ["người nhập: A"]


def test_target_reached_holds() -> None:
    assert explained(proportion(), line("P", gifts())).parts[-1].holds is True


def test_target_not_reached_does_not_hold() -> None:
    assert explained(proportion(), line("P", gifts("1"))).parts[-1].holds is False


@pytest.mark.parametrize(
    ("reported", "rule", "holds", "sentence", "data"),
    [
        (
            gifts(None),
            "scoring.target.missing",
            False,
            "Quà tặng: kế hoạch 36.500 suất; chưa có số liệu",
            {"key": "gifts", "planned": "36500"},
        ),
        (
            gifts("8", None),
            "scoring.target",
            True,
            "Quà tặng: không giao kế hoạch, thực hiện 8 suất",
            {"key": "gifts", "actual": "8"},
        ),
        (
            gifts(None, None),
            "scoring.target",
            False,
            "Quà tặng: không giao kế hoạch, thực hiện chưa có số liệu",
            {"key": "gifts"},
        ),
        (
            target(None, "5"),
            "scoring.target.missing",
            False,
            "Chỉ tiêu: kế hoạch 5; chưa có số liệu",
            {"key": "t", "planned": "5"},
        ),
    ],
)
def test_target_that_lacks_a_figure_says_which(
    reported: object, rule: str, holds: bool, sentence: str, data: dict[str, str]
) -> None:
    part = explained(proportion(), LineFact(code="P", targets=(reported,))).parts[-1]  # type: ignore[arg-type]
    assert (part.rule, part.holds, part.because.vi, part.data) == (rule, holds, sentence, data)


def test_line_that_is_missing_says_what_it_waits_for() -> None:
    waits = {one.code: explained(one) for one in (proportion(), judged(), deduction())}
    assert {code: one.because.vi for code, one in waits.items()} == {
        "P": "Thực hiện chỉ tiêu: chưa tính điểm, chưa có chỉ tiêu",
        "J": "Phong trào thi đua: chưa tính điểm, Điểm chấm: chưa chấm điểm",
        "D": "Báo cáo chậm: chưa tính điểm, Báo cáo chậm: chưa đủ số liệu",
    }
    assert [(one.holds, one.data.get("final"), one.parts) for one in waits.values()] == [(False, None, ())] * 3


def test_line_that_is_missing_shows_the_parts_that_are_there() -> None:
    quarterly = criterion(PeriodMean(periods=("Quý I", "Quý II"), rule=judged().rule))
    finding = explained(quarterly, line("1", judged_p1="4"))
    assert finding.because.vi == "Tiêu chí 1: chưa tính điểm, chưa đủ số liệu của 1 trong 2 phần"
    assert [part.because.vi for part in finding.parts] == [
        "Quý I: Điểm chấm: chấm 4 điểm trong khung từ 0 đến 5",
        "Quý II: Điểm chấm: chưa chấm điểm",
    ]


# Bounds and rounding -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worth", "sentence"),
    [
        ("12", "dòng này tối đa 10 điểm"),
        ("-3", "dòng này không dưới -2 điểm"),
        ("10", None),
        ("-2", None),
        ("9.565", "làm tròn 9,565 đến 2 chữ số thập phân (nửa thì tăng): 9,57"),
    ],
)
def test_line_says_what_held_or_rounded_it(worth: str, sentence: str | None) -> None:
    finding = explained(criterion(fixed(worth), least=Decimal(-2)))
    assert [part.because.vi for part in finding.parts[1:]] == ([] if sentence is None else [sentence])


@pytest.mark.parametrize(
    ("rounding", "vietnamese", "english"),
    [
        (
            Rounding.HALF_UP,
            "làm tròn 9,565 đến 2 chữ số thập phân (nửa thì tăng): 9,57",
            "9.565 rounded to 2 decimals (half up): 9.57",
        ),
        (
            Rounding.HALF_EVEN,
            "làm tròn 9,565 đến 2 chữ số thập phân (nửa thì về số chẵn): 9,56",
            "9.565 rounded to 2 decimals (half to even): 9.56",
        ),
        (
            Rounding.DOWN,
            "bỏ phần lẻ của 9,565 sau 2 chữ số thập phân: 9,56",
            "9.565 cut off after 2 decimals: 9.56",
        ),
    ],
)
def test_line_names_the_rounding_of_the_sheet(rounding: Rounding, vietnamese: str, english: str) -> None:
    part = explained(criterion(fixed("9.565")), rounding=rounding).parts[1]
    assert (part.rule, part.because.vi, part.because.en) == ("scoring.rounding", vietnamese, english)


def test_line_held_rests_on_its_clause() -> None:
    part = explained(criterion(fixed("12"))).parts[1]
    assert (part.rule, part.reference) == ("scoring.held", "Mục 1")


# The bloc's review ---------------------------------------------------------------------------------------------------


def test_review_that_confirms_keeps_the_points() -> None:
    finding = explained(judged(), line("J", judged="4"), review("J", "4"))
    assert finding.because.vi == "Phong trào thi đua: 4/5 điểm"
    assert words(finding)[-1] == ("scoring.review.confirmed", "khối thẩm định, giữ nguyên 4 điểm (Khối trưởng)")


def test_review_that_changes_keeps_both_figures_and_the_reason() -> None:
    finding = explained(judged(), line("J", judged="4"), review("J", "3.25", "Thiếu minh chứng"))
    assert finding.because.vi == "Phong trào thi đua: 3,25/5 điểm (đơn vị tính 4, khối thẩm định 3,25)"
    assert finding.data == {"code": "J", "max_points": "5", "computed": "4", "final": "3.25"}
    assert words(finding)[-1] == (
        "scoring.review.changed",
        "khối thẩm định 3,25 điểm, thay cho 4; lý do: Thiếu minh chứng (Khối trưởng)",
    )


def test_review_of_a_missing_line_says_that_there_was_no_figure() -> None:
    finding = explained(deduction(), None, review("D", "-1", "Theo sổ theo dõi"))
    assert finding.because.vi == "Báo cáo chậm: -1 điểm (đơn vị tính chưa có điểm, khối thẩm định -1)"
    assert words(finding) == [
        (
            "scoring.review.changed",
            "khối thẩm định -1 điểm, thay cho chưa có điểm; lý do: Theo sổ theo dõi (Khối trưởng)",
        )
    ]
    given_points = explained(judged(), None, review("J", "1", "r"))
    assert given_points.because.en == (
        "Phong trào thi đua: 1 of 5 points (the unit's figure no figure, the bloc's review 1)"
    )


def test_line_that_only_deducts_has_no_maximum_to_show() -> None:
    assert explained(deduction(), line("D", late="3")).because.vi == "Báo cáo chậm: -1,5 điểm"
