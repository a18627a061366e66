"""`thidua check sheet.json facts.json`: score units by a sheet and say why, without the web application.

Anyone who holds the adopted sheet and the facts of one unit, or of a whole bloc, can recompute the points by
themselves. `--lint` only looks the sheet over; `--schema` prints what the two files may look like.

Exit status: 0 when everything could be printed, 1 when `--lint` found errors in the sheet, 2 for a bad file or bad
arguments.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from thidua.rulebook import lint, report
from thidua.rulebook.book import load
from thidua.rulebook.facts import Sheet, UnitFacts
from thidua.rulebook.jsonfile import InvalidFile, JsonFile, read
from thidua.rulebook.measures import LANGUAGES
from thidua.rulebook.refusals import RulebookError
from thidua.rulebook.schema import facts_schema, sheet_schema
from thidua.rulebook.scoring import bloc_figures, rank_bloc, score, score_bloc
from thidua.rulebook.units import is_bloc, read_units
from thidua.rulebook.whereabouts import where

__all__ = ["InvalidFile", "main"]

_SCHEMAS = {"sheet": sheet_schema, "facts": facts_schema}
Read = TypeVar("Read")


class _Refused(Exception):
    """A refusal with the file and the place it is about, ready to be printed."""


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit status. Ends with SystemExit(2), as argparse does, when the arguments are wrong."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.schema is not None:
        print(json.dumps(_SCHEMAS[arguments.schema](), ensure_ascii=False, indent=1))
        return 0
    if arguments.sheet is None or (arguments.facts is None) != arguments.lint:
        parser.error("name a sheet and the facts, or a sheet alone with --lint")
    try:
        return _lint(arguments) if arguments.lint else _score(arguments)
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thidua check", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sheet", type=Path, nargs="?", help="the criteria sheet, JSON")
    parser.add_argument("facts", type=Path, nargs="?", help="the facts of one unit or of a bloc, JSON")
    parser.add_argument("--lint", action="store_true", help="only look the sheet over; exit status 1 for errors")
    parser.add_argument("--schema", choices=tuple(_SCHEMAS), help="print the JSON Schema of sheets or of facts")
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help="language of the report")
    return parser


def _lint(arguments: argparse.Namespace) -> int:
    sheet = _sheet(arguments)
    found = lint.findings(sheet)
    _print(report.of_findings(found, arguments.language))
    return 1 if lint.errors(found) else 0


def _score(arguments: argparse.Namespace) -> int:
    language: str = arguments.language
    sheet = _sheet(arguments)
    many, units = _facts(arguments, sheet)
    scores = score_bloc(units=units, sheet=sheet, explain=True)
    print(report.of_sheet(sheet, load().version).in_language(language))
    for one in scores:
        _print(("", *report.of_unit(one, sheet, language)))
    if many:
        standings = rank_bloc(scores, {one.unit: one.unit for one in scores})
        _print(("", *report.of_standings(standings, scores, sheet, language)))
    _print(("", *report.of_findings(lint.findings(sheet), language)))
    return 0


def _print(lines: Sequence[str] | Iterator[str]) -> None:
    for line in lines:
        print(line)


def _sheet(arguments: argparse.Namespace) -> Sheet:
    """The sheet, which must have something to score by."""
    path, language = arguments.sheet, arguments.language
    file = _told(lambda: read(path), path, language)
    sheet = _told(lambda: Sheet.from_json(file.data), path, language, file)
    _told(sheet.require_lines, path, language, file)
    return sheet


def _facts(arguments: argparse.Namespace, sheet: Sheet) -> tuple[bool, tuple[UnitFacts, ...]]:
    """Whether the file holds a bloc, and its units; each is scored once alone, so that a refusal says whose it is."""
    path, language = arguments.facts, arguments.language
    file = _told(lambda: read(path), path, language)
    many = is_bloc(file.data)
    units = _told(lambda: read_units(file.data), path, language, file)
    names: set[str] = set()
    for position, unit in enumerate(units):
        within = f"units[{position}]" if many else ""
        _told(lambda unit=unit: _tried(unit, sheet), path, language, file, within)  # type: ignore[misc]
        if unit.unit in names:
            error = InvalidFile("repeated_unit", {"field": f"{within}.unit", "unit": unit.unit})
            raise _refused(error, path, language, file, within)
        names.add(unit.unit)
    return many, units


def _tried(unit: UnitFacts, sheet: Sheet) -> None:
    """Score a unit by itself. Raises InvalidFacts."""
    score(facts=unit, sheet=sheet, peers=bloc_figures(units=(unit,), sheet=sheet), explain=False)


def _told(work: Callable[[], Read], path: Path, language: str, file: JsonFile | None = None, within: str = "") -> Read:
    """Do the work; a refusal becomes a message with file, line, column and path."""
    try:
        return work()
    except RulebookError as error:
        raise _refused(error, path, language, file, within) from error


def _refused(error: RulebookError, path: Path, language: str, file: JsonFile | None, within: str) -> _Refused:
    """ "facts.json:12:9: lines[0].inputs.late: …"; what is not known is left out."""
    spot, at = error.spot if isinstance(error, InvalidFile) else None, ""
    if file is not None:
        at, spot = where(error, file, within=within)
    text = error.text.in_language(language)
    place = f"{path}:{spot.line}:{spot.column}" if spot is not None else f"{path}"
    for said in (error.place, at.rpartition(".")[2]):
        if said and at.startswith(error.place):
            text = text.removeprefix(f"{said}: ")
    said = text if not at or text.startswith(at) else f"{at}: {text}"
    return _Refused(f"{place}: {said}")
