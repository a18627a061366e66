"""Figures of periods: cumulative, forecast, compared, added up across units."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from thidua.rulebook.progress import (
    Base,
    Basis,
    Contribution,
    Measured,
    PeriodFigure,
    Reached,
    compare,
    cumulative,
    falls_below,
    forecast,
    guess_measured,
    mean,
    synthesis,
)
from thidua.rulebook.targets import Direction

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
HALF = (date(2024, 1, 1), date(2024, 6, 30))
THIRD = (date(2024, 7, 1), date(2024, 9, 30))


def figure(days: tuple[date, date], value: str | None, basis: Basis = Basis.CUMULATIVE, *, estimated: bool = False):
    return PeriodFigure(
        title=f"{days[1]:%m}", first=days[0], last=days[1], value=None if value is None else Decimal(value),
        basis=basis, estimated=estimated,
    )  # fmt: skip


def values(*figures: PeriodFigure, measured: Measured = Measured.AMOUNT) -> list[Decimal | None]:
    return [one.value for one in cumulative(figures, year_first=FIRST, measured=measured)]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("phần quà", Measured.AMOUNT), ("triệu đồng", Measured.AMOUNT), ("lượt người", Measured.OCCURRENCES),
        ("người", Measured.PEOPLE), ("hội viên", Measured.PEOPLE), ("%", Measured.SHARE),
        ("triệu đồng/người", Measured.MEAN), ("buổi", Measured.AMOUNT),
    ],
)  # fmt: skip
def test_kind_of_figure_follows_the_unit_of_measure(unit: str, expected: Measured) -> None:
    assert guess_measured(unit) == expected


def test_cumulative_figures_stand_as_they_are_in_the_order_of_their_days() -> None:
    assert values(figure((FIRST, THIRD[1]), "80"), figure(HALF, "50")) == [50, 80]


def test_figure_of_a_period_alone_is_added_to_what_came_before() -> None:
    assert values(figure(HALF, "50"), figure(THIRD, "30", Basis.PERIOD)) == [50, 80]


def test_figure_of_a_period_from_the_first_day_is_cumulative_whatever_its_basis() -> None:
    assert values(figure(HALF, "50", Basis.PERIOD)) == [50]


def test_gap_before_a_period_leaves_the_cumulative_figure_unknown() -> None:
    (reached,) = cumulative([figure(THIRD, "30", Basis.PERIOD)], year_first=FIRST, measured=Measured.AMOUNT)

    assert reached.value is None
    assert reached.because is not None
    assert "30/06/2024" in reached.because.vi


def test_missing_figure_is_not_zero() -> None:
    assert values(figure(HALF, None), figure(THIRD, "30", Basis.PERIOD)) == [None, None]


@pytest.mark.parametrize("measured", [Measured.PEOPLE, Measured.SHARE, Measured.MEAN])
def test_what_does_not_add_up_is_not_added_over_periods(measured: Measured) -> None:
    assert values(figure(HALF, "50"), figure(THIRD, "30", Basis.PERIOD), measured=measured) == [50, None]


def test_estimate_in_an_earlier_period_is_kept_in_the_sum() -> None:
    figures = [figure(HALF, "50", estimated=True), figure(THIRD, "30", Basis.PERIOD)]

    assert [one.estimated for one in cumulative(figures, year_first=FIRST, measured=Measured.AMOUNT)] == [True, True]


def test_fall_is_warned_about() -> None:
    figures = cumulative([figure(HALF, "50"), figure(THIRD, "40")], year_first=FIRST, measured=Measured.AMOUNT)

    warning = falls_below(figures)

    assert warning is not None
    assert warning.vi.startswith("Số lũy kế 40 thấp hơn số lũy kế kỳ trước (50, 06)")


@pytest.mark.parametrize("later", ["50", "60", None])
def test_no_fall_no_warning(later: str | None) -> None:
    figures = [figure(HALF, "50"), figure(THIRD, later)]

    assert falls_below(cumulative(figures, year_first=FIRST, measured=Measured.AMOUNT)) is None


def reached_by(last: date, value: str | None, *, estimated: bool = False) -> Reached:
    return Reached(title="", last=last, value=None if value is None else Decimal(value), estimated=estimated)


def ahead(reached: Reached | None, *, planned: str | None = "100", measured: Measured = Measured.AMOUNT):
    return forecast(
        reached, year_first=FIRST, year_last=LAST, planned=None if planned is None else Decimal(planned),
        measured=measured, unit_of_measure="nhà",
    )  # fmt: skip


def test_forecast_divides_by_the_share_of_days_elapsed() -> None:
    found = ahead(reached_by(HALF[1], "50"))

    assert found.value == Fraction(50 * 366, 182)
    assert found.because.vi == "Theo nhịp này, cuối năm đạt khoảng 101 nhà, bằng khoảng 100,5% kế hoạch."


def test_forecast_without_a_plan_says_so() -> None:
    assert "chưa có kế hoạch" in ahead(reached_by(HALF[1], "50"), planned=None).because.vi


def test_forecast_on_an_estimate_says_so() -> None:
    assert ahead(reached_by(HALF[1], "50.5", estimated=True)).because.vi.endswith("Nhịp tính trên số có phần ước.")


@pytest.mark.parametrize(
    ("reached", "measured", "said"),
    [
        (None, Measured.AMOUNT, "chưa có số liệu lũy kế"),
        (reached_by(HALF[1], None), Measured.AMOUNT, "chưa có số liệu lũy kế"),
        (reached_by(LAST, "50"), Measured.AMOUNT, "Năm đã hết"),
        (reached_by(date(2024, 1, 20), "50"), Measured.AMOUNT, "mới qua 20 ngày"),
        (reached_by(HALF[1], "50"), Measured.SHARE, "Không dự báo theo nhịp"),
    ],
)
def test_forecast_says_when_it_cannot_be_made(reached: Reached | None, measured: Measured, said: str) -> None:
    found = ahead(reached, measured=measured)

    assert found.value is None
    assert said in found.because.vi


def against(
    value: str, other: str | None, base: Base = Base.SAME_PERIOD, *, measured: Measured = Measured.AMOUNT,
    direction: Direction = Direction.MORE,
):  # fmt: skip
    return compare(
        value=Decimal(value), other=None if other is None else Decimal(other), base=base, measured=measured,
        direction=direction,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "other", "base", "measured", "said"),
    [
        ("112", "100", Base.SAME_PERIOD, Measured.AMOUNT, "tăng 12% so với cùng kỳ năm trước (100 lên 112)"),
        ("80", "100", Base.LAST_YEAR, Measured.AMOUNT, "giảm 20% so với cả năm trước (100 xuống 80)"),
        ("80", "80", Base.PEERS, Measured.AMOUNT, "bằng bình quân các đơn vị khác (80)"),
        (
            "80",
            "0",
            Base.SAME_PERIOD,
            Measured.AMOUNT,
            "cùng kỳ năm trước là 0 nên không tính được phần trăm; nay là 80",
        ),
        ("80", None, Base.SAME_PERIOD, Measured.AMOUNT, "so với cùng kỳ năm trước: chưa có số liệu để so"),
        ("13", "7", Base.PLAN, Measured.AMOUNT, "bằng 185,7% kế hoạch năm (13 trên 7)"),
        ("2", "0", Base.PLAN, Measured.AMOUNT, "kế hoạch năm là 0 nên không tính được phần trăm; nay là 2"),
        (
            "94",
            "92.5",
            Base.SAME_PERIOD,
            Measured.SHARE,
            "cao hơn cùng kỳ năm trước 1,5 điểm phần trăm (92,5% lên 94%)",
        ),
        ("92", "94", Base.PLAN, Measured.SHARE, "thấp hơn kế hoạch năm 2 điểm phần trăm (94% xuống 92%)"),
        ("92", "92", Base.PLAN, Measured.SHARE, "bằng kế hoạch năm (92)"),
    ],
)
def test_comparison_names_its_base(value: str, other: str | None, base: Base, measured: Measured, said: str) -> None:
    assert against(value, other, base, measured=measured).because.vi == said


def test_shares_are_apart_in_points_and_amounts_are_not() -> None:
    assert against("94", "92", measured=Measured.SHARE).points_apart == 2
    assert against("94", "92").points_apart is None


@pytest.mark.parametrize(
    ("value", "direction", "better"),
    [
        ("5", Direction.MORE, True),
        ("5", Direction.LESS, False),
        ("3", Direction.LESS, True),
        ("4", Direction.LESS, None),
    ],
)
def test_better_follows_the_direction(value: str, direction: Direction, better: bool | None) -> None:
    assert against(value, "4", direction=direction).better is better


def test_mean_of_nobody_is_missing() -> None:
    assert mean([]) is None
    assert mean([Decimal(1), Decimal(2), Decimal(2)]) == Decimal("1.67")


def of(unit: str, value: str | None, *, measure: str = "phần quà", measured: Measured = Measured.AMOUNT,
       estimated: bool = False, planned: str | None = "100", folded: str = "qua"):  # fmt: skip
    return Contribution(
        unit=unit, indicator="Số quà", folded=folded, unit_of_measure=measure, measured=measured,
        value=None if value is None else Decimal(value), estimated=estimated,
        planned=None if planned is None else Decimal(planned),
    )  # fmt: skip


def test_same_indicator_and_measure_are_added_and_the_missing_named() -> None:
    (row,) = synthesis([of("A", "80"), of("B", "70"), of("C", None)])

    assert (row.total, row.planned, row.share) == (150, 200, Fraction(3, 4))
    assert [one.unit for one in row.missing] == ["C"]
    assert row.added
    assert row.remarks == ()


def test_sum_says_how_much_of_it_is_estimated() -> None:
    (row,) = synthesis([of("A", "80", estimated=True), of("B", "20")])

    assert [one.vi for one in row.remarks] == ["Trong đó 80 (80%) là số của đơn vị có phần ước."]


@pytest.mark.parametrize("measured", [Measured.PEOPLE, Measured.SHARE, Measured.MEAN])
def test_what_cannot_be_added_is_said(measured: Measured) -> None:
    (row,) = synthesis([of("A", "80", measured=measured), of("B", "70", measured=measured)])

    assert (row.total, row.planned, row.share) == (None, None, None)
    assert row.why is not None
    assert not row.added


def test_different_ways_of_counting_are_not_added() -> None:
    (row,) = synthesis([of("A", "80", measured=Measured.PEOPLE), of("B", "70", measured=Measured.OCCURRENCES)])

    assert row.total is None
    assert row.why is not None
    assert "đếm theo cách khác nhau" in row.why.vi


def test_different_units_of_measure_stand_apart_and_name_each_other() -> None:
    first, second = synthesis([of("A", "80"), of("B", "1", measure="triệu đồng")])

    assert (first.total, second.total) == (80, 1)
    assert "“triệu đồng”" in first.remarks[0].vi
    assert "“phần quà”" in second.remarks[0].vi


def test_plan_of_a_sum_is_missing_when_one_unit_has_none() -> None:
    (row,) = synthesis([of("A", "80"), of("B", "70", planned=None)])

    assert (row.total, row.planned, row.share) == (150, None, None)


def test_nobody_reported_is_not_zero() -> None:
    (row,) = synthesis([of("A", None)])

    assert (row.total, row.share, row.estimated) == (None, None, 0)


def test_nothing_in_nothing_out() -> None:
    assert synthesis([]) == ()


def test_money_given_in_different_ways_is_added_in_dong() -> None:
    first, second, third = (
        of("A", "1200000000", measure="đồng"),
        of("B", "300", measure="Triệu  đồng"),
        of("C", "1", measure="tỷ đồng"),
    )

    (row,) = synthesis([first, second, third])

    assert (row.total, row.unit_of_measure) == (Decimal(2_500_000_000), "đồng")
    assert [one.value for one in row.counted] == [Decimal(1_200_000_000), Decimal(300_000_000), Decimal(1_000_000_000)]
    assert [remark.vi for remark in row.remarks] == [
        "Các đơn vị ghi bằng “đồng”, “triệu đồng”, “tỷ đồng”; đã quy ra đồng để cộng."
    ]


def test_plan_is_converted_with_the_money_and_the_missing_stay_missing() -> None:
    first, second = of("A", "50", measure="triệu đồng", planned="100"), of("B", None, measure="đồng", planned="7")

    (row,) = synthesis([first, second])

    assert (row.total, row.planned, row.share) == (Decimal(50_000_000), Decimal(100_000_000), Fraction(1, 2))
    assert [one.unit for one in row.missing] == ["B"]


def test_money_given_in_one_way_stays_as_it_is_written() -> None:
    (row,) = synthesis([of("A", "50", measure="triệu đồng"), of("B", "20", measure="Triệu đồng")])

    assert (row.total, row.unit_of_measure, row.remarks) == (Decimal(70), "triệu đồng", ())


def test_money_and_things_under_one_name_are_still_not_added_together() -> None:
    rows = synthesis([of("A", "5", measure="triệu đồng"), of("B", "9", measure="đồng"), of("C", "3", measure="suất")])

    assert [(row.unit_of_measure, row.total) for row in rows] == [("đồng", Decimal(5_000_009)), ("suất", Decimal(3))]
