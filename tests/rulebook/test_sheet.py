"""Criteria sheets: what is refused, and JSON there and back. Any sheet at all is in `test_properties`."""

import hashlib
from decimal import Decimal
from typing import Any

import pytest

from tests.rulebook.examples import (
    count,
    criterion,
    deduction,
    fixed,
    guard,
    judged,
    per_unit,
    proportion,
    section,
    sheet,
    taking,
)
from thidua.rulebook.facts import Criterion, InvalidSheet, Section, Sheet
from thidua.rulebook.guards import ClassBand
from thidua.rulebook.measures import Rounding
from thidua.rulebook.ranking import TieBy, TieKey
from thidua.rulebook.rules import Relative, Sum
from thidua.rulebook.rules.measure import Against, Compared, Take
from thidua.rulebook.sheet import NotApplicable, Role, attainable, heading, role_of

LINE = {
    "code": "1",
    "title": "Quà tặng",
    "rule": {"kind": "fixed", "points": "1"},
    "max_points": "10",
    "clause": "Mục 1",
}


def with_line(**changes: object) -> dict[str, object]:
    return {"title": "Bảng điểm", "entries": [{**LINE, **changes}]}


def with_section(**changes: object) -> dict[str, object]:
    return {"title": "Bảng điểm", "entries": [{"code": "I", "title": "Phần", "entries": [LINE], **changes}]}


# JSON ----------------------------------------------------------------------------------------------------------------


def test_sheet_as_json_and_back() -> None:
    line = criterion(
        fixed("1"), least=None, over=Decimal("2.50"), evidence=True, appraiser="Sở Nội vụ", note="Có văn bản"
    )
    whole = sheet(
        section(
            "I",
            line,
            max_points=Decimal(9),
            capped=False,
            least=Decimal(-1),
            weight=Decimal("1.50"),
            role=Role.BONUS,
            not_applicable=NotApplicable.SPREAD,
        ),
        deduction(),
        source="Quyết định 12",
        places=3,
        rounding=Rounding.DOWN,
        scale=Decimal(100),
        most=Decimal(110),
        not_applicable=NotApplicable.RESCALE,
        classes=(ClassBand(label="Tốt", start=Decimal(80)),),
        guards=(guard(),),
        ties=(TieKey(by=TieBy.LINE, code="1"),),
    )
    written = {
        "title": "Bảng điểm 2024",
        "source": "Quyết định 12",
        "places": 3,
        "rounding": "down",
        "scale": "100",
        "most": "110",
        "not_applicable": "rescale",
        "entries": [
            {
                "code": "I",
                "title": "Phần I",
                "entries": [
                    {
                        "code": "1",
                        "title": "Tiêu chí 1",
                        "rule": {"kind": "fixed", "points": "1"},
                        "max_points": "10",
                        "clause": "Mục 1",
                        "least": "unlimited",
                        "over": "2.5",
                        "evidence": True,
                        "appraiser": "Sở Nội vụ",
                        "note": "Có văn bản",
                    }
                ],
                "max_points": "9",
                "capped": False,
                "least": "-1",
                "weight": "1.5",
                "role": "bonus",
                "not_applicable": "spread",
            },
            deduction().to_json(),
        ],
        "classes": [one.to_json() for one in whole.classes],
        "guards": [guard().to_json()],
        "ties": [{"by": "line", "code": "1"}],
    }
    assert whole.to_json() == written
    assert Sheet.from_json(written) == whole


def test_sheet_from_json_takes_whole_numbers_and_defaults() -> None:
    read = Sheet.from_json(with_line(max_points=10))
    assert read == Sheet(
        title="Bảng điểm",
        entries=(Criterion(code="1", title="Quà tặng", rule=fixed("1"), max_points=Decimal(10), clause="Mục 1"),),
    )
    assert (read.places, read.rounding, read.not_applicable, read.scale, read.most) == (
        2,
        Rounding.HALF_UP,
        NotApplicable.REFUSE,
        None,
        None,
    )
    (part,) = Sheet.from_json(with_section()).entries
    assert part == Section(code="I", title="Phần", entries=read.entries)
    assert Sheet.from_json({**with_line(), "places": 0}).places == 0


def test_what_is_not_set_is_null_in_json() -> None:
    whole = sheet(section("I", criterion(fixed("1"), over=None))).to_json()
    (part,) = whole["entries"]  # type: ignore[misc]
    (line,) = part["entries"]
    assert (whole["scale"], whole["most"]) == (None, None)
    assert (part["max_points"], part["least"], part["not_applicable"]) == (None, None, None)
    assert (line["over"], line["least"]) == ("unlimited", "0")


def test_bound_may_be_open_in_json() -> None:
    (line,) = Sheet.from_json(with_line(least="unlimited", over="unlimited")).criteria
    assert (line.least, line.over, line.highest) == (None, None, None)


# Digests -------------------------------------------------------------------------------------------------------------


def test_sheet_digest_is_the_same_for_the_same_value_written_differently() -> None:
    first, second = sheet(proportion(max_points="10")), sheet(proportion(max_points="10.00"))
    assert first == second
    assert first.digest() == second.digest()


def test_sheet_digest_is_that_of_its_json_in_one_agreed_form() -> None:
    # A past year is found again by this figure: neither the form nor the figure may change with a new release.
    written = (
        '{"classes":[],"entries":[{"appraiser":"","clause":"M\\u1ee5c P","code":"P","evidence":false,"least":"0",'
        '"max_points":"10","note":"","over":"0","rule":{"cap":"100","floor":null,"kind":"proportion",'
        '"of":{"of":"targets","take":"reached"},"points":"10"},"title":"Th\\u1ef1c hi\\u1ec7n ch\\u1ec9 ti\\u00eau"}],'
        '"guards":[],"most":null,"not_applicable":"refuse","places":2,"rounding":"half_up","scale":null,"source":"",'
        '"ties":[],"title":"B\\u1ea3ng \\u0111i\\u1ec3m 2024"}'
    )
    digest = sheet(proportion(max_points="10")).digest()
    assert digest == hashlib.sha256(written.encode("ascii")).hexdigest()
    assert digest == "47eeb4454140c911a64b5961219c9019b7ddd71289174287e52b469980ad90ac"


def test_sheet_digest_changes_with_any_field() -> None:
    assert sheet(proportion()).digest() != sheet(proportion(), places=1).digest()


# What the sheet knows about itself -----------------------------------------------------------------------------------


def test_sheet_attainable_counts_base_sections_after_their_weights() -> None:
    parts = (
        section("I", judged("A", "40"), judged("B", "30"), max_points=Decimal(60)),
        section("II", judged("C", "10"), weight=Decimal(2)),
        section("III", judged("X", "5"), role=Role.BONUS),
        section("IV", judged("E", "40"), max_points=Decimal(20), capped=False),
        judged("F", "5"),
        deduction(),
    )
    whole = sheet(*parts)
    assert [attainable(one) for one in parts] == [60, 20, 5, 40, 5, 0]
    assert whole.attainable == 125
    assert [role_of(one) for one in parts[:3]] == [Role.BASE, Role.BASE, Role.BONUS]
    assert role_of(parts[4]) == Role.BASE


def test_sheet_finds_lines_and_sections_in_order() -> None:
    whole = sheet(section("I", judged("A"), section("I.1", judged("B"))), section("II", judged("C")), judged("E"))
    assert [one.code for one in whole.criteria] == ["A", "B", "C", "E"]
    assert [(one.code, depth) for one, depth in whole.sections()] == [("I", 0), ("I.1", 1), ("II", 0)]
    assert [one.code for one in next(whole.sections())[0].criteria] == ["A", "B"]
    assert whole.criterion("B").code == "B"
    with pytest.raises(KeyError):
        whole.criterion("I")


@pytest.mark.parametrize(
    ("changes", "rule", "highest", "reachable"),
    [
        ({}, "5", "10", "5"),
        ({}, "15", "10", "10"),
        ({"over": Decimal(2)}, "15", "12", "12"),
        ({"over": None}, "15", None, "15"),
    ],
)
def test_line_knows_what_can_really_be_reached(
    changes: dict[str, Any], rule: str, highest: str | None, reachable: str
) -> None:
    line = criterion(fixed(rule), **changes)
    assert (line.highest, line.reachable) == (None if highest is None else Decimal(highest), Decimal(reachable))


def test_line_without_a_limit_reaches_what_the_sheet_prints() -> None:
    endless = per_unit(count(), "1")
    assert (criterion(endless).reachable, criterion(endless, over=None).reachable) == (10, None)


def test_line_knows_whether_it_only_deducts() -> None:
    assert (deduction().only_deducts, judged().only_deducts) == (True, False)
    assert criterion(fixed("1"), max_points="0", over=Decimal(1)).only_deducts is False
    assert criterion(fixed("1"), max_points="0", over=None).only_deducts is False


def test_line_knows_what_it_asks_for_and_compares() -> None:
    both = criterion(Sum(of=(per_unit(count(), "1"), proportion().rule)))
    assert ([one.key for one in both.inputs], both.takes_targets, both.compared) == (["late"], True, ())
    assert judged().takes_targets is False
    assert criterion(Relative(points=Decimal(1))).takes_targets is True
    assert len(criterion(Relative(points=Decimal(1))).compared) == 3
    ranked = criterion(per_unit(Compared(figure=taking(Take.ACTUAL), against=Against.RANK), "-1"))
    assert (ranked.takes_targets, ranked.compared) == (True, ((taking(Take.ACTUAL), None),))


def test_heading_says_a_code_once() -> None:
    assert (heading("I", "Kết quả"), heading("I", "I. Kết quả")) == ("I. Kết quả", "I. Kết quả")
    assert section("I", judged(), title="Kết quả").heading == "I. Kết quả"


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ([], "not_an_object", "."),
        (None, "not_an_object", "."),
        ({"entries": []}, "missing_field", "title"),
        ({"title": 5}, "not_text", "title"),
        ({"title": "a\ud800"}, "not_text", "title"),
        ({"title": "T", "entries": {}}, "not_a_list", "entries"),
        ({"title": "T", "entries": ["x"]}, "not_an_object", "entries[0]"),
        ({"title": "T", "colour": "red"}, "unknown_field", "colour"),
        ({**with_line(), "places": "1.5"}, "not_whole", "places"),
        ({**with_line(), "places": True}, "not_a_number", "places"),
        ({**with_line(), "rounding": "up"}, "unknown_choice", "rounding"),
        ({**with_line(), "not_applicable": "skip"}, "unknown_choice", "not_applicable"),
        ({**with_line(), "ties": [{"by": "age"}]}, "unknown_choice", "ties[0].by"),
        ({**with_line(), "classes": [{"label": "Tốt"}]}, "missing_field", "classes[0].start"),
        ({**with_line(), "guards": [{"title": "x"}]}, "missing_field", "guards[0].clause"),
        (with_line(max_points=10.5), "float_number", "entries[0].max_points"),
        (with_line(max_points="10,5"), "not_a_number", "entries[0].max_points"),
        (with_line(max_points="1e9"), "not_a_number", "entries[0].max_points"),
        (with_line(max_points=10**19), "not_a_number", "entries[0].max_points"),
        (with_line(max_points=[1]), "not_a_number", "entries[0].max_points"),
        (with_line(max_points=None), "missing_field", "entries[0].max_points"),
        (with_line(least="open"), "not_a_number", "entries[0].least"),
        (with_line(rule={"kind": "formula"}), "unknown_choice", "entries[0].rule.kind"),
        (with_line(rule={"kind": "fixed", "points": 0.5}), "float_number", "entries[0].rule.points"),
        (with_line(clause=" "), "missing_field", "entries[0].clause"),
        (with_line(evidence="yes"), "not_a_flag", "entries[0].evidence"),
        (with_line(weight="1"), "unknown_field", "entries[0].weight"),
        (with_line(points="1"), "unknown_field", "entries[0].points"),
        (with_section(clause="c"), "unknown_field", "entries[0].clause"),
        (with_section(role="extra"), "unknown_choice", "entries[0].role"),
        (with_section(not_applicable="skip"), "unknown_choice", "entries[0].not_applicable"),
        (with_section(entries=[{**LINE, "max_points": None}]), "missing_field", "entries[0].entries[0].max_points"),
    ],
)
def test_sheet_from_json_refuses_and_names_the_field_once(data: object, code: str, field: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json(data)
    assert (refused.value.code, refused.value.data["field"]) == (code, field)
    assert refused.value.text.vi.startswith(f"{field}: ")
    assert refused.value.text.vi.count(field) == 1 or field == "."


def test_sheet_from_json_refusal_names_the_remedy_in_both_languages() -> None:
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json(with_section(role="extra"))
    assert refused.value.text.vi == (
        "entries[0].role: giá trị “extra” không dùng được; hãy chọn một trong: base, bonus, penalty."
    )
    assert refused.value.text.en == "entries[0].role: “extra” cannot be used; choose one of: base, bonus, penalty."


def test_sheet_from_json_says_where_a_line_contradicts_itself() -> None:
    for data, place in ((with_line(least=11), "entries[0]"), (with_section(weight=0), "entries[0]")):
        with pytest.raises(InvalidSheet) as refused:
            Sheet.from_json(data)
        assert refused.value.place == place
        assert refused.value.text.en.startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"max_points": Decimal("-0.01")}, "points_out_of_bounds"),
        ({"max_points": Decimal("1000000.01")}, "points_out_of_bounds"),
        ({"max_points": Decimal("NaN")}, "points_out_of_bounds"),
        ({"least": Decimal("-1000000.01")}, "points_out_of_bounds"),
        ({"over": Decimal("-0.01")}, "points_out_of_bounds"),
        ({"least": Decimal("10.01")}, "bounds_crossed"),
        ({"rule": Sum(of=(per_unit(count(), "1"), per_unit(count("late", "Khác"), "1")))}, "key_means_two_things"),
    ],
)
def test_criterion_that_contradicts_itself_is_refused(changes: dict[str, Any], code: str) -> None:
    fields: dict[str, Any] = {**LINE, "rule": fixed("1"), "max_points": Decimal(10)}
    with pytest.raises(InvalidSheet) as refused:
        Criterion(**{**fields, **changes})
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"max_points": Decimal(-1)}, "points_out_of_bounds"),
        ({"least": Decimal(-1_000_001)}, "points_out_of_bounds"),
        ({"max_points": Decimal(5), "least": Decimal(6)}, "bounds_crossed"),
        ({"weight": Decimal(0)}, "weight_out_of_range"),
        ({"weight": Decimal("100.1")}, "weight_out_of_range"),
    ],
)
def test_section_that_contradicts_itself_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        Section(**{"code": "I", "title": "Phần", **changes})
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["code", "title", "clause"])
def test_entry_without_its_names_is_refused(name: str) -> None:
    code = " " if name == "code" else "1"
    fields: dict[str, Any] = {**LINE, "rule": fixed("1"), "max_points": Decimal(10), name: " "}
    with pytest.raises(InvalidSheet) as refused:
        Criterion(**fields)
    assert (refused.value.code, refused.value.data) == ("missing_field", {"field": f"{code}.{name}"})
    if name != "clause":
        with pytest.raises(InvalidSheet) as refused:
            Section(**{"code": "1", "title": "Phần", name: " "})
        assert (refused.value.code, refused.value.data) == ("missing_field", {"field": f"{code}.{name}"})


def test_section_at_the_edges_is_allowed() -> None:
    assert section("I", max_points=Decimal(0)).max_points == 0
    assert section("I", weight=Decimal(100), max_points=Decimal(5), least=Decimal(5)).weight == 100
    assert section("I", max_points=Decimal(5), least=Decimal(6), capped=False).least == 6


def test_sheet_without_criteria_may_be_drafted_but_not_scored_by() -> None:
    draft = Sheet(title="T", entries=())
    with pytest.raises(InvalidSheet) as refused:
        draft.require_lines()
    assert refused.value.code == "empty_sheet"
    sheet().require_lines()


@pytest.mark.parametrize(
    "entries",
    [
        (judged("1"), proportion("1")),
        (section("1", judged("1")),),
        (section("I", section("I", judged("1"))),),
    ],
)
def test_sheet_with_a_code_twice_is_refused(entries: tuple[Any, ...]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(*entries)
    assert refused.value.code == "duplicate_code"


@pytest.mark.parametrize(
    ("changes", "code", "data"),
    [
        ({"places": -1}, "places_out_of_range", {"value": "-1", "most": "4"}),
        ({"places": 5}, "places_out_of_range", {"value": "5", "most": "4"}),
        ({"scale": Decimal(-1)}, "points_out_of_bounds", {"field": "scale", "least": "0", "most": "1000000"}),
        ({"most": Decimal(-1)}, "points_out_of_bounds", {"field": "most", "least": "0", "most": "1000000"}),
        (
            {"most": Decimal("1.125")},
            "too_precise",
            {"code": "Bảng điểm 2024", "field": "most", "value": "1.125", "places": "2"},
        ),
    ],
)
def test_sheet_out_of_bounds_is_refused(changes: dict[str, Any], code: str, data: dict[str, str]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(**changes)
    assert (refused.value.code, refused.value.data) == (code, data)


def test_sheet_may_have_a_scale_and_a_most_of_nothing() -> None:
    assert (sheet(scale=Decimal(0)).scale, sheet(most=Decimal(0)).most) == (0, 0)


@pytest.mark.parametrize("places", [0, 4])
def test_sheet_may_have_no_decimals_or_four(places: int) -> None:
    assert sheet(judged(), places=places).places == places


@pytest.mark.parametrize(
    ("entry", "data"),
    [
        (judged(max_points="5.125"), {"code": "J", "field": "max_points", "value": "5.125", "places": "2"}),
        (
            criterion(fixed("1"), least=Decimal("-0.125")),
            {"code": "1", "field": "least", "value": "-0.125", "places": "2"},
        ),
        (criterion(fixed("1"), over=Decimal("0.125")), {"code": "1", "field": "over", "value": "0.125", "places": "2"}),
        (
            section("I", judged(), max_points=Decimal("9.999")),
            {"code": "I", "field": "max_points", "value": "9.999", "places": "2"},
        ),
        (
            section("I", judged(), least=Decimal("0.001")),
            {"code": "I", "field": "least", "value": "0.001", "places": "2"},
        ),
    ],
)
def test_sheet_with_bounds_finer_than_its_places_is_refused(entry: Any, data: dict[str, str]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(entry)
    assert (refused.value.code, refused.value.data) == ("too_precise", data)


@pytest.mark.parametrize(
    "classes",
    [
        (ClassBand(label="Tốt", start=Decimal(80)), ClassBand(label="Xuất sắc", start=Decimal(90))),
        (ClassBand(label="Tốt", start=Decimal(80)), ClassBand(label="Khá", start=Decimal(80))),
        (ClassBand(label="Tốt", start=Decimal(80)), ClassBand(label="Tốt", start=Decimal(70))),
    ],
)
def test_classes_go_from_the_highest_to_the_lowest(classes: tuple[ClassBand, ...]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        sheet(classes=classes)
    assert refused.value.code == "class_order"


@pytest.mark.parametrize("by", [TieBy.SECTION, TieBy.LINE])
def test_tie_break_that_names_what_is_not_there_is_refused(by: TieBy) -> None:
    known = TieKey(by=TieBy.BONUS)
    with pytest.raises(InvalidSheet) as refused:
        sheet(section("I", judged("1")), ties=(known, TieKey(by=by, code="X")))
    assert (refused.value.code, refused.value.data) == ("unknown_reference", {"field": "ties[1].code", "code": "X"})


def test_sections_are_nested_four_deep_and_no_deeper() -> None:
    def nested(depth: int) -> dict[str, Any]:
        entry: dict[str, Any] = LINE
        for level in range(depth):
            entry = {"code": f"S{level}", "title": "Phần", "entries": [entry]}
        return {"title": "T", "entries": [entry]}

    assert len(list(Sheet.from_json(nested(4)).sections())) == 4
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json(nested(5))
    assert (refused.value.code, refused.value.data["field"]) == (
        "too_deep",
        "entries[0]" + ".entries[0]" * 4 + ".entries",
    )


def test_sheet_holds_a_thousand_entries_and_no_more() -> None:
    entries = [{**LINE, "code": str(number)} for number in range(1001)]
    assert len(Sheet.from_json({"title": "T", "entries": entries[:1000]}).criteria) == 1000
    with pytest.raises(InvalidSheet) as refused:
        Sheet.from_json({"title": "T", "entries": entries})
    assert (refused.value.code, refused.value.data) == ("too_many", {"field": "entries", "most": "1000"})
