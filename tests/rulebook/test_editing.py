"""Editing a sheet: entries put in, replaced, taken out and moved by their code."""

from collections.abc import Callable

import pytest

from tests.rulebook.examples import judged, section, sheet
from thidua.rulebook.editing import found, inserted, moved, parent_of, placed, removed, replaced
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.sheet import Entry, Section, Sheet

SHEET = sheet(section("I", judged("A"), judged("B"), section("I.1", judged("C"))), judged("D"), section("II"))


def outline(entries: tuple[Entry, ...]) -> list[object]:
    """The codes in order, those of a section's entries in a list after it."""
    lines: list[object] = []
    for entry in entries:
        lines.append(entry.code)
        if isinstance(entry, Section):
            lines.append(outline(entry.entries))
    return lines


def outlined(of: Sheet) -> str:
    return str(outline(of.entries)).replace("'", "").replace(", [", "[")


def test_outline_of_the_example() -> None:
    assert outlined(SHEET) == "[I[A, B, I.1[C]], D, II[]]"


@pytest.mark.parametrize(("code", "parent"), [("I", ""), ("A", "I"), ("I.1", "I"), ("C", "I.1"), ("D", "")])
def test_entry_is_found_with_its_parent(code: str, parent: str) -> None:
    assert (found(SHEET, code).code, parent_of(SHEET, code)) == (code, parent)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda: inserted(SHEET, judged("X")), "[I[A, B, I.1[C]], D, II[], X]"),
        (lambda: inserted(SHEET, judged("X"), into="I.1"), "[I[A, B, I.1[C, X]], D, II[]]"),
        (lambda: replaced(SHEET, "A", judged("X")), "[I[X, B, I.1[C]], D, II[]]"),
        (lambda: replaced(SHEET, "I", section("X", judged("Y"))), "[X[A, B, I.1[C]], D, II[]]"),
        (lambda: replaced(SHEET, "I", judged("X")), "[X, D, II[]]"),
        (lambda: replaced(SHEET, "D", section("X", judged("Y"))), "[I[A, B, I.1[C]], X[Y], II[]]"),
        (lambda: removed(SHEET, "C"), "[I[A, B, I.1[]], D, II[]]"),
        (lambda: removed(SHEET, "I"), "[D, II[]]"),
        (lambda: moved(SHEET, "A", steps=1), "[I[B, A, I.1[C]], D, II[]]"),
        (lambda: moved(SHEET, "A", steps=9), "[I[B, I.1[C], A], D, II[]]"),
        (lambda: moved(SHEET, "II", steps=-1), "[I[A, B, I.1[C]], II[], D]"),
        (lambda: moved(SHEET, "II", steps=-9), "[II[], I[A, B, I.1[C]], D]"),
        (lambda: moved(SHEET, "B", steps=0), "[I[A, B, I.1[C]], D, II[]]"),
        (lambda: placed(SHEET, "A", into="II"), "[I[B, I.1[C]], D, II[A]]"),
        (lambda: placed(SHEET, "C", into="I", before="B"), "[I[A, C, B, I.1[]], D, II[]]"),
        (lambda: placed(SHEET, "I.1", into=""), "[I[A, B], D, II[], I.1[C]]"),
        (lambda: placed(SHEET, "I.1", into="", before="I"), "[I.1[C], I[A, B], D, II[]]"),
        (lambda: placed(SHEET, "A", into="I", before="unknown"), "[I[B, I.1[C], A], D, II[]]"),
    ],
)
def test_edited_sheet_is_a_new_one(edit: Callable[[], Sheet], expected: str) -> None:
    assert outlined(edit()) == expected
    assert outlined(SHEET) == "[I[A, B, I.1[C]], D, II[]]"


@pytest.mark.parametrize(
    "edit",
    [
        lambda: found(SHEET, "X"),
        lambda: parent_of(SHEET, "X"),
        lambda: inserted(SHEET, judged("Y"), into="X"),
        lambda: inserted(SHEET, judged("Y"), into="A"),
        lambda: replaced(SHEET, "X", judged("Y")),
        lambda: removed(SHEET, "X"),
        lambda: moved(SHEET, "X", steps=1),
        lambda: placed(SHEET, "X", into="I"),
        lambda: placed(SHEET, "A", into="D"),
    ],
)
def test_edit_of_a_code_that_is_not_there_is_refused(edit: Callable[[], object]) -> None:
    with pytest.raises(InvalidSheet) as refused:
        edit()
    assert (refused.value.code, refused.value.data["field"]) == ("unknown_reference", "code")


@pytest.mark.parametrize("into", ["I", "I.1"])
def test_section_is_not_moved_into_itself(into: str) -> None:
    with pytest.raises(InvalidSheet) as refused:
        placed(SHEET, "I", into=into)
    assert (refused.value.code, refused.value.data) == ("into_itself", {"code": "I"})


def test_edit_that_the_sheet_refuses_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        inserted(SHEET, judged("A"))
    assert refused.value.code == "duplicate_code"
