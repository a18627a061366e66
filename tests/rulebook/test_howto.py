"""The page on the format: every example is read, every word of the format is on it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rulebook.validator import allows
from thidua.rulebook import lint
from thidua.rulebook.facts import LINE_NAMES, REVIEW_NAMES, TARGET_NAMES, UNIT_NAMES
from thidua.rulebook.guards import CLASS_NAMES, GUARD_NAMES, Then, When, read_class, read_guard
from thidua.rulebook.measures import Rounding
from thidua.rulebook.ranking import TIE_NAMES, TieBy, read_tie_key
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rounds import Round
from thidua.rulebook.rules import BAND_NAMES, KINDS, RULE_NAMES, Judges, Pick, Yardstick, read_rule
from thidua.rulebook.rules.measure import MEASURE_NAMES, TERM_NAMES, Against, Source, Take, read_measure
from thidua.rulebook.schema import facts_schema, sheet_schema
from thidua.rulebook.sheet import (
    CRITERION_NAMES,
    SECTION_NAMES,
    SHEET_NAMES,
    NotApplicable,
    Role,
    Sheet,
    read_criterion,
)
from thidua.rulebook.targets import Direction
from thidua.rulebook.units import read_units

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "howto" / "criteria-sheet.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def record(data: Any) -> Record:
    return Record(data, "", InvalidSheet)


# Which reader an example is for, by a field that only such a thing has; the first that fits.
READERS: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
    ("units", "bloc", read_units),
    ("lines", "unit", read_units),
    ("kind", "rule", lambda data: read_rule(record(data))),
    ("ties", "sheet", Sheet.from_json),
    ("rule", "criterion", lambda data: read_criterion(record(data))),
    ("when", "guard", lambda data: read_guard(record(data))),
    ("by", "tie", lambda data: read_tie_key(record(data))),
    ("start", "class", lambda data: read_class(record(data))),
    ("of", "measure", lambda data: read_measure(record(data))),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_of_the_page_is_read_and_allowed_by_the_schema(example: dict[str, Any]) -> None:
    name, read = next((name, read) for field, name, read in READERS if field in example)
    schema = facts_schema() if name in ("unit", "bloc") else sheet_schema()
    assert read(example) is not None
    assert allows({"$ref": f"#/$defs/{name}"}, example, schema)


def test_page_has_an_example_of_every_kind_of_rule_and_figure() -> None:
    assert {one["kind"] for one in EXAMPLES if "kind" in one} == set(KINDS)
    figures = {one["of"] for one in EXAMPLES if "of" in one and "kind" not in one}
    assert figures == set(Source)


def test_page_sheet_has_no_finding() -> None:
    (shown,) = [one for one in EXAMPLES if "ties" in one]
    assert lint.findings(Sheet.from_json(shown)) == ()


def test_page_explains_every_word_of_the_format() -> None:
    choices = (
        NotApplicable, Role, Rounding, When, Then, TieBy, Judges, Pick, Yardstick, Take, Against, Source, Direction,
        Round,
    )  # fmt: skip
    words = {choice.value for enumeration in choices for choice in enumeration}
    words |= SHEET_NAMES | CRITERION_NAMES | SECTION_NAMES | RULE_NAMES | BAND_NAMES | MEASURE_NAMES | TERM_NAMES
    words |= CLASS_NAMES | GUARD_NAMES | TIE_NAMES | UNIT_NAMES | LINE_NAMES | TARGET_NAMES | REVIEW_NAMES
    shown = set(re.findall(r"[`\"]([a-z_]+)[`\"]", PAGE))
    assert words - shown == set()


def test_page_lists_every_finding_of_the_linter() -> None:
    folder = Path(lint.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    told = set(re.findall(r"(?:error|warning|report|else error\))\)?\(\s*\"([a-z_]+)\"", source))
    assert set(re.findall(r"`lint\.([a-z_]+)`", PAGE)) == told
