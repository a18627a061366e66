"""Classes of the total: printed ends with holes between them, classes that bar titles, and having no class at all."""

from decimal import Decimal

import pytest

from thidua.rulebook.guards import ClassBand, Guard, Scored, Then, Verdict, When, judge, read_class
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet

_PRINTED = (
    ClassBand(label="xuất sắc", start=Decimal(81), end=Decimal(90)),
    ClassBand(label="tiên tiến", start=Decimal(71), end=Decimal(80)),
    ClassBand(label="yếu", start=Decimal(0), end=Decimal(70), titles=False),
)


def test_class_at_both_printed_ends_is_that_class() -> None:
    assert [_judged(total).label for total in ("90", "81", "80", "71", "70", "0")] == [
        "xuất sắc", "xuất sắc", "tiên tiến", "tiên tiến", "yếu", "yếu",
    ]  # fmt: skip


@pytest.mark.parametrize("total", ["80.5", "70.25", "90.01"])
def test_class_in_a_hole_is_none_and_says_so(total: str) -> None:
    verdict = _judged(total)
    assert (verdict.label, verdict.titles) == (None, True)
    assert [(one.rule, one.holds) for one in verdict.findings] == [("scoring.class.hole", False)]


def test_class_with_an_open_printed_end_leaves_the_end_to_nobody() -> None:
    classes = (ClassBand(label="tốt", start=Decimal(80), end=Decimal(90), with_end=False),)
    assert [_judged(total, classes=classes).label for total in ("89.99", "90")] == ["tốt", None]


def test_class_in_a_hole_under_a_ceiling_is_the_ceiling() -> None:
    assert _judged("80.5", _guard(Then.CEILING, label="yếu")).label == "yếu"


def test_class_in_a_hole_fixed_by_a_guard_is_the_fixed_one() -> None:
    assert _judged("80.5", _guard(Then.EXACTLY, label="xuất sắc")).label == "xuất sắc"


def test_class_without_titles_bars_them_and_says_so() -> None:
    verdict = _judged("60")
    assert (verdict.label, verdict.titles, verdict.ranked) == ("yếu", False, True)
    assert [one.rule for one in verdict.findings] == ["scoring.class.titles"]


def test_class_lowered_into_one_without_titles_bars_them() -> None:
    assert (_judged("75").titles, _judged("75", _guard(Then.CEILING, label="yếu")).titles) == (True, False)


def test_no_class_leaves_neither_rank_nor_class_nor_titles() -> None:
    verdict = _judged("90", _guard(Then.NO_CLASS))
    assert (verdict.label, verdict.ranked, verdict.titles, verdict.deferred) == (None, False, False, False)
    assert [one.rule for one in verdict.findings] == ["scoring.guard.no_class"]


def test_class_round_trip_keeps_every_field() -> None:
    band = ClassBand(
        label="tốt", start=Decimal(80), with_start=False, end=Decimal("89.5"), with_end=False, titles=False
    )
    names = frozenset({"label", "start", "with_start", "end", "with_end", "titles"})
    assert read_class(Record.opened(band.to_json(), at="", refusal=InvalidSheet, names=names)) == band


@pytest.mark.parametrize(("start", "end", "with_end"), [("80", "79", True), ("80", "80", False)])
def test_class_that_holds_no_total_is_refused(start: str, end: str, with_end: bool) -> None:
    with pytest.raises(InvalidSheet) as refused:
        ClassBand(label="tốt", start=Decimal(start), end=Decimal(end), with_end=with_end)
    assert refused.value.code == "band_empty"


def _judged(total: str, *guards: Guard, classes: tuple[ClassBand, ...] = _PRINTED) -> Verdict:
    scored = Scored(points={}, maxima={}, base_lines=(), events={"event": 1}, self_scored=True)
    return judge(Decimal(total), classes, guards, scored)


def _guard(then: Then, label: str = "") -> Guard:
    return Guard(
        title="Sự việc", clause="Điều 1", when=When.EVENT, then=then, key="event", question="Có sự việc?", label=label
    )
