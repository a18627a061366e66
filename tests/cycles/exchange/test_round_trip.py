"""Round trips: a sheet comes back unchanged from every file that promises it."""

import pytest
from hypothesis import given, settings

from tests.rulebook.everything import everything
from tests.rulebook.strategies import patient, sheets
from thidua.cycles.exchange.jsonfile import json_of, read_json
from thidua.cycles.exchange.reading import read_workbook
from thidua.cycles.exchange.workbook import workbook_of
from thidua.rulebook import library
from thidua.rulebook.sheet import Sheet

IDS = [entry.id for entry in library.entries()]
few = settings(patient, max_examples=40)


@pytest.mark.parametrize("id", IDS)
def test_workbook_gives_a_library_sheet_back(id: str) -> None:
    sheet = library.load(id)

    assert read_workbook(workbook_of(sheet, language="vi")).sheet == sheet


@pytest.mark.parametrize("id", IDS)
def test_json_gives_a_library_sheet_back(id: str) -> None:
    sheet = library.load(id)

    assert read_json(json_of(sheet)).sheet == sheet


def test_workbook_in_english_gives_everything_back() -> None:
    sheet = everything()
    read = read_workbook(workbook_of(sheet, language="en"))

    assert (read.errors, read.notices, read.sheet) == ((), (), sheet)


@few
@given(sheets())
def test_workbook_gives_any_sheet_back(sheet: Sheet) -> None:
    read = read_workbook(workbook_of(sheet, language="vi"))

    assert (read.errors, read.sheet) == ((), sheet)


@few
@given(sheets())
def test_json_gives_any_sheet_back(sheet: Sheet) -> None:
    assert read_json(json_of(sheet)).sheet == sheet
