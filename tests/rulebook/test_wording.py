"""Rules in words: the line people read on the sheet, in the export and in the differences."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.rulebook.lines import band, bands, choice, count, fixed, number, per_unit, quantity
from tests.rulebook.strategies import rules
from thidua.rulebook.rules import (
    Best,
    Judged,
    Judges,
    PeriodMean,
    Pick,
    Proportion,
    Relative,
    Rule,
    Sum,
    Yardstick,
)
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfRatio, OfTargets, Take, Term
from thidua.rulebook.wording import describe
from thidua.rulebook.wording.figures import figure

ABSENCES = count("absent", "Vắng họp", "lần")
NEWS = count("news", "Số tin, bài đăng", "bài")


def asked(label: str) -> Input:
    return Input(key="k", kind=InputKind.COUNT, label=label)


PROVINCE, GRASSROOTS, MEMBERS = asked("Đề tài cấp tỉnh"), asked("Đề tài cơ sở"), asked("Số đảng viên")
RATIO = OfRatio(above=(Term(asked=PROVINCE, weight=Decimal(3)), Term(asked=GRASSROOTS)), below=(Term(asked=MEMBERS),))


def both(rule: Rule) -> tuple[str, str]:
    text = describe(rule)
    return text.vi, text.en


def summed(*parts: Rule, floor: str | None = None, cap: str | None = None) -> Sum:
    return Sum(of=parts, floor=number(floor), cap=number(cap))


def proportion(points: str = "40", **fields: Any) -> Proportion:
    numbers = {name: Decimal(fields.pop(name)) for name in ("cap", "floor") if name in fields}
    return Proportion(points=Decimal(points), **numbers, **fields)


def of_targets(take: Take) -> OfTargets:
    return OfTargets(take=take)


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        (fixed("10"), "10 điểm với mọi đơn vị", "10 points for every unit"),
        (fixed("-1"), "Trừ 1 điểm với mọi đơn vị", "1 point off for every unit"),
        (fixed("0"), "Không có điểm với mọi đơn vị", "No points for every unit"),
        (Judged(points=Decimal(5)), "Chấm từ 0 đến 5 điểm", "0 to 5 points by judgement"),
        (
            Judged(points=Decimal(5), fewest=Decimal(1), step=Decimal("0.25"), judges=Judges.MEAN, label="Đổi mới"),
            "Đổi mới: chấm từ 1 đến 5 điểm, theo bước 0,25 điểm, lấy bình quân những người chấm",
            "“Đổi mới”: 1 to 5 points by judgement, in steps of 0.25, the mean of the judges",
        ),
        (
            Judged(points=Decimal(5), judges=Judges.TRIMMED),
            "Chấm từ 0 đến 5 điểm, lấy bình quân những người chấm sau khi bỏ điểm cao nhất và thấp nhất",
            "0 to 5 points by judgement, the mean of the judges without the highest and the lowest",
        ),
        (
            choice(Tốt="10", Yếu="0", CCHC="-2"),
            "Theo “mức”: tốt: 10 điểm; yếu: không có điểm; CCHC: trừ 2 điểm",
            "By “Mức”: Tốt: 10 points; Yếu: no points; CCHC: 2 points off",
        ),
        (
            proportion(floor="50"),
            "Theo tỷ lệ hoàn thành kế hoạch, tối đa 40 điểm; dưới 50% không có điểm",
            "By the share of the plan reached, at most 40 points; no points below 50%",
        ),
        (
            proportion(cap="120"),
            "Theo tỷ lệ hoàn thành kế hoạch, 40 điểm ứng với 100% và tính đến 120% (tối đa 48 điểm)",
            "By the share of the plan reached, 40 points for 100%, counted up to 120% (at most 48 points)",
        ),
        (
            per_unit("-0.5", floor="-3"),
            "Trừ 0,5 điểm mỗi báo cáo nộp muộn, tối đa 3 điểm",
            "0.5 points off for each “Báo cáo nộp muộn”, at most 3 points",
        ),
        (
            per_unit("-1", ABSENCES, beyond="2"),
            "Trừ 1 điểm mỗi lần vắng họp, tính phần trên 2 lần",
            "1 point off for each time “Vắng họp”, counted above 2 lần",
        ),
        (
            per_unit("1", ABSENCES, step="2"),
            "Cộng 1 điểm mỗi 2 lần vắng họp, không tính phần lẻ",
            "1 point for each 2 times “Vắng họp”, only whole steps count",
        ),
        (
            per_unit("1", NEWS, step="5", cap="3"),
            "Cộng 1 điểm mỗi 5 bài (tin, bài đăng), không tính phần lẻ, tối đa 3 điểm",
            "1 point for each 5 bài of “Số tin, bài đăng”, only whole steps count, at most 3 points",
        ),
        (
            per_unit("0.1", of_targets(Take.REACHED), beyond="92", cap="0.5"),
            "Cộng 0,1 điểm mỗi 1% kế hoạch đạt được, tính phần trên 92%, không tính phần lẻ, tối đa 0,5 điểm",
            "0.1 points for each 1% of the plan reached, counted above 92%, only whole steps count, at most 0.5 points",
        ),
        (
            per_unit("-1", of_targets(Take.REACHED), beyond="95", below=True, pro_rata=True),
            "Trừ 1 điểm mỗi 1% kế hoạch đạt được, tính phần dưới 95%, phần lẻ tính theo tỷ lệ",
            "1 point off for each 1% of the plan reached, counted below 95%, parts of a step count in proportion",
        ),
        (
            per_unit("1", of_targets(Take.BEYOND), pro_rata=True),
            "Cộng 1 điểm mỗi đơn vị vượt kế hoạch, phần lẻ tính theo tỷ lệ",
            "1 point for each unit over the plan, parts of a step count in proportion",
        ),
        (
            per_unit("1", of_targets(Take.ACTUAL), step="10", pro_rata=True),
            "Cộng 1 điểm mỗi 10 đơn vị kết quả, phần lẻ tính theo tỷ lệ",
            "1 point for each 10 units of the result, parts of a step count in proportion",
        ),
        (
            per_unit("-1", Compared(figure=count(), against=Against.RANK)),
            "Trừ 1 điểm mỗi bậc thứ hạng trong khối về số báo cáo nộp muộn (cao xếp trước)",
            "1 point off for each step of the place in the bloc by the number of “Báo cáo nộp muộn”, highest first",
        ),
        (
            per_unit("-1", Compared(figure=count(), against=Against.RANK_LOW), step="2"),
            "Trừ 1 điểm mỗi 2 bậc thứ hạng trong khối về số báo cáo nộp muộn (thấp xếp trước), không tính phần lẻ",
            "1 point off for each 2 steps of the place in the bloc by the number of “Báo cáo nộp muộn”, lowest first,"
            " only whole steps count",
        ),
        (
            per_unit("0.4", RATIO, pro_rata=True),
            "Cộng 0,4 điểm mỗi 1% tỷ lệ (3 × đề tài cấp tỉnh + đề tài cơ sở) trên số đảng viên, phần lẻ tính theo tỷ lệ",
            "0.4 points for each 1% of (3 × “Đề tài cấp tỉnh” + “Đề tài cơ sở”) as a percentage of “Số đảng viên”, parts"
            " of a step count in proportion",
        ),
    ],
)  # fmt: skip
def test_simple_rule_in_words(rule: Rule, vi: str, en: str) -> None:
    assert both(rule) == (vi, en)


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        (
            bands(band("(98;)", "5"), band("[97;98]", "4"), band("(95;97)", "3"), band("(;95]", "0")),
            "Theo tỷ lệ hoàn thành kế hoạch: trên 98%: 5 điểm; từ 97% đến 98%: 4 điểm; trên 95% đến dưới 97%: 3 điểm;"
            " từ 95% trở xuống: không có điểm",
            "By the share of the plan reached: more than 98%: 5 points; 97% to 98%: 4 points; more than 95%, less than 97%:"
            " 3 points; 95% or less: no points",
        ),
        (
            bands(band("[0;0]", "9"), band("[1;2]", "5"), band("[3;)", summed(fixed("3"), per_unit("-1"))), of=count()),
            "Theo số báo cáo nộp muộn: đúng 0 báo cáo: 9 điểm; từ 1 đến 2 báo cáo: 5 điểm; từ 3 báo cáo trở lên: (khởi"
            " điểm 3 điểm; trừ 1 điểm mỗi báo cáo nộp muộn)",
            "By the number of “Báo cáo nộp muộn”: exactly 0 báo cáo: 9 points; 1 to 2 báo cáo: 5 points; 3 báo cáo or more:"
            " (starting at 3 points; 1 point off for each “Báo cáo nộp muộn”)",
        ),
        (
            bands(band("[8;9)", "1"), band("(9;10]", "2"), band("(;)", "0"), of=quantity()),
            "Theo chỉ số hài lòng: từ 8 đến dưới 9: 1 điểm; trên 9 đến 10: 2 điểm; mọi mức: không có điểm",
            "By “Chỉ số hài lòng”: 8 to less than 9: 1 point; more than 9, up to 10: 2 points; any figure: no points",
        ),
        (
            bands(band("[100;)", "10"), band("(;100)", "0")),
            "10 điểm khi tỷ lệ hoàn thành kế hoạch từ 100% trở lên, nếu không thì không có điểm",
            "10 points when the share of the plan reached is 100% or more, otherwise none",
        ),
        (
            bands(band("(;3]", "10"), band("(3;)", "0"), of=quantity()),
            "10 điểm khi chỉ số hài lòng từ 3 trở xuống, nếu không thì không có điểm",
            "10 points when “Chỉ số hài lòng” is 3 or less, otherwise none",
        ),
        # What meets nowhere, or gives something in both bands, is not all or nothing.
        (
            bands(band("(100;)", "10"), band("(;100)", "0")),
            "Theo tỷ lệ hoàn thành kế hoạch: trên 100%: 10 điểm; dưới 100%: không có điểm",
            "By the share of the plan reached: more than 100%: 10 points; less than 100%: no points",
        ),
        (
            bands(band("[100;)", "10"), band("(;100)", "1")),
            "Theo tỷ lệ hoàn thành kế hoạch: từ 100% trở lên: 10 điểm; dưới 100%: 1 điểm",
            "By the share of the plan reached: 100% or more: 10 points; less than 100%: 1 point",
        ),
        (
            bands(band("[100;)", "10"), band("[0;99)", "0")),
            "Theo tỷ lệ hoàn thành kế hoạch: từ 100% trở lên: 10 điểm; từ 0% đến dưới 99%: không có điểm",
            "By the share of the plan reached: 100% or more: 10 points; 0% to less than 99%: no points",
        ),
        (
            summed(fixed("10"), per_unit("-0.5", floor="-3"), per_unit("1", NEWS, cap="2"), floor="0", cap="12"),
            "Khởi điểm 10 điểm; trừ 0,5 điểm mỗi báo cáo nộp muộn, tối đa 3 điểm; cộng 1 điểm mỗi bài (tin, bài đăng), tối"
            " đa 2 điểm; còn lại không dưới 0 điểm; tổng tối đa 12 điểm",
            "Starting at 10 points; 0.5 points off for each “Báo cáo nộp muộn”, at most 3 points; 1 point for each bài of"
            " “Số tin, bài đăng”, at most 2 points; never below 0 points; together at most 12 points",
        ),
        (
            summed(per_unit("-1"), per_unit("-2", ABSENCES), floor="-5"),
            "Cộng các phần: trừ 1 điểm mỗi báo cáo nộp muộn; trừ 2 điểm mỗi lần vắng họp; tổng trừ tối đa 5 điểm",
            "The sum of: 1 point off for each “Báo cáo nộp muộn”; 2 points off for each time “Vắng họp”; together at most 5"
            " points off",
        ),
        (
            summed(Judged(points=Decimal(5)), proportion("5", floor="50")),
            "Cộng các phần: chấm từ 0 đến 5 điểm; (theo tỷ lệ hoàn thành kế hoạch, tối đa 5 điểm; dưới 50% không có điểm)",
            "The sum of: 0 to 5 points by judgement; (by the share of the plan reached, at most 5 points; no points below"
            " 50%)",
        ),
        (
            summed(per_unit("1"), cap="3"),
            "Cộng 1 điểm mỗi báo cáo nộp muộn; tổng tối đa 3 điểm",
            "1 point for each “Báo cáo nộp muộn”; together at most 3 points",
        ),
        (
            Best(of=(Judged(points=Decimal(10)), proportion("10"))),
            "Lấy mức cao nhất trong 2 cách: (1) chấm từ 0 đến 10 điểm; (2) theo tỷ lệ hoàn thành kế hoạch, tối đa 10 điểm",
            "The highest of 2 routes: (1) 0 to 10 points by judgement; (2) by the share of the plan reached, at most 10"
            " points",
        ),
        (
            Best(of=(fixed("1"), fixed("2")), pick=Pick.LOWEST),
            "Lấy mức thấp nhất trong 2 cách: (1) 1 điểm; (2) 2 điểm",
            "The lowest of 2 routes: (1) 1 point; (2) 2 points",
        ),
        (
            PeriodMean(periods=("6 tháng đầu", "6 tháng cuối"), rule=summed(fixed("10"), per_unit("-1"))),
            "Bình quân 2 kỳ (6 tháng đầu, 6 tháng cuối), mỗi kỳ: (khởi điểm 10 điểm; trừ 1 điểm mỗi báo cáo nộp muộn)",
            "The mean of 2 periods (6 tháng đầu, 6 tháng cuối), each: (starting at 10 points; 1 point off for each “Báo cáo"
            " nộp muộn”)",
        ),
        (
            PeriodMean(periods=tuple(f"T{month}" for month in range(1, 13)), rule=Judged(points=Decimal(10))),
            "Bình quân 12 kỳ (T1 … T12), mỗi kỳ: chấm từ 0 đến 10 điểm",
            "The mean of 12 periods (T1 … T12), each: 0 to 10 points by judgement",
        ),
    ],
)  # fmt: skip
def test_composed_rule_in_words(rule: Rule, vi: str, en: str) -> None:
    assert both(rule) == (vi, en)


OWN_GROUP = "; đơn vị không giao kế hoạch xét riêng, so với kết quả tốt nhất của nhóm đó"


@pytest.mark.parametrize(
    ("against", "cap", "over"),
    [
        (
            Yardstick.BEST,
            None,
            "vượt kế hoạch: thêm tối đa 30 điểm theo mức vượt, so với đơn vị vượt cao nhất khối",
        ),
        (
            Yardstick.MEDIAN,
            "50",
            "vượt kế hoạch: thêm tối đa 30 điểm theo mức vượt, so với trung vị mức vượt của khối, mức vượt tính đến 50%",
        ),
        (
            Yardstick.LAST_YEAR,
            "50",
            "tăng so với năm trước: thêm tối đa 30 điểm theo mức tăng của chính đơn vị, so với đơn vị tăng cao nhất khối,"
            " mức tăng tính đến 50%",
        ),
    ],
)
def test_relative_rule_in_words(against: Yardstick, cap: str | None, over: str) -> None:
    rule = Relative(points=Decimal(40), against=against, at_plan=Decimal(25), cap=number(cap))
    begins = "Dưới kế hoạch: 10 điểm × tỷ lệ đạt; đạt kế hoạch: 10 điểm; "
    assert describe(rule).vi == f"{begins}{over}{OWN_GROUP}"


def test_relative_rule_that_gives_nothing_for_more_does_not_speak_of_it() -> None:
    assert describe(Relative(points=Decimal(40), at_plan=Decimal(100))).en == (
        "Below the plan: 40 points × the share reached; at the plan: 40 points; units without a plan among themselves,"
        " against the best result of that group"
    )


@pytest.mark.parametrize(
    ("measure", "vi"),
    [
        (of_targets(Take.OVER), "tỷ lệ vượt kế hoạch"),
        (of_targets(Take.GROWTH), "tỷ lệ so với kết quả năm trước"),
        (count(), "số báo cáo nộp muộn"),
        (ABSENCES, "số lần vắng họp"),
        (NEWS, "số bài (tin, bài đăng)"),
        (quantity(), "chỉ số hài lòng"),
        (RATIO, "tỷ lệ (3 × đề tài cấp tỉnh + đề tài cơ sở) trên số đảng viên"),
        (OfRatio(above=(Term(asked=GRASSROOTS),), base=Decimal(12)), "tỷ lệ đề tài cơ sở trên 12"),
        (Compared(figure=quantity(), against=Against.MEAN), "chỉ số hài lòng so với bình quân khối"),
    ],
)
def test_figure_in_words(measure: Measure, vi: str) -> None:
    assert figure(measure).vi == vi


def test_words_of_people_keep_their_braces() -> None:
    assert describe(per_unit("-1", count("k", "Lỗi {0}", ""))).vi == "Trừ 1 điểm mỗi lỗi {0}"


@given(rules())
def test_any_rule_is_one_line_of_words(drawn: Rule) -> None:
    text = describe(drawn)
    assert [len(one.splitlines()) for one in (text.vi, text.en)] == [1, 1]
