"""Our own workbook, read back: everything stands in its columns, and the cells people changed count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from thidua.cycles.exchange.cells import (
    BadCell,
    Cell,
    bound_of,
    flag_of,
    folded,
    json_of,
    number_of,
    shown,
    text_of,
    whole_of,
)
from thidua.cycles.exchange.columns import EXACT, LINES, SETTING_HEADS, SETTINGS, continued, headings, positions
from thidua.cycles.exchange.imported import Imported, RowError
from thidua.cycles.exchange.lines import MISSING, Line, Notes, judged_line, nested, refuse_sheet
from thidua.cycles.exchange.workbook import SECTION_SETTINGS
from thidua.rulebook.findings import Text
from thidua.rulebook.guards import CLASS_NAMES, GUARD_NAMES, read_class, read_guard
from thidua.rulebook.ranking import TIE_NAMES, read_tie_key
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import RULE_NAMES, Rule, read_rule
from thidua.rulebook.sheet import Criterion, Entry, NotApplicable, Role, Section, Sheet
from thidua.rulebook.wording.settings import NOT_APPLICABLE, ROUNDING

_KNOWN = headings((*LINES, EXACT))
_TEXTS = frozenset({"code", "title", "clause", "appraiser", "note", "source"})
_SETTING = {folded(word): name for name, text in SETTINGS.items() for word in (text.vi, text.en)}
_SETTING_HEADS = frozenset(folded(word) for word in (SETTING_HEADS[0].vi, SETTING_HEADS[0].en))
_ROUNDING = {folded(word): one for one, text in ROUNDING.items() for word in (text.vi, text.en, one.value)}
_NOT_APPLICABLE = {folded(word): one for one, text in NOT_APPLICABLE.items() for word in (text.vi, text.en, one.value)}
_MOST_SCALE_DECIMALS = 9

STEP_IN = Text(
    "cấp {depth} không có phần ở cấp trên ngay trước nó; cấp cao nhất là 0, hãy sửa lại",
    "level {depth} has no section one level above it; the top level is 0. Correct it",
)
NOT_AN_OBJECT = Text(
    "cần một nhóm trường JSON trong dấu {{ }}; hãy sửa lại", "a JSON group in {{ }} is needed; correct it"
)
NO_SETTINGS = Text(
    "Tệp không có trang “Cài đặt”; các cài đặt lấy giá trị mặc định, hãy kiểm tra lại.",
    "The file has no worksheet “Settings”; the settings are the defaults. Check them.",
)
UNKNOWN_SETTING = Text(
    "không có cài đặt tên này; hãy xoá dòng hoặc sửa tên",
    "there is no such setting; delete the row or correct its name",
)
UNKNOWN_WORD = Text("chỉ chọn một trong: {choices}; hãy sửa lại", "choose one of: {choices}; correct it")


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet or table: its name and the cells of its rows from the first on."""

    name: str
    rows: Sequence[Sequence[Cell]]


def is_own(grid: Grid) -> bool:
    """Whether the first row has our headings, with the level and the rule."""
    return bool(grid.rows) and {"code", "title", "depth", "rule"} <= positions(grid.rows[0], _KNOWN).keys()


def is_settings(grid: Grid) -> bool:
    """Whether this is the worksheet of settings."""
    return bool(grid.rows) and bool(grid.rows[0]) and folded(text_of(grid.rows[0][0])) in _SETTING_HEADS


def read_own(lines: Grid, settings: Grid | None) -> Imported:
    """The sheet of our own workbook."""
    heads = [text_of(cell) for cell in lines.rows[0]]
    notes = Notes(worksheet=lines.name, columns=positions(lines.rows[0], _KNOWN), heads=heads)
    rows = _Rows(notes, continued(lines.rows[0], "rule", _KNOWN), continued(lines.rows[0], "exact", _KNOWN))
    for number, cells in enumerate(lines.rows[1:], start=2):
        if any(text_of(cell) for cell in cells):
            rows.read(number, cells)
    entries = nested(rows.lines, notes)
    of_settings = Notes(worksheet=settings.name if settings else "", columns={"name": 0, "value": 1}, heads=("", ""))
    if settings is None:
        notes.notices.append(RowError(code="no_settings", text=NO_SETTINGS))
    values = _settings(settings.rows[1:] if settings else (), of_settings)
    notes.errors += of_settings.errors
    if notes.errors:
        return notes.imported()
    try:
        return notes.imported(Sheet(entries=entries, **({"title": lines.name} | values)))
    except InvalidSheet as error:
        refuse_sheet(notes, error)
        return notes.imported()


class _Rows:
    """The rows of the first worksheet, one after the other."""

    def __init__(self, notes: Notes, rule: list[int], exact: list[int]) -> None:
        self.notes = notes
        self.rule = rule
        self.exact = exact
        self.lines: list[Line] = []

    def read(self, number: int, cells: Sequence[Cell]) -> None:
        errors = len(self.notes.errors)
        named = {name: _at(cells, position) for name, position in self.notes.columns.items()}
        exact: Mapping[str, Any] = self.notes.cell(
            _object, _joined(cells, self.exact), row=number, name="exact", otherwise={}
        )
        texts = {name: _exactly(named[name], exact.get(name)) for name in _TEXTS & named.keys()}
        for name in ("code", "title"):
            if not texts[name].strip():
                self.notes.refuse("missing", MISSING, row=number, name=name)
        depth = self._depth(named, number)
        data: Mapping[str, Any] = self.notes.cell(
            _object, _joined(cells, self.rule), row=number, name="rule", otherwise={}
        )
        most = self.notes.cell(number_of, named.get("max_points"), row=number, name="max_points", otherwise=None)
        if len(self.notes.errors) > errors:
            return
        try:
            entry = self._entry(number, named, texts, data, most)
        except InvalidSheet as error:
            self.notes.refuse(error.code, error.text, row=number, name="rule" if error.place else "title")
            return
        if len(self.notes.errors) == errors:
            self.lines.append(Line(number=number, depth=depth, entry=entry))
            self.notes.show(self.lines[-1])

    def _depth(self, named: Mapping[str, Cell], number: int) -> int:
        cell = named["depth"]
        if cell is None or cell == "":
            return self._usual_depth()
        depth = self.notes.cell(lambda one: whole_of(one, least=0), cell, row=number, name="depth", otherwise=0)
        deepest = self.lines[-1].depth + 1 if self.lines else 0
        if depth > deepest and not self.notes.errors:
            self.notes.refuse("level", STEP_IN.filled(depth=depth), row=number, name="depth", found=str(depth))
        return depth

    def _usual_depth(self) -> int:
        """A row added by hand without a level stands beside the row above, or inside a section above."""
        if not self.lines:
            return 0
        above = self.lines[-1]
        return above.depth + isinstance(above.entry, Section)

    def _entry(
        self, number: int, named: Mapping[str, Cell], texts: Mapping[str, str], data: Mapping[str, Any], most: Decimal | None
    ) -> Entry:  # fmt: skip
        if "kind" not in data and (data or most is None):
            return self._section(number, named, texts, data, most)
        evidence = self.notes.cell(flag_of, named.get("evidence"), row=number, name="evidence", otherwise=False)
        said: dict[str, Any] = {name: texts.get(name, "") for name in ("appraiser", "note")}
        bounds: dict[str, Any] = {
            name: self.notes.cell(bound_of, named.get(name), row=number, name=name, otherwise=None)
            for name in ("least", "over")
        }
        if not data:
            assert most is not None
            added = judged_line(
                self.notes, row=number, code=texts["code"], title=texts["title"], points=most,
                clause=texts.get("clause", ""), evidence=evidence, **said,
            )  # fmt: skip
            return replace(added, **{name: bounds[name] for name in bounds if text_of(named.get(name))})
        return Criterion(
            code=texts["code"], title=texts["title"], rule=_rule(data), max_points=self._most(number, most),
            clause=self._clause(number, texts), evidence=evidence, **said, **bounds,
        )  # fmt: skip

    def _most(self, number: int, most: Decimal | None) -> Decimal:
        if most is None:
            self.notes.refuse("missing", MISSING, row=number, name="max_points")
        return most or Decimal(0)

    def _clause(self, number: int, texts: Mapping[str, str]) -> str:
        clause = texts.get("clause", "")
        if clause.strip():
            return clause
        self.notes.refuse("missing", MISSING, row=number, name="clause")
        return "…"

    def _section(
        self, number: int, named: Mapping[str, Cell], texts: Mapping[str, str], data: Mapping[str, Any], most: Decimal | None
    ) -> Section:  # fmt: skip
        least = self.notes.cell(number_of, named.get("least"), row=number, name="least", otherwise=None)
        said = {name: text_of(named.get(name)) for name in ("clause", "evidence", "appraiser", "note", "over")}
        self.notes.leave_out(said, row=number)
        record = Record.opened(data, at="", refusal=InvalidSheet, names=frozenset(SECTION_SETTINGS))
        policy = record.fields.get("not_applicable")
        return Section(
            code=texts["code"],
            title=texts["title"],
            max_points=most,
            least=least,
            capped=record.flag("capped", default=True),
            weight=record.number_or("weight", Decimal(1)),
            role=record.choice_or("role", Role.BASE),
            not_applicable=None if policy is None else record.choice("not_applicable", NotApplicable),
        )


def _rule(data: Mapping[str, Any]) -> Rule:
    return read_rule(Record.opened(data, at="rule", refusal=InvalidSheet, names=RULE_NAMES))


def _at(cells: Sequence[Cell], position: int) -> Cell:
    return cells[position] if position < len(cells) else None


def _joined(cells: Sequence[Cell], places: Sequence[int]) -> Cell:
    return "".join(cell if isinstance(cell, str) else text_of(cell) for cell in (_at(cells, one) for one in places))


def _object(cell: Cell) -> Mapping[str, Any]:
    """A group of fields in JSON; nothing for an empty cell. Raises BadCell."""
    text = cell if isinstance(cell, str) else text_of(cell)
    if not text.strip():
        return {}
    data = json_of(text)
    if not isinstance(data, dict):
        raise BadCell("not_an_object", NOT_AN_OBJECT.filled(), text)
    return data


def _exactly(cell: Cell, exact: object) -> str:
    """The text of a cell, in its exact form unless somebody changed what the cell shows."""
    text = text_of(cell)
    return exact if isinstance(exact, str) and _comparable(exact) and shown(exact) == shown(text) else text


def _comparable(text: str) -> bool:
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _settings(rows: Sequence[Sequence[Cell]], notes: Notes) -> dict[str, Any]:
    """The settings by the names of the sheet's fields; what is not there keeps its default."""
    found: dict[str, Any] = {"classes": (), "guards": (), "ties": (), "exact": {}}
    for number, cells in enumerate(rows, start=2):
        label = text_of(_at(cells, 0))
        name = _SETTING.get(folded(label))
        long = _joined(cells, [1, *range(3, len(cells))])
        if name is not None and text_of(long):
            _keep_setting(found, name, long if name in _LONG else _at(cells, 1), number, notes)
        elif name is None and (label or text_of(long)):
            notes.refuse("unknown_setting", UNKNOWN_SETTING, row=number, name="name", found=label)
    exact = found.pop("exact")
    for name in ("title", "source"):
        if name in found:
            found[name] = _exactly(found[name], exact.get(name))
    return found


def _keep_setting(found: dict[str, Any], name: str, value: Cell, number: int, notes: Notes) -> None:
    read = notes.cell(_READERS[name], value, row=number, name="value", otherwise=None)
    if read is not None:
        found[name] = (*found[name], read) if name in _LISTED else read


def _rounding(cell: Cell) -> Any:
    return _chosen(cell, _ROUNDING, Text(*_choices(ROUNDING)))


def _policy(cell: Cell) -> Any:
    return _chosen(cell, _NOT_APPLICABLE, Text(*_choices(NOT_APPLICABLE)))


def _choices(words: Mapping[Any, Text]) -> tuple[str, str]:
    return "; ".join(one.vi for one in words.values()), "; ".join(one.en for one in words.values())


def _chosen(cell: Cell, known: Mapping[str, Any], choices: Text) -> Any:
    value = known.get(folded(text_of(cell)))
    if value is None:
        raise BadCell("unknown_choice", UNKNOWN_WORD.filled(choices=choices), text_of(cell))
    return value


_PLAIN: dict[str, Any] = {
    "title": text_of,
    "source": text_of,
    "places": lambda cell: whole_of(cell, least=0),
    "rounding": _rounding,
    "scale": lambda cell: number_of(cell, decimals=_MOST_SCALE_DECIMALS),
    "most": number_of,
    "not_applicable": _policy,
}


def _item(cell: Cell, read: Any, names: frozenset[str]) -> object:
    data = _object(cell)
    if not data:
        return None
    try:
        return read(Record.opened(data, at="", refusal=InvalidSheet, names=names))
    except InvalidSheet as error:
        raise BadCell(error.code, error.text, text_of(cell)) from error


_LISTED: dict[str, Any] = {
    "classes": lambda cell: _item(cell, read_class, CLASS_NAMES),
    "guards": lambda cell: _item(cell, read_guard, GUARD_NAMES),
    "ties": lambda cell: _item(cell, read_tie_key, TIE_NAMES),
}
_LONG = frozenset({*_LISTED, "exact"})
_READERS: dict[str, Any] = {**_PLAIN, **_LISTED, "exact": _object}
