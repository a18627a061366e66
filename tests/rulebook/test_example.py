"""Live examples: invented figures, worked through, for every kind of rule."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.rulebook.everything import RULES
from tests.rulebook.lines import REACHED, band, bands, choice, count, line, per_unit, quantity, sheet
from tests.rulebook.strategies import sheets
from thidua.rulebook import example, library
from thidua.rulebook.facts import UnitFacts
from thidua.rulebook.rules import Bands, Judged, Judges, PeriodMean, Proportion, Relative, Rule, Sum, Yardstick
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfRatio, OfTargets, Take, Term
from thidua.rulebook.scoring import score_bloc
from thidua.rulebook.sheet import Sheet

REPORTS = Term(asked=Input(key="sent", kind=InputKind.COUNT, label="Báo cáo đã nộp"))


def said(rule: Rule, **fields: Any) -> list[str]:
    made = line(rule, **fields)
    return [part.because.vi.removeprefix("Ví dụ: ") for part in example.of(made, sheet(made)).parts]


def taking(take: Take) -> OfTargets:
    return OfTargets(take=take)


def test_example_finding_holds_the_first_sentence_and_the_clause() -> None:
    made = line(Proportion(points=Decimal(10)))
    found = example.of(made, sheet(made))
    assert (found.rule, found.holds, found.reference) == ("example", True, "Mục 1")
    assert found.because == found.parts[0].because
    assert found.because.vi == "Ví dụ: kế hoạch 20, kết quả 15 → 7,5 điểm, vì đạt 75% kế hoạch; 10 × 15/20 = 7,5"
    assert found.because.en == (
        "Example: planned 20, result 15 → 7.5 points, because 75% of the plan reached; 10 × 15/20 = 7.5"
    )
    assert found.parts[0].data == {"points": "7.5"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RULES["fixed"], ["mọi đơn vị đều được 10 điểm"]),
        (
            Judged(points=Decimal(5), step=Decimal("0.25")),
            [
                "điểm chấm: chấm 2,5 điểm trong khung từ 0 đến 5 → 2,5 điểm",
                "điểm chấm: chấm 4 điểm trong khung từ 0 đến 5 → 4 điểm",
                "điểm chấm: chấm 5 điểm trong khung từ 0 đến 5 → 5 điểm",
            ],
        ),
        (choice(Tốt="10", Khá="7", Kém="0"), ["mức: Kém, 0 điểm → 0 điểm", "mức: Khá, 7 điểm → 7 điểm", "mức: Tốt, 10 điểm → 10 điểm"]),
        (
            per_unit("-0.5", floor="-1"),
            [
                "báo cáo nộp muộn: 0 báo cáo; 0 × -0,5 = 0 → 0 điểm",
                "báo cáo nộp muộn: 1 báo cáo; 1 × -0,5 = -0,5 → -0,5 điểm",
                "báo cáo nộp muộn: 3 báo cáo; 3 × -0,5 = -1,5, giới hạn ở -1 → -1 điểm",
            ],
        ),
        (
            bands(band("[0;0]", "10"), band("[1;2]", "5"), band("[3;)", "0"), of=count()),
            [
                "báo cáo nộp muộn: 0 báo cáo, thuộc bậc từ 0 đến 0: 10 điểm → 10 điểm",
                "báo cáo nộp muộn: 1 báo cáo, thuộc bậc từ 1 đến 2: 5 điểm → 5 điểm",
                "báo cáo nộp muộn: 3 báo cáo, thuộc bậc từ 3: 0 điểm → 0 điểm",
            ],
        ),
        (
            RULES["sum"],
            [
                "báo cáo nộp muộn: 0 báo cáo → 10 điểm, vì 10 + 0 = 10",
                "báo cáo nộp muộn: 1 báo cáo → 9 điểm, vì 10 + -1 = 9",
                "báo cáo nộp muộn: 3 báo cáo → 7 điểm, vì 10 + -3 = 7",
            ],
        ),
        (
            RULES["best"],
            [
                "kế hoạch 20, kết quả 15; điểm chấm: 5 → 7,5 điểm, vì lấy mức cao nhất trong 5; 7,5: 7,5",
                "kế hoạch 20, kết quả 20; điểm chấm: 8 → 10 điểm, vì lấy mức cao nhất trong 8; 10: 10",
            ],
        ),
        (
            RULES["period_mean"],
            [
                "điểm chấm (Quý I): 5; điểm chấm (Quý II): 8 → 6,5 điểm, vì bình quân 2 kỳ: 6,5",
                "điểm chấm (Quý I): 8; điểm chấm (Quý II): 10 → 9 điểm, vì bình quân 2 kỳ: 9",
                "điểm chấm (Quý I): 10; điểm chấm (Quý II): 10 → 10 điểm, vì bình quân 2 kỳ: 10",
            ],
        ),
    ],
)  # fmt: skip
def test_example_of_each_kind(rule: Rule, expected: list[str]) -> None:
    assert said(rule, least=None) == expected


def test_example_of_a_relative_rule_is_a_bloc_of_three() -> None:
    told = said(Relative(points=Decimal(10), cap=Decimal(20)))
    assert told == [
        "kế hoạch 20, kết quả 15 (trong khối 3 đơn vị có kết quả 15; 20; 26) → 3,75 điểm, vì đạt 75% kế hoạch, chưa đạt kế"
        " hoạch: 5 × 75% = 3,75",
        "kế hoạch 20, kết quả 20 (trong khối 3 đơn vị có kết quả 15; 20; 26) → 5 điểm, vì đạt 100% kế hoạch, vừa đạt kế"
        " hoạch: 5",
        "kế hoạch 20, kết quả 26 (trong khối 3 đơn vị có kết quả 15; 20; 26) → 10 điểm, vì đạt 130% kế hoạch: 5 + 5 × 20/20"
        " = 10",
    ]


def test_example_of_growth_names_last_year() -> None:
    told = said(Relative(points=Decimal(10), against=Yardstick.LAST_YEAR))
    assert told[2].startswith("kế hoạch 20, kết quả 26, năm trước 16 (trong khối 3 đơn vị")


def test_example_of_a_comparison_is_a_bloc_of_three() -> None:
    rule = Proportion(points=Decimal(10), of=Compared(figure=quantity(), against=Against.BEST))
    assert said(rule)[0].startswith(
        "chỉ số hài lòng: 5 (trong một khối 3 đơn vị) → 5,56 điểm, vì chỉ số hài lòng: 5, bằng"
    )


@pytest.mark.parametrize(
    ("take", "written", "expected"),
    [
        (Take.REACHED, ("[98;)", "[96.5;98)"), ["kế hoạch 200, kết quả 193", "kế hoạch 200, kết quả 196"]),
        (Take.OVER, ("[0;10)", "[10;)"), ["kế hoạch 20, kết quả 21", "kế hoạch 20, kết quả 22"]),
        (Take.SHORT, ("[0;10)", "[10;100]"), ["kế hoạch 20, kết quả 18", "kế hoạch 20, kết quả 19"]),
        (Take.GROWTH, ("[100;)", "[0;100)"), ["kế hoạch 20, kết quả 8, năm trước 16", "kế hoạch 20, kết quả 16, năm trước 16"]),
        (Take.ACTUAL, ("[3;5)", "[5;)"), ["kết quả 3", "kết quả 5"]),
        (Take.BEYOND, ("[3;5)", "[5;)"), ["kế hoạch 20, kết quả 23", "kế hoạch 20, kết quả 25"]),
    ],
)  # fmt: skip
def test_example_chooses_results_that_fall_in_the_bands(
    take: Take, written: tuple[str, ...], expected: list[str]
) -> None:
    rule: Bands = bands(*(band(one, str(10 - at)) for at, one in enumerate(written)), of=taking(take))
    assert [one.split(" → ")[0] for one in said(rule)] == expected


def test_example_of_a_table_with_holes_shows_the_bands_there_are() -> None:
    rule = bands(band("(98;)", "5"), band("(97;98)", "4"), band("(;96)", "0"), of=REACHED)
    assert [one.split(" → ")[0] for one in said(rule)] == [
        "kế hoạch 200, kết quả 96",
        "kế hoạch 200, kết quả 195",
        "kế hoạch 200, kết quả 198",
    ]


@pytest.mark.parametrize(
    ("of", "first"),
    [
        (OfRatio(above=(REPORTS,), base=Decimal(12)), "báo cáo đã nộp: 12/12 = 100%; 10 × 100% = 10 → 10 điểm"),
        (
            OfRatio(
                above=(Term(asked=count("late").asked, weight=Decimal(2)), REPORTS),
                below=(Term(asked=count("due").asked),),
            ),
            "báo cáo nộp muộn: 10 báo cáo; báo cáo đã nộp: 0; báo cáo nộp muộn: 20 báo cáo → 10 điểm",
        ),
    ],
)
def test_example_of_a_ratio_gives_counts_that_come_out_even(of: Measure, first: str) -> None:
    assert said(Proportion(points=Decimal(10), of=of))[-1].startswith(first)


def test_example_of_several_judges_gives_several_points() -> None:
    told = said(Judged(points=Decimal(10), judges=Judges.TRIMMED))
    assert told[-1] == ("điểm chấm: bình quân 3 người chấm (10; 8; 10), bỏ điểm cao nhất và thấp nhất = 10 → 10 điểm")


def test_example_of_points_beyond_the_line_says_that_it_is_held() -> None:
    assert said(per_unit("6"))[-1] == ("báo cáo nộp muộn: 3 báo cáo; 3 × 6 = 18; dòng giới hạn ở 10 → 10 điểm")


def test_example_with_many_inputs_names_the_first_few() -> None:
    rule = Sum(of=tuple(per_unit("1", count(f"k{at}", f"Việc {at}", "")) for at in range(6)))
    assert said(rule, max_points="60")[1] == (
        "việc 0: 1; việc 1: 1; việc 2: 1; việc 3: 1; … → 6 điểm, vì 1 + 1 + 1 + 1 + 1 + 1 = 6"
    )


def test_example_that_cannot_be_made_says_so() -> None:
    # Every figure of a count is 0 or more, so this band holds none.
    made = line(bands(band("[-5;-1]", "10"), of=count()))
    found = example.of(made, sheet(made))
    assert (found.holds, found.parts) == (False, ())
    assert found.because.vi == "Chưa lập được ví dụ cho tiêu chí này."


@pytest.mark.parametrize("id", [entry.id for entry in library.entries()])
def test_example_can_be_made_for_every_line_of_the_library(id: str) -> None:
    real = library.load(id)
    assert [one.code for one in real.criteria if not example.of(one, real).holds] == []


@given(sheets())
def test_example_has_the_points_that_scoring_gives(drawn: Sheet) -> None:
    for criterion in drawn.criteria:
        facts = example.cases(criterion, places=drawn.places)
        units = [UnitFacts(unit=str(at), lines=(fact,)) for at, fact in enumerate(facts)]
        points = {
            line.final
            for score in score_bloc(units=units, sheet=drawn)
            for line in score.lines
            if line.code == criterion.code and line.final is not None
        }
        found = example.of(criterion, drawn)
        assert {Decimal(part.data["points"]) for part in found.parts} == points


def test_example_of_periods_in_a_sum_names_each_period() -> None:
    rule = Sum(of=(PeriodMean(periods=("Kỳ 1", "Kỳ 2"), rule=per_unit("1")), RULES["fixed"]))
    assert said(rule, max_points="20")[0].startswith(
        "báo cáo nộp muộn (Kỳ 1): 0 báo cáo; báo cáo nộp muộn (Kỳ 2): 1 báo cáo"
    )
