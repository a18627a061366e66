"""`thidua check sheet.json facts.json`: print the score of one unit and why, without the web application.

Anyone who holds the adopted sheet and the unit's facts can recompute the points by themselves.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from thidua.rulebook.book import load
from thidua.rulebook.facts import Sheet, UnitFacts
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import LANGUAGES
from thidua.rulebook.refusals import RulebookError
from thidua.rulebook.scoring import Score, score

_UNIT = Text("Đơn vị: {unit}", "Unit: {unit}")
_SHEET = Text(
    "Bảng điểm: {title} (SHA-256 {digest}; bộ quy tắc {version})",
    "Criteria sheet: {title} (SHA-256 {digest}; rulebook {version})",
)
_TOTAL = Text(
    "Tổng điểm: {total}/{attainable} (đơn vị tự chấm: {self_total})",
    "Total: {total} of {attainable} points (the unit's own figure: {self_total})",
)
_INCOMPLETE = Text("Chưa đủ số liệu ở tiêu chí: {missing}", "Figures are missing for criteria: {missing}")


class InvalidFile(RulebookError):
    """A file that cannot be read as JSON."""

    sentences = {
        "unreadable": Text(
            "không mở được tệp; hãy kiểm tra đường dẫn và quyền đọc.",
            "the file cannot be opened; check the path and the permission to read it.",
        ),
        "not_json": Text(
            "không phải tệp JSON đúng cách ({reason}); hãy sửa lại tệp.",
            "not a well-formed JSON file ({reason}); correct the file.",
        ),
        "repeated_field": Text(
            "trường “{name}” xuất hiện hai lần trong một nhóm; hãy giữ lại một.",
            "the field “{name}” appears twice in one group; keep one.",
        ),
    }


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0 when the score could be printed, 2 after a message about a bad file.

    Ends with SystemExit(2), as argparse does, when the arguments themselves are wrong.
    """
    arguments = _parser().parse_args(argv)
    path, language = arguments.sheet, arguments.language
    try:
        sheet = Sheet.from_json(_read(path))
        path = arguments.facts
        facts = UnitFacts.from_json(_read(path))
        result = score(facts=facts, sheet=sheet)
    except RulebookError as error:
        print(f"{path}: {error.text.in_language(language)}", file=sys.stderr)
        return 2
    for line in _report(result, sheet, language):
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="thidua check", description=__doc__)
    parser.add_argument("sheet", type=Path, help="the criteria sheet, JSON")
    parser.add_argument("facts", type=Path, help="the facts of one unit, JSON")
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help="language of the report")
    return parser


def _read(path: Path) -> object:
    try:
        data: object = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_repeats)
    except OSError as error:
        raise InvalidFile("unreadable", {}) from error
    except InvalidFile:
        raise
    except (ValueError, RecursionError) as error:
        raise InvalidFile("not_json", {"reason": str(error)}) from error
    return data


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON readers keep the last of two equal names in silence; a second "points" must not win unseen."""
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            raise InvalidFile("repeated_field", {"name": name})
        fields[name] = value
    return fields


def _report(result: Score, sheet: Sheet, language: str) -> Iterator[str]:
    yield _UNIT.filled(unit=result.unit).in_language(language)
    named = _SHEET.filled(title=sheet.title, digest=sheet.digest(), version=load().version)
    yield named.in_language(language)
    total = _TOTAL.filled(total=result.total, attainable=sheet.attainable, self_total=result.self_total)
    yield total.in_language(language)
    if not result.complete:
        yield _INCOMPLETE.filled(missing=", ".join(result.missing)).in_language(language)
    for line in result.lines:
        yield ""
        yield from _indented(line.finding, f"{line.code}. ", language)


def _indented(finding: Finding, mark: str, language: str) -> Iterator[str]:
    reference = f" [{finding.reference}]" if finding.reference else ""
    yield f"{mark}{finding.because.in_language(language)}{reference}"
    depth = len(mark) - len(mark.lstrip())
    for part in finding.parts:
        yield from _indented(part, " " * (depth + 3) + "- ", language)
