"""A criteria sheet set out for its page: row by row, in words, with an example and what the linter finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua.cycles.models import ScoringTable
from thidua.cycles.queries.sheets import sheet_of
from thidua.rulebook import example, facts, lint
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.guards import Guard
from thidua.rulebook.sheet import Entry, Role, attainable
from thidua.rulebook.wording import describe
from thidua.rulebook.wording import settings as words


@dataclass(frozen=True, kw_only=True)
class Row:
    """A section or a criterion on the page; `attainable` is what the printed maxima in it add up to.

    `words` say how a line is scored, `example` shows it at work, `notes` what is said about a section. `first` and
    `last` tell whether the entry has a neighbour to change places with, `parent` is the code of its section.
    """

    entry: Entry
    depth: int
    attainable: Decimal
    parent: str
    first: bool
    last: bool
    findings: tuple[Finding, ...]
    words: Text | None = None
    example: Finding | None = None
    notes: tuple[Text, ...] = ()

    @property
    def is_section(self) -> bool:
        return isinstance(self.entry, facts.Section)

    @property
    def has_error(self) -> bool:
        return bool(lint.errors(self.findings))

    @property
    def anchor(self) -> str:
        return anchor(self.entry.code)

    @property
    def level(self) -> int:
        """The step of indentation, from 1."""
        return min(self.depth, 2) + 1


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """A sheet set out row by row, with the most a unit can reach and the settings in words."""

    table: ScoringTable
    sheet: facts.Sheet
    rows: tuple[Row, ...]
    attainable: Decimal
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    @property
    def off_scale(self) -> Decimal | None:
        """By how much the maxima miss the printed scale; None when they meet it or there is none."""
        scale = self.sheet.scale
        return None if scale is None or scale == self.attainable else self.attainable - scale

    @property
    def rounding(self) -> Text:
        return words.ROUNDING[self.sheet.rounding]

    @property
    def not_applicable(self) -> Text:
        return words.NOT_APPLICABLE[self.sheet.not_applicable]

    @property
    def classes(self) -> list[tuple[str, Text]]:
        return [(one.label, words.class_words(one)) for one in self.sheet.classes]

    @property
    def guards(self) -> list[tuple[Guard, Text]]:
        return [(one, words.guard(one)) for one in self.sheet.guards]

    @property
    def ties(self) -> list[Text]:
        return [words.tie(one) for one in self.sheet.ties]


def anchor(code: str) -> str:
    """The id of an entry's row."""
    return "row-" + "".join(sign if sign.isalnum() else f"_{ord(sign)}_" for sign in code)


def sheet_page(table: ScoringTable) -> SheetPage:
    """The sheet for reading, finished or not."""
    sheet = sheet_of(table)
    found = lint.findings(sheet) if sheet.criteria else ()
    errors = lint.errors(found)
    by_code: dict[str, tuple[Finding, ...]] = {}
    for one in found:
        by_code[one.data["code"]] = (*by_code.get(one.data["code"], ()), one)
    return SheetPage(
        table=table,
        sheet=sheet,
        rows=tuple(_rows(sheet, sheet.entries, 0, "", by_code)),
        attainable=sheet.attainable,
        errors=errors,
        warnings=tuple(one for one in found if one not in errors),
    )


def _rows(
    sheet: facts.Sheet, entries: tuple[Entry, ...], depth: int, parent: str, found: Mapping[str, tuple[Finding, ...]]
) -> Iterator[Row]:
    for place, entry in enumerate(entries):
        yield Row(
            entry=entry,
            depth=depth,
            attainable=attainable(entry),
            parent=parent,
            first=place == 0,
            last=place == len(entries) - 1,
            findings=found.get(entry.code, ()),
            words=describe(entry.rule) if isinstance(entry, facts.Criterion) else None,
            example=example.of(entry, sheet) if isinstance(entry, facts.Criterion) else None,
            notes=tuple(_notes(entry)),
        )
        if isinstance(entry, facts.Section):
            yield from _rows(sheet, entry.entries, depth + 1, entry.code, found)


_WEIGHT = Text("hệ số {weight}", "weight {weight}")
_LEAST = Text("không thấp hơn {least}", "not below {least}")
_OPEN = Text("không giữ ở điểm tối đa", "not held to its maximum")


def _notes(section: Entry) -> Iterator[Text]:
    """What is out of the ordinary about a section."""
    if not isinstance(section, facts.Section):
        return
    if section.role != Role.BASE:
        yield words.ROLE[section.role]
    if section.weight != 1:
        yield _WEIGHT.filled(weight=section.weight)
    if section.least is not None:
        yield _LEAST.filled(least=section.least)
    if section.max_points is not None and not section.capped:
        yield _OPEN
    if section.not_applicable is not None:
        yield words.NOT_APPLICABLE[section.not_applicable]
