"""The workbook: a criteria sheet as XLSX, for reading, printing and editing; `read_workbook` reads it back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from thidua.cycles.exchange.cells import LONGEST_JSON, json_text, shown, written_number
from thidua.cycles.exchange.columns import EXACT, LINES, LINES_SHEET, SETTING_HEADS, SETTINGS, SETTINGS_SHEET
from thidua.cycles.exchange.imported import in_order
from thidua.kernel.workbook import TEXTS_ONLY
from thidua.rulebook.findings import Text
from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet
from thidua.rulebook.wording import describe
from thidua.rulebook.wording.settings import NO, NO_LIMIT, NOT_APPLICABLE, ROUNDING, YES, class_words, guard, tie

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECTION_SETTINGS = ("capped", "weight", "role", "not_applicable")
_A4 = 9
# Level and rule, and whatever goes on to the right of them, are not printed.
_PRINTED = len(LINES) - 2
_LINE_HEIGHT, _MOST_HEIGHT = 16, 400
Written = str | Decimal | None


def workbook_of(sheet: Sheet, *, language: str) -> bytes:
    """The bytes of an XLSX with the headings and the words in "vi" or "en". The sheet comes back from it unchanged.

    Texts are always written as texts, so that one beginning with "=" is no formula. What a cell cannot hold (control
    characters, very long texts) stands exactly in a column of JSON at the end.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, TEXTS_ONLY) as book:
        widths = [column.width for column in LINES[:_PRINTED]]
        _write_lines(_Page(book, LINES_SHEET.in_language(language), widths=widths), sheet, language)
        _write_settings(_Page(book, SETTINGS_SHEET.in_language(language), widths=(30, 60, 60)), sheet, language)
    return stream.getvalue()


class _Page:
    """One worksheet: A4 landscape, its first row frozen and repeated on every page.

    The columns of `widths`, in characters, are printed; what stands to the right of them is for programs.
    """

    def __init__(self, book: Any, name: str, *, widths: Sequence[int]) -> None:
        self.page = book.add_worksheet(name)
        self.widths = widths
        self.formats = {
            (bold, number): book.add_format(
                {"bold": bold, "text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman"}
                | ({"num_format": "#,##0.####", "align": "right"} if number else {"num_format": "@"})
            )
            for bold in (True, False)
            for number in (True, False)
        }
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)
        self.page.freeze_panes(1, 2)
        for position, width in enumerate(widths):
            self.page.set_column(position, position, width)

    def end(self, rows: int) -> None:
        """Print the first `rows` rows."""
        self.page.print_area(0, 0, rows - 1, len(self.widths) - 1)

    def write(self, row: int, values: Sequence[Written], *, bold: bool = False) -> None:
        self.page.set_row(row, _height(values, self.widths))
        for column, value in enumerate(values):
            if isinstance(value, Decimal):
                self.page.write_number(row, column, value, self.formats[bold, True])
            elif value:
                self.page.write_string(row, column, value, self.formats[bold, False])
            else:
                self.page.write_blank(row, column, None, self.formats[bold, False])


def _height(values: Sequence[Written], widths: Sequence[int]) -> int:
    """The height of a row in points, so that wrapped texts are seen whole: not every program works it out itself."""
    texts = [(value, width) for value, width in zip(values, widths, strict=False) if isinstance(value, str)]
    lines = [sum(1 + len(line) * 5 // (width * 6) for line in text.split("\n")) for text, width in texts]
    return min(_LINE_HEIGHT * max(lines, default=1), _MOST_HEIGHT)


def _write_lines(page: _Page, sheet: Sheet, language: str) -> None:
    entries = list(in_order(sheet.entries))
    chunks = [_chunks(_rule_text(entry)) for _depth, entry in entries]
    most = max((len(one) for one in chunks), default=1)
    exact = [_exact(_texts(entry)) for _depth, entry in entries]
    exact_most = max((len(one) for one in exact), default=0)
    heads = [one.heading.in_language(language) for one in LINES]
    heads += [f"{heads[-1]} {number}" for number in range(2, most + 1)]
    first = EXACT.heading.in_language(language)
    heads += [first if number == 1 else f"{first} {number}" for number in range(1, exact_most + 1)]
    page.write(0, heads, bold=True)
    for row, (depth, entry) in enumerate(entries, start=1):
        rule = chunks[row - 1]
        values: list[Written] = [*_cells(entry, language), Decimal(depth), *rule, *[None] * (most - len(rule))]
        page.write(row, [*values, *exact[row - 1]], bold=isinstance(entry, Section))
    page.end(len(entries) + 1)


def _cells(entry: Entry, language: str) -> list[Written]:
    if isinstance(entry, Section):
        least = None if entry.least is None else written_number(entry.least)
        most = None if entry.max_points is None else written_number(entry.max_points)
        return [shown(entry.code), shown(entry.title), most, None, None, None, None, None, least, None]
    no_limit = NO_LIMIT.in_language(language)
    return [
        shown(entry.code),
        shown(entry.title),
        written_number(entry.max_points),
        shown(describe(entry.rule).in_language(language)),
        shown(entry.clause),
        (YES if entry.evidence else NO).in_language(language).capitalize(),
        shown(entry.appraiser),
        shown(entry.note),
        no_limit if entry.least is None else written_number(entry.least),
        no_limit if entry.over is None else written_number(entry.over),
    ]


def _rule_text(entry: Entry) -> str:
    if isinstance(entry, Criterion):
        return json_text(entry.rule.to_json())
    data = entry.to_json()
    return json_text({name: data[name] for name in SECTION_SETTINGS})


def _texts(entry: Entry) -> dict[str, str]:
    if isinstance(entry, Section):
        return {"code": entry.code, "title": entry.title}
    names = ("code", "title", "clause", "appraiser", "note")
    return {name: getattr(entry, name) for name in names}


def _exact(texts: dict[str, str]) -> list[str]:
    """The texts that a cell would not give back as they are, as JSON; nothing for most rows."""
    lost = {name: text for name, text in texts.items() if shown(text) != text}
    return _chunks(json_text(lost)) if lost else []


def _chunks(text: str) -> list[str]:
    """A text cut so that each piece fits into a cell."""
    return [text[start : start + LONGEST_JSON] for start in range(0, len(text), LONGEST_JSON)]


def _write_settings(page: _Page, sheet: Sheet, language: str) -> None:
    rows = [*_plain_settings(sheet, language), *_listed_settings(sheet)]
    exact = _exact({"title": sheet.title, "source": sheet.source})
    if exact:
        rows.append(("exact", exact, None))
    page.write(0, [one.in_language(language) for one in SETTING_HEADS], bold=True)
    for row, (name, values, words) in enumerate(rows, start=1):
        said = None if words is None else shown(words.in_language(language))
        page.write(row, [SETTINGS[name].in_language(language), *values[:1], said, *values[1:]])
    page.end(len(rows) + 1)


_Setting = tuple[str, Sequence[Written], Text | None]


def _plain_settings(sheet: Sheet, language: str) -> list[_Setting]:
    scale = None if sheet.scale is None else written_number(sheet.scale)
    most = None if sheet.most is None else written_number(sheet.most)
    return [
        ("title", [shown(sheet.title)], None),
        ("source", [shown(sheet.source)], None),
        ("places", [Decimal(sheet.places)], None),
        ("rounding", [ROUNDING[sheet.rounding].in_language(language)], None),
        ("scale", [scale], None),
        ("most", [most], None),
        ("not_applicable", [NOT_APPLICABLE[sheet.not_applicable].in_language(language)], None),
    ]


def _listed_settings(sheet: Sheet) -> list[_Setting]:
    rows: list[_Setting] = []
    for band in sheet.classes:
        words = class_words(band)
        said = Text(f"{band.label}: {words.vi}", f"{band.label}: {words.en}")
        rows.append(("classes", _chunks(json_text(band.to_json())), said))
    rows += [("guards", _chunks(json_text(one.to_json())), guard(one)) for one in sheet.guards]
    rows += [("ties", _chunks(json_text(one.to_json())), tie(one)) for one in sheet.ties]
    return rows
