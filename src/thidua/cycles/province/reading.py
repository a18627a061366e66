"""Reading the workbook of a province: rows as typed, and what is wrong with each, in words."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.cycles.exchange.cells import Cell, folded, text_of
from thidua.cycles.exchange.reading import read_grids
from thidua.cycles.models import NumberStyle, write_bloc_number
from thidua.cycles.province.columns import BLOCS, BODIES, MEMBERS, WORKSHEETS, Column, Worksheet
from thidua.kernel.uploads.refusals import Refused
from thidua.reading.dates import read_date
from thidua.reading.refusals import Unreadable

_ROMAN = re.compile(r"[IVXLC]+")
MOST_ROWS = 5_000


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong in one place of the file, with the remedy."""

    worksheet: str
    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class BodyLine:
    row: int
    name: str
    short_name: str
    parent: str
    place: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class BlocLine:
    row: int
    name: str
    word: str
    number: int | None
    number_style: str
    parent: str


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    row: int
    bloc: str
    year: int
    position: int | None
    unit: str
    decision_number: str
    decision_on: date


@dataclass(kw_only=True)
class Province:
    """What the file says, and what is wrong with it. `texts` are the cells by worksheet, to be kept between two pages."""

    bodies: list[BodyLine] = field(default_factory=list)
    blocs: list[BlocLine] = field(default_factory=list)
    members: list[MemberLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    texts: dict[str, list[list[str]]] = field(default_factory=dict)


def read_province(data: bytes, *, today: date) -> Province:
    """The province in an XLSX, or what is wrong with it. Never raises for what the bytes hold."""
    try:
        grids = read_grids(data)
    except Refused as error:
        sentence = error.text.in_language(get_language() or "vi")
        return Province(faults=[Fault(worksheet="", row=None, column="", sentence=sentence)])
    named = {folded(grid.name): grid.rows for grid in grids}
    texts = {one.key: [[_text(cell) for cell in row] for row in named.get(folded(one.name), ())] for one in WORKSHEETS}
    return _read(texts, today=today)


def kept(province: Province) -> str:
    """The cells as JSON, for the page that asks for confirmation."""
    return json.dumps(province.texts, ensure_ascii=False, separators=(",", ":"))


def read_kept(content: str, *, today: date) -> Province:
    """What `kept` wrote, read strictly again: a page between two steps proves nothing."""
    try:
        found: Any = json.loads(content)
        texts = {
            one.key: [[str(cell)[:1000] for cell in row[:20]] for row in found[one.key][: MOST_ROWS + 1]]
            for one in WORKSHEETS
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return Province(faults=[Fault(worksheet="", row=None, column="", sentence=_("Tải tệp lên lại."))])
    return _read(texts, today=today)


def _text(cell: Cell) -> str:
    return " ".join(text_of(cell).split())


def _read(texts: dict[str, list[list[str]]], *, today: date) -> Province:
    province = Province(texts=texts)
    for row, values in _rows(BODIES, province):
        province.bodies.append(
            BodyLine(
                row=row, name=values["name"], short_name=values["short_name"] or values["name"][:120],
                parent=values["parent"], place=values["place"], kind=values["kind"],
            )
        )  # fmt: skip
    for row, values in _rows(BLOCS, province):
        number, style = _number(values["number"], row, province)
        province.blocs.append(
            BlocLine(
                row=row, name=values["name"], word=values["word"] or "Khối", number=number, number_style=style,
                parent=values["parent"],
            )
        )  # fmt: skip
    for row, values in _rows(MEMBERS, province):
        _member(row, values, province, today=today)
    if not any((province.bodies, province.blocs, province.members, province.faults)):
        sentence = _(
            "Tệp không có dòng nào ở các trang “Đơn vị”, “Khối”, “Thành viên”. Điền theo tệp mẫu rồi tải lên lại."
        )
        province.faults.append(Fault(worksheet="", row=None, column="", sentence=sentence))
    return province


def _rows(worksheet: Worksheet, province: Province) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled rows below the headings, each with its number as people see it; faulty ones are told of and left out."""
    rows = province.texts[worksheet.key]
    if not any(any(row) for row in rows):
        return
    places = _places(worksheet, rows[0], province)
    if places is None:
        return
    for number, row in enumerate(rows[1:], start=2):
        values = {key: row[place] if place < len(row) else "" for key, place in places.items()}
        if any(values.values()) and not _faulty(worksheet, number, values, province):
            yield number, values


def _places(worksheet: Worksheet, heads: Sequence[str], province: Province) -> dict[str, int] | None:
    """The place of each column by its heading; None when a needed one is missing."""
    found = {folded(head): place for place, head in reversed(list(enumerate(heads))) if head}
    places = {column.key: found.get(folded(column.heading), len(heads)) for column in worksheet.columns}
    missing = [one.heading for one in worksheet.columns if one.required and places[one.key] == len(heads)]
    for heading in missing:
        sentence = _("Thiếu cột “%(heading)s” ở dòng đầu. Chép dòng tiêu đề từ tệp mẫu.") % {"heading": heading}
        province.faults.append(Fault(worksheet=worksheet.name, row=1, column=heading, sentence=sentence))
    return None if missing else places


def _faulty(worksheet: Worksheet, number: int, values: dict[str, str], province: Province) -> bool:
    """Whether a needed cell is empty or a text too long, after telling so."""
    before = len(province.faults)
    for column in worksheet.columns:
        value = values[column.key]
        if column.required and not value:
            fault(province, worksheet, number, column.key, _("Ô này bắt buộc, hiện còn trống. Điền rồi tải lên lại."))
        elif len(value) > column.most:
            sentence = _("Dài %(found)s ký tự, nhiều nhất %(most)s. Rút gọn.") % {
                "found": len(value),
                "most": column.most,
            }
            fault(province, worksheet, number, column.key, sentence)
    return len(province.faults) > before


def fault(province: Province, worksheet: Worksheet, row: int, key: str, sentence: str) -> None:
    """Tell what is wrong in a cell."""
    column: Column = next(one for one in worksheet.columns if one.key == key)
    province.faults.append(Fault(worksheet=worksheet.name, row=row, column=column.heading, sentence=sentence))


def _number(text: str, row: int, province: Province) -> tuple[int | None, str]:
    """The number of a bloc with the way it is written."""
    if not text:
        return None, NumberStyle.ARABIC
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 9999:
        return int(text), NumberStyle.PADDED if text.startswith("0") else NumberStyle.ARABIC
    if _ROMAN.fullmatch(text.upper()):
        number = next((one for one in range(1, 400) if write_bloc_number(one, NumberStyle.ROMAN) == text.upper()), None)
        if number is not None:
            return number, NumberStyle.ROMAN
    sentence = _("“%(text)s” không phải số của khối. Ghi như 7, VII hoặc 07.") % {"text": text}
    fault(province, BLOCS, row, "number", sentence)
    return None, NumberStyle.ARABIC


def _member(row: int, values: dict[str, str], province: Province, *, today: date) -> None:
    before = len(province.faults)
    year, place = values["year"], values["position"]
    if not (year.isascii() and year.isdigit() and 2000 <= int(year) <= 2199):
        fault(province, MEMBERS, row, "year", _("Năm phải từ 2000 đến 2199, ví dụ 2025."))
    if place and not (place.isascii() and place.isdigit() and 1 <= int(place) <= 9999):
        fault(province, MEMBERS, row, "position", _("Số thứ tự là số nguyên từ 1, ví dụ 3. Có thể để trống."))
    decided = today
    try:
        decided = read_date(values["decision_on"], today=today)
    except Unreadable as error:
        fault(province, MEMBERS, row, "decision_on", error.text.in_language(get_language() or "vi"))
    if len(province.faults) == before:
        province.members.append(
            MemberLine(
                row=row, bloc=values["bloc"], year=int(year), position=int(place) if place else None,
                unit=values["unit"], decision_number=values["decision_number"], decision_on=decided,
            )
        )  # fmt: skip
