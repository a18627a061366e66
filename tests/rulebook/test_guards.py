"""What stands above the total: classes, and the events and gaps that bar, lower or defer."""

from decimal import Decimal
from typing import Any

import pytest

from tests.rulebook.examples import deduction, guard, judged, line, read, scored, section
from thidua.rulebook.facts import InvalidFacts, LineFact
from thidua.rulebook.guards import (
    ClassBand,
    Guard,
    Scored,
    Then,
    Verdict,
    When,
    holds,
    limit_of,
    read_class,
    read_guard,
)
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import NotApplicable, Role, Sheet

CLASSES = (
    ClassBand(label="Xuất sắc", start=Decimal(90)),
    ClassBand(label="Tốt", start=Decimal(80), with_start=False),
    ClassBand(label="Hoàn thành", start=Decimal(50)),
)
LINES = (judged("A", "60"), judged("B", "40"))


def verdict(*guards: Guard, a: str | None = "60", b: str | None = "40", **facts: Any) -> Verdict:
    lines = tuple(line(code, judged=given) for code, given in (("A", a), ("B", b)) if given is not None)
    return scored(section("I", *LINES), lines=lines, classes=CLASSES, guards=guards, **facts).verdict


def outcome(found: Verdict) -> tuple[str | None, bool, bool, bool]:
    return found.label, found.ranked, found.deferred, found.titles


# Classes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("b", "label"),
    [
        ("40", "Xuất sắc"),
        ("30", "Xuất sắc"),
        ("29.99", "Tốt"),
        ("20.01", "Tốt"),
        ("20", "Hoàn thành"),
        ("0", "Hoàn thành"),
    ],
)
def test_class_of_the_total_takes_its_ends_as_the_sheet_says(b: str, label: str) -> None:
    assert outcome(verdict(b=b)) == (label, True, False, True)


def test_total_below_the_lowest_class_has_none() -> None:
    assert verdict(a="49.99", b="0").label is None


def test_class_waits_until_the_score_is_complete() -> None:
    assert outcome(verdict(b=None)) == (None, True, False, True)


def test_sheet_without_classes_and_guards_frees_everyone() -> None:
    found = scored(LINES[0]).verdict
    assert (outcome(found), found.findings, found.open_questions) == ((None, True, False, True), (), ())


# What follows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "options", "expected", "sentence"),
    [
        (Then.NOT_RANKED, {}, ("Xuất sắc", False, False, False), "không xếp hạng"),
        (Then.NO_CLASS, {}, (None, False, False, False), "không xếp hạng, không xếp loại"),
        (Then.DEFERRED, {}, ("Xuất sắc", False, True, False), "tạm hoãn đến khi có kết luận"),
        (Then.NO_TITLE, {}, ("Xuất sắc", True, False, False), "không đề nghị danh hiệu, khen thưởng"),
        (Then.CEILING, {"label": "Tốt"}, ("Tốt", True, False, True), "xếp loại không cao hơn “Tốt”"),
        (Then.EXACTLY, {"label": "Hoàn thành"}, ("Hoàn thành", True, False, True), "xếp loại “Hoàn thành”"),
        (Then.LOWER, {}, ("Tốt", True, False, True), "hạ 1 bậc xếp loại"),
        (Then.LOWER, {"levels": 2}, ("Hoàn thành", True, False, True), "hạ 2 bậc xếp loại"),
        (Then.LOWER, {"levels": 9}, ("Hoàn thành", True, False, True), "hạ 9 bậc xếp loại"),
        (
            Then.LIMIT,
            {"code": "I", "limit": Decimal("82.5")},
            ("Tốt", True, False, True),
            "phần I tính tối đa 82,5%",
        ),
    ],
)
def test_guard_set_off_does_what_it_says(
    then: Then, options: dict[str, Any], expected: tuple[str | None, bool, bool, bool], sentence: str
) -> None:
    found = verdict(guard(then=then, **options), events={"discipline": 1})
    assert outcome(found) == expected
    (finding,) = found.findings
    assert (finding.because.vi, finding.rule, finding.reference) == (
        f"Bị kỷ luật: {sentence}",
        f"scoring.guard.{then.value}",
        "Điều 9",
    )


def test_guard_in_english() -> None:
    found = verdict(guard(then=Then.LOWER, levels=2), events={"discipline": 1})
    assert found.findings[0].because.en == "Bị kỷ luật: 2 classes lower"


def test_ceiling_never_raises_a_class() -> None:
    assert verdict(guard(then=Then.CEILING, label="Xuất sắc"), b="0", events={"discipline": 1}).label == "Hoàn thành"


def test_ceiling_comes_before_what_lowers_and_what_is_fixed_comes_last() -> None:
    ceiling = guard(then=Then.CEILING, label="Tốt")
    lower = guard(then=Then.LOWER)
    exactly = guard(then=Then.EXACTLY, label="Xuất sắc")
    happened = {"discipline": 1}
    assert verdict(lower, ceiling, events=happened).label == "Hoàn thành"
    assert verdict(exactly, lower, ceiling, events=happened).label == "Xuất sắc"


def test_lowering_leaves_who_is_below_the_lowest_class_there() -> None:
    assert verdict(guard(then=Then.LOWER), a="0", b="0", events={"discipline": 1}).label is None


# What sets a guard off -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("happened", "ranked", "asked"),
    [({}, True, 1), ({"discipline": 0}, True, 0), ({"discipline": 1}, True, 0), ({"discipline": 2}, False, 0)],
)
def test_event_sets_off_from_so_many_times_on(happened: dict[str, int], ranked: bool, asked: int) -> None:
    found = verdict(guard(times=2), events=happened)
    assert (found.ranked, len(found.open_questions)) == (ranked, asked)


def test_event_that_no_guard_asks_about_is_refused() -> None:
    with pytest.raises(InvalidFacts) as refused:
        verdict(guard(), events={"flood": 1})
    assert (refused.value.code, refused.value.data) == ("unknown_event", {"field": "events", "key": "flood"})


@pytest.mark.parametrize(("handed_in", "ranked"), [(True, True), (False, False)])
def test_no_self_score_sets_off(handed_in: bool, ranked: bool) -> None:
    assert verdict(guard(When.NO_SELF_SCORE), self_scored=handed_in).ranked is ranked


@pytest.mark.parametrize(
    ("code", "a", "b", "ranked"),
    [
        ("", "60", "40", True),
        ("", "0", "40", False),
        ("", "60", "0", False),
        ("A", "60", "0", True),
        ("A", "0", "40", False),
        ("I", "0", "0", False),
        ("I", "0", "1", True),
        ("", "60", None, True),
        ("", "0", None, False),
        ("B", "0", None, True),
        ("I", "0", None, True),
    ],
)
def test_zero_sets_off_for_any_base_line_or_the_named_one(
    code: str, a: str | None, b: str | None, ranked: bool
) -> None:
    assert verdict(guard(When.ZERO, code=code), a=a, b=b).ranked is ranked


def test_zero_looks_at_base_lines_with_a_maximum_alone() -> None:
    bonus = section("II", judged("X", "5"), role=Role.BONUS)
    lines = (line("A", judged="1"), line("D", late="0"), line("X", judged="0"))
    assert scored(LINES[0], deduction(), bonus, lines=lines, guards=(guard(When.ZERO),)).verdict.ranked is True


@pytest.mark.parametrize(
    ("code", "a", "b", "ranked"),
    [
        ("A", "30", "0", True),
        ("A", "29.99", "40", False),
        ("A", None, "40", True),
        ("I", "50", "0", True),
        ("I", "49.99", "0", False),
        ("I", "10", None, True),
    ],
)
def test_below_sets_off_under_a_share_of_a_line_or_a_section(
    code: str, a: str | None, b: str | None, ranked: bool
) -> None:
    assert verdict(guard(When.BELOW, code=code, share=Decimal(50)), a=a, b=b).ranked is ranked


def test_below_counts_the_weight_on_both_sides() -> None:
    weighted = section("I", LINES[0], weight=Decimal(2))
    below = guard(When.BELOW, code="I", share=Decimal(50))
    for given, ranked in (("30", True), ("29", False)):
        assert scored(weighted, lines=(line("A", judged=given),), guards=(below,)).verdict.ranked is ranked


@pytest.mark.parametrize("when", [When.BELOW, When.ZERO])
@pytest.mark.parametrize("code", ["A", "I"])
def test_line_or_section_that_does_not_apply_sets_nothing_off(when: When, code: str) -> None:
    gone: tuple[LineFact, ...] = (line("A", not_applicable=True), line("B", judged="40"))
    share = Decimal(50) if when == When.BELOW else None
    entries = (section("I", LINES[0]), section("II", LINES[1]))
    found = scored(
        *entries, lines=gone, guards=(guard(when, code=code, share=share),), not_applicable=NotApplicable.RESCALE
    )
    assert (found.verdict.ranked, found.complete) == (True, True)


def test_zero_of_any_line_passes_over_those_that_do_not_apply() -> None:
    gone = (line("A", not_applicable=True), line("B", judged="40"))
    found = scored(*LINES, lines=gone, guards=(guard(When.ZERO),), not_applicable=NotApplicable.RESCALE)
    assert found.verdict.ranked is True


@pytest.mark.parametrize("then", [Then.NOT_RANKED, Then.DEFERRED, Then.NO_TITLE, Then.LOWER])
@pytest.mark.parametrize(
    ("when", "options", "facts"),
    [
        (When.EVENT, {}, {"events": {"discipline": 1}}),
        (When.ZERO, {"code": "B"}, {"b": "0"}),
        (When.BELOW, {"code": "B", "share": Decimal(10)}, {"b": "1"}),
        (When.NO_SELF_SCORE, {}, {"self_scored": False}),
    ],
)
def test_every_condition_goes_with_every_effect(
    then: Then, when: When, options: dict[str, Any], facts: dict[str, Any]
) -> None:
    found = verdict(guard(when, then, **options), **facts)
    assert found.ranked is (then in (Then.NO_TITLE, Then.LOWER))
    assert found.titles is (then == Then.LOWER)
    assert found.deferred is (then == Then.DEFERRED)
    assert [one.rule for one in found.findings] == [f"scoring.guard.{then.value}"]


def test_guard_is_not_known_while_nobody_has_answered() -> None:
    nothing = Scored(points={"A": None}, maxima={"A": Decimal(1)}, base_lines=("A",), events={}, self_scored=True)
    below = guard(When.BELOW, code="A", share=Decimal(1))
    assert [holds(one, nothing) for one in (guard(), guard(When.ZERO), below, guard(When.NO_SELF_SCORE))] == [
        None,
        None,
        None,
        False,
    ]


def test_limit_of_a_section_that_nothing_limits_is_none() -> None:
    limit = guard(then=Then.LIMIT, code="I", limit=Decimal(50))
    assert limit_of("I", (limit,), {"discipline": 1}, True) == limit
    assert limit_of("I", (limit,), {}, True) is None
    assert limit_of("II", (limit,), {"discipline": 1}, True) is None
    assert limit_of("I", (guard(code="I"),), {"discipline": 1}, True) is None


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "then", "options", "field"),
    [
        (When.EVENT, Then.NOT_RANKED, {"title": " "}, "title"),
        (When.EVENT, Then.NOT_RANKED, {"clause": ""}, "clause"),
        (When.EVENT, Then.NOT_RANKED, {"key": "Kỷ luật"}, "key"),
        (When.EVENT, Then.NOT_RANKED, {"question": " "}, "question"),
        (When.EVENT, Then.NOT_RANKED, {"times": 0}, "times"),
        (When.EVENT, Then.NOT_RANKED, {"times": 1001}, "times"),
        (When.BELOW, Then.NOT_RANKED, {"code": "A"}, "share"),
        (When.BELOW, Then.NOT_RANKED, {"code": "A", "share": Decimal(0)}, "share"),
        (When.BELOW, Then.NOT_RANKED, {"code": "A", "share": Decimal("100.1")}, "share"),
        (When.BELOW, Then.NOT_RANKED, {"share": Decimal(50)}, "code"),
        (When.EVENT, Then.LIMIT, {"code": "I"}, "limit"),
        (When.EVENT, Then.LIMIT, {"code": "I", "limit": Decimal("-0.1")}, "limit"),
        (When.EVENT, Then.LIMIT, {"code": "I", "limit": Decimal("100.1")}, "limit"),
        (When.EVENT, Then.LIMIT, {"limit": Decimal(50)}, "code"),
        (When.ZERO, Then.LIMIT, {"code": "I", "limit": Decimal(50)}, "code"),
        (When.EVENT, Then.CEILING, {}, "label"),
        (When.EVENT, Then.EXACTLY, {}, "label"),
        (When.EVENT, Then.LOWER, {"levels": 0}, "levels"),
        (When.EVENT, Then.LOWER, {"levels": 21}, "levels"),
    ],
)
def test_guard_that_lacks_a_part_is_refused(when: When, then: Then, options: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        guard(when, then, **options)
    assert (refused.value.code, refused.value.data) == ("missing_field", {"field": field})


def test_guard_at_the_edges_is_allowed() -> None:
    for options in ({"times": 1000}, {"levels": 20, "then": Then.LOWER}, {"levels": 1, "then": Then.LOWER}):
        assert guard(**options).title == "Bị kỷ luật"
    for limit in (Decimal(0), Decimal(100)):
        assert guard(then=Then.LIMIT, code="I", limit=limit).limit == limit
    assert guard(When.BELOW, code="A", share=Decimal(100)).share == 100


@pytest.mark.parametrize(
    ("one", "code", "data"),
    [
        (guard(When.ZERO, code="X"), "unknown_reference", {"field": "guards[1].code", "code": "X"}),
        (
            guard(then=Then.LIMIT, code="A", limit=Decimal(5)),
            "unknown_reference",
            {"field": "guards[1].code", "code": "A"},
        ),
        (guard(then=Then.CEILING, label="Giỏi"), "unknown_label", {"field": "guards[1].label", "label": "Giỏi"}),
    ],
)
def test_guard_that_names_what_is_not_on_the_sheet_is_refused(one: Guard, code: str, data: dict[str, str]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sheet(title="T", entries=(section("I", *LINES),), classes=CLASSES, guards=(guard(), one))
    assert (refused.value.code, refused.value.data) == (code, data)


# JSON ----------------------------------------------------------------------------------------------------------------

BARE = {"title": "Bị kỷ luật", "clause": "Điều 9"}


def test_class_as_json_and_back() -> None:
    data = {
        "label": "Tốt", "start": "80", "with_start": False, "end": None, "with_end": True, "titles": True
    }  # fmt: skip
    assert CLASSES[1].to_json() == data
    assert read(read_class, data) == CLASSES[1]
    assert read(read_class, {"label": "Xuất sắc", "start": 90}) == CLASSES[0]


def test_guard_as_json_and_back() -> None:
    one = guard(times=2, then=Then.LIMIT, code="I", limit=Decimal("72.50"))
    data = {
        **BARE,
        "when": "event",
        "key": "discipline",
        "question": "Số người bị kỷ luật",
        "times": 2,
        "code": "I",
        "share": None,
        "then": "limit",
        "label": "",
        "levels": 1,
        "limit": "72.5",
    }
    assert one.to_json() == data
    assert read(read_guard, data) == one
    below = guard(When.BELOW, code="A", share=Decimal("50.50"))
    assert (below.to_json()["share"], read(read_guard, below.to_json())) == ("50.5", below)


def test_guard_from_json_takes_what_need_not_be_said() -> None:
    assert read(read_guard, {**BARE, "when": "no_self_score", "then": "lower"}) == guard(When.NO_SELF_SCORE, Then.LOWER)


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({"clause": "c", "when": "zero", "then": "lower"}, "missing_field", "title"),
        ({**BARE, "then": "lower"}, "missing_field", "when"),
        ({**BARE, "when": "sunday", "then": "lower"}, "unknown_choice", "when"),
        ({**BARE, "when": "zero", "then": "fined"}, "unknown_choice", "then"),
        ({**BARE, "when": "zero", "then": "lower", "levels": "1.5"}, "not_whole", "levels"),
        ({**BARE, "when": "event", "then": "lower", "times": 1.5}, "float_number", "times"),
        ({**BARE, "when": "event", "then": "lower"}, "missing_field", "key"),
    ],
)
def test_guard_from_json_is_refused_by_its_path(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        read(read_guard, data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)


def test_guard_from_json_keeps_class_and_levels() -> None:
    for one in (guard(then=Then.CEILING, label="Tốt"), guard(then=Then.LOWER, levels=3)):
        assert read(read_guard, one.to_json()) == one


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("guards", {**BARE, "when": "event", "then": "lower"}),
        ("classes", {"label": "Tốt", "start": 9, "end": 8}),
    ],
)
def test_guard_or_class_that_contradicts_itself_says_where_in_the_file(name: str, entry: dict[str, object]) -> None:
    line_of = {**judged().to_json()}
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json({"title": "T", "entries": [line_of], name: [entry]})
    assert refused.value.text.en.startswith(f"{name}[0]: ")


def test_guard_that_is_known_not_to_be_set_off_is_not_open() -> None:
    known = Scored(
        points={"A": Decimal(1)}, maxima={"A": Decimal(1)}, base_lines=("A",), events={"discipline": 0},
        self_scored=True,
    )  # fmt: skip
    below = guard(When.BELOW, code="A", share=Decimal(1))
    assert [holds(one, known) for one in (guard(), guard(When.ZERO), guard(When.ZERO, code="A"), below)] == [False] * 4


def test_strictest_limit_may_be_nothing_at_all() -> None:
    half, none = (guard(then=Then.LIMIT, code="I", limit=Decimal(limit)) for limit in ("0.5", "0"))
    for order in ((half, none), (none, half)):
        assert limit_of("I", order, {"discipline": 1}, True) == none
    (finding,) = verdict(none, events={"discipline": 1}).findings
    assert (finding.because.vi, finding.holds) == ("Bị kỷ luật: phần I tính tối đa 0%", True)


def test_class_may_be_a_single_total() -> None:
    point = ClassBand(label="Tròn", start=Decimal(90), end=Decimal(90))
    assert (point.holds(Decimal(90)), point.passed_by(Decimal(90)), point.passed_by(Decimal("90.01"))) == (
        True,
        False,
        True,
    )


def test_class_says_in_words_that_it_bars_titles_or_that_there_is_none() -> None:
    weak = ClassBand(label="Yếu", start=Decimal(0), end=Decimal(50), titles=False)
    classes = (ClassBand(label="Tốt", start=Decimal(60)), weak)
    said = [
        scored(judged("A", "100"), lines=(line("A", judged=given),), classes=classes).verdict.findings
        for given in ("40", "55", "60")
    ]
    assert [[(one.rule, one.holds, one.because.vi) for one in findings] for findings in said] == [
        [("scoring.class.titles", True, "xếp loại “Yếu”: không đề nghị danh hiệu, khen thưởng")],
        [
            (
                "scoring.class.hole",
                False,
                "tổng 55 điểm nằm giữa hai loại, bảng xếp loại không có bậc này; khối cần quyết định",
            )
        ],
        [],
    ]
