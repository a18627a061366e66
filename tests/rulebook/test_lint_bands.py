"""The linter on bands: holes, overlaps, and what is neither."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.lines import REACHED, band, bands, count, fixed, line, quantity, sheet
from thidua.rulebook.findings import Finding
from thidua.rulebook.lint import findings
from thidua.rulebook.lint.bands import domain_of
from thidua.rulebook.lint.stretches import HIGHEST, LOWEST, ZERO, Stretch, holes, stretch, words
from thidua.rulebook.rules import Band, Bands, Rule
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfRatio, OfTargets, Take, Term

RATIO = OfRatio(
    above=(Term(asked=Input(key="done", kind=InputKind.COUNT, label="Đã làm")),),
    below=(Term(asked=Input(key="due", kind=InputKind.COUNT, label="Phải làm")),),
)
FIXED_BASE = OfRatio(above=RATIO.above, base=Decimal(12))


def table(*written: str, of: Measure = REACHED) -> Bands:
    """A table whose first band gives 10, the next 9, and so on."""
    return bands(*(band(one, str(10 - at)) for at, one in enumerate(written)), of=of)


def found(rule: Rule) -> list[Finding]:
    return [one for one in findings(sheet(line(rule))) if one.rule.startswith("lint.band")]


def told(rule: Rule) -> list[tuple[str, str]]:
    return [(one.rule.removeprefix("lint.band_"), one.data["severity"]) for one in found(rule)]


def middle(rule: Rule) -> list[str]:
    """What the sentence says between the criterion and the remedy."""
    return [one.because.vi.removeprefix("Tiêu chí 1: ").split(";")[0] for one in found(rule)]


def test_bands_that_meet_have_no_finding() -> None:
    assert told(table("[100;)", "[80;100)", "[50;80)", "(;50)")) == []


def test_bands_of_tien_giang_leave_out_exactly_98_and_all_below_96() -> None:
    rule = table("(98;)", "[97;98)", "[96;97)")
    assert told(rule) == [("hole", "error"), ("hole", "error")]
    assert middle(rule) == [
        "không bậc nào chứa mức dưới 96% (ví dụ 48), đơn vị rơi vào đó sẽ không có điểm",
        "mức đúng 98% không thuộc bậc nào, đơn vị đạt đúng mức đó sẽ không có điểm",
    ]


def test_bands_between_printed_whole_numbers_leave_the_decimals_out() -> None:
    rule = table("[81;)", "[71;80]", "[0;70]")
    assert middle(rule) == [
        "không bậc nào chứa mức trên 70% và dưới 71% (ví dụ 70,5), đơn vị rơi vào đó sẽ không có điểm",
        "không bậc nào chứa mức trên 80% và dưới 81% (ví dụ 80,5), đơn vị rơi vào đó sẽ không có điểm",
    ]


def test_hole_is_said_in_english_too() -> None:
    assert [one.because.en for one in found(table("(98;)", "[96;98)"))] == [
        "Criterion 1: no band holds less than 96% (for example 48), and a unit there would have no points; add a band, or"
        " make its neighbours meet.",
        "Criterion 1: exactly 98% is in no band, and a unit right there would have no points; say whether it belongs to"
        " the band above or below.",
    ]


def test_counts_touch_from_one_whole_number_to_the_next() -> None:
    assert told(table("[0;0]", "[1;2]", "[3;)", of=count())) == []
    assert told(table("[0;0]", "(0;2]", "(2;)", of=count())) == []
    assert told(table("[0;0.5]", "[0.7;2.9]", "[3;)", of=count())) == []


def test_counts_with_a_number_missing_are_a_hole() -> None:
    rule = table("[0;0]", "[2;3]", "[6;)", of=count())
    assert middle(rule) == [
        "mức đúng 1 không thuộc bậc nào, đơn vị đạt đúng mức đó sẽ không có điểm",
        "không bậc nào chứa mức từ 4 đến 5 (ví dụ 4), đơn vị rơi vào đó sẽ không có điểm",
    ]


def test_counts_beyond_the_last_band_are_a_hole() -> None:
    rule = table("[0;0]", "[1;2]", of=count())
    assert middle(rule) == ["không bậc nào chứa mức từ 3 (ví dụ 3), đơn vị rơi vào đó sẽ không có điểm"]


@pytest.mark.parametrize(
    ("of", "written", "expected"),
    [
        # A share of what was due cannot exceed 100 %, a share of a plan or of a fixed number can.
        (RATIO, ("[90;100]", "[0;90)"), []),
        (FIXED_BASE, ("[90;100]", "[0;90)"), [("hole", "error")]),
        (REACHED, ("[90;100]", "[0;90)"), [("hole", "error")]),
        (OfTargets(take=Take.SHORT), ("[0;5)", "[5;100]"), []),
        (quantity(unit="%"), ("[90;100]", "[0;90)"), []),
        (quantity(unit="%"), ("[90;99]", "[0;90)"), [("hole", "error")]),
        # Nobody knows how high an index goes, or how large the bloc is.
        (quantity(), ("[8;10]", "[0;8)"), [("hole", "warning")]),
        (quantity(), ("[8;)", "[0;8)"), []),
        (quantity(), ("[8;)", "(;8)"), []),
        (quantity(), ("[8;)", "[-2;8)"), [("hole", "error")]),
        (Compared(figure=count(), against=Against.RANK), ("[1;1]", "[2;3]", "[4;)"), []),
        (Compared(figure=count(), against=Against.RANK), ("[1;1]", "[2;3]"), [("hole", "warning")]),
        (Compared(figure=count(), against=Against.BEST), ("[90;100]", "[0;90)"), []),
        (Compared(figure=count(), against=Against.MEAN), ("[90;100]", "[0;90)"), [("hole", "error")]),
    ],
)
def test_ends_of_the_table_by_what_is_measured(
    of: Measure, written: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert told(table(*written, of=of)) == expected


def test_table_that_stops_is_told_to_leave_the_last_band_open() -> None:
    (only,) = found(table("[8;10]", "[0;8)", of=quantity()))
    assert only.because.en == (
        "Criterion 1: there is no band for more than 10; if that can happen, leave the last band open."
    )


def test_bands_that_share_an_end_overlap_there() -> None:
    rule = table("[90;)", "[80;90]", "[0;80)")
    assert told(rule) == [("overlap", "error")]
    assert middle(rule) == [
        "mức đúng 90% thuộc cả bậc “từ 90%” và bậc “từ 80% đến 90%” với điểm khác nhau",
    ]


def test_bands_that_overlap_with_the_same_points_are_a_warning() -> None:
    rule = bands(band("[90;)", "9"), band("[80;95)", "9"), band("[0;80)", "10"))
    assert told(rule) == [("overlap", "warning")]
    assert middle(rule) == [
        "mức từ 90% đến dưới 95% thuộc cả bậc “từ 90%” và bậc “từ 80% đến dưới 95%”, bậc ghi trước được tính",
    ]


def test_thresholds_written_one_after_another_are_a_warning() -> None:
    assert told(table("[90;)", "[80;)", "[0;)")) == [("overlap", "warning")] * 3


def test_band_hidden_by_an_earlier_one_never_counts() -> None:
    rule = table("[0;)", "[80;90)")
    assert told(rule) == [("unused", "error")]
    assert middle(rule) == [
        "bậc “từ 80% đến dưới 90%” nằm trọn trong bậc “bất kỳ” ghi trước nên không bao giờ được tính"
    ]


def test_table_full_of_defects_is_cut_off() -> None:
    holes_only = bands(*(band(f"[{2 * at};{2 * at + 1})", "10") for at in range(50)))
    assert told(holes_only) == [("hole", "error")] * 20
    alike = bands(*(band("[0;)", "10") for _ in range(50)))
    assert told(alike) == [("unused", "error")] * 20


edges = st.decimals(-3, 12, places=1)


@st.composite
def drawn_bands(draw: st.DrawFn) -> Band:
    start, end = sorted([draw(edges), draw(edges)])
    point = start == end
    return Band(
        start=draw(st.sampled_from([None, start])),
        end=draw(st.sampled_from([None, end])),
        with_start=point or draw(st.booleans()),
        with_end=point or draw(st.booleans()),
        rule=fixed("1"),
    )


@given(st.lists(drawn_bands(), min_size=1, max_size=6).map(tuple), st.booleans(), st.integers(0, 240))
def test_figure_is_in_a_hole_exactly_when_no_band_holds_it(made: tuple[Band, ...], whole: bool, at: int) -> None:
    figure = Decimal(at) if whole else Decimal(at) / 20
    of = count() if whole else REACHED
    domain = domain_of(of, made)
    left_out = list(holes((domain.of(one) for one in made), domain.all))
    in_hole = any(one.start <= (figure, 0) < one.end for one in left_out)
    assert in_hole == (Bands(of=of, bands=made).band_of(Fraction(figure)) is None)


@pytest.mark.parametrize(
    ("one", "vi", "en"),
    [
        (Stretch(LOWEST, HIGHEST), "bất kỳ", "any figure"),
        (Stretch(LOWEST, (Decimal(5), 0)), "dưới 5", "less than 5"),
        (Stretch(ZERO, (Decimal(5), 1)), "từ 5 trở xuống", "5 or less"),
        (Stretch(ZERO, (Decimal(0), 1)), "đúng 0", "exactly 0"),
        (Stretch((Decimal(5), 0), HIGHEST), "từ 5", "5 or more"),
        (Stretch((Decimal(5), 1), HIGHEST), "trên 5", "more than 5"),
        (Stretch((Decimal(5), 0), (Decimal(6), 1)), "từ 5 đến 6", "5 to 6"),
        (Stretch((Decimal(5), 1), (Decimal(6), 1)), "trên 5 đến 6", "more than 5, up to 6"),
    ],
)
def test_stretch_in_words(one: Stretch, vi: str, en: str) -> None:
    text = words(one, domain=Stretch(ZERO, HIGHEST), whole=False, unit="")
    assert (text.vi, text.en) == (vi, en)


def test_stretch_of_whole_numbers_may_be_empty() -> None:
    assert stretch(Decimal("0.2"), Decimal("0.8"), with_start=True, with_end=True, whole=True).empty
    assert not stretch(Decimal("0.2"), Decimal("0.8"), with_start=True, with_end=True, whole=False).empty
