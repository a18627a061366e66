"""The JSON Schema and the readers say the same."""

import copy
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from tests.rulebook.everything import RULES, Path, everything, replaced
from tests.rulebook.lines import line, sheet
from tests.rulebook.strategies import sheets, sheets_with_blocs, sheets_with_facts
from tests.rulebook.validator import allows
from thidua.rulebook import editing, library, schema
from thidua.rulebook.facts import Direction, LineFact, Review, TargetFact, UnitFacts
from thidua.rulebook.refusals import RulebookError
from thidua.rulebook.rules import KINDS
from thidua.rulebook.schema import facts_schema, sheet_schema
from thidua.rulebook.sheet import Sheet
from thidua.rulebook.units import read_units

SHEETS, FACTS = sheet_schema(), facts_schema()
TARGET = TargetFact(
    key="t", label="Chỉ tiêu", direction=Direction.MORE, planned=Decimal(20), actual=Decimal("12.5"),
    previous=Decimal(16), unit_of_measure="suất", entered_by="A", approved_by="B",
)  # fmt: skip
UNIT = UnitFacts(
    unit="Hội A",
    lines=(
        LineFact(code="1", targets=(TARGET,), inputs={"judged": ("1", "2.5"), "late": "3"}, evidence="BC 1"),
        LineFact(code="2", not_applicable=True, entered_by="A", approved_by="B"),
    ),
    reviews=(Review(code="1", points=Decimal(3), reason="Thiếu minh chứng", reviewed_by="Khối trưởng"),),
    events={"discipline": 2},
    self_scored=False,
)
BLOC = {"units": [UNIT.to_json(), {**UNIT.to_json(), "unit": "Hội B"}]}


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


@given(sheets())
def test_schema_allows_every_sheet_that_is_written(drawn: Sheet) -> None:
    assert allows(SHEETS, as_json(drawn.to_json()))


@given(sheets_with_facts())
def test_schema_allows_all_facts_that_are_written(drawn: tuple[Sheet, UnitFacts]) -> None:
    assert allows(FACTS, as_json(drawn[1].to_json()))


@given(sheets_with_blocs())
def test_schema_allows_a_bloc_of_units(drawn: tuple[Sheet, tuple[UnitFacts, ...]]) -> None:
    units = [one.to_json() for one in drawn[1]]
    assert allows(FACTS, as_json({"units": units})) == bool(units)


@pytest.mark.parametrize("id", [entry.id for entry in library.entries()])
def test_schema_allows_the_library(id: str) -> None:
    assert allows(SHEETS, as_json(library.load(id).to_json()))


def test_schema_knows_every_kind_of_rule() -> None:
    assert [one["$ref"] for one in SHEETS["$defs"]["rule"]["oneOf"]] == [f"#/$defs/rule_{kind}" for kind in KINDS]


def test_schema_describes_what_every_object_is() -> None:
    shapes = [*SHEETS["$defs"].values(), *FACTS["$defs"].values()]
    assert [one for one in shapes if one.get("type") == "object" and not one["description"]] == []


def test_schema_of_a_field_that_is_not_described_is_not_built() -> None:
    with pytest.raises(ValueError, match="TieKey: \\['colour'\\] are not described"):
        schema._object(schema.TieKey, {"by", "code", "colour"}, schema._TIE)


def places(data: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value, of lists and objects too."""
    if path:
        yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, value in inner:
        yield from places(value, (*path, name))


def without(data: Any, path: Path) -> Any:
    made = copy.deepcopy(data)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return made


WRONG: tuple[Any, ...] = (
    None, True, 5, 2.5, -1, "", " ", "x", "1.5", "1,5", "full", "base", "judged", "unlimited", [], ["x"], [1], [None],
    {}, {"x": 1}, 10**18,
)  # fmt: skip

# What the readers refuse for the shape alone; everything else is about meaning, which a schema does not know.
SHAPE = {
    "not_an_object", "not_a_list", "unknown_field", "not_text", "not_a_number", "float_number", "not_a_flag",
    "unknown_choice",
}  # fmt: skip


def refusal(read: Callable[[Any], object], data: Any) -> str | None:
    try:
        read(data)
    except RulebookError as error:
        return error.code
    return None


def disagreements(
    of: Any, read: Callable[[Any], object], data: Any, below: Path = ()
) -> list[tuple[Path, Any, str | None]]:
    """Changed documents on which schema and reader do not say the same about the shape."""
    found: list[tuple[Path, Any, str | None]] = []
    for path in places(data):
        if path[: len(below)] != below:
            continue
        tries = [("removed", without(data, path)), *((repr(one), replaced(data, path, one)) for one in WRONG)]
        if isinstance(path[-1], str):
            tries.append(("extra", replaced(data, (*path[:-1], "colour"), 1)))
        for what, changed in tries:
            code = refusal(read, changed)
            allowed = allows(of, changed)
            if (code is None and not allowed) or (code in SHAPE and allowed):
                found.append((path, what, code))
    return found


@pytest.mark.parametrize("kind", RULES)
def test_schema_and_reader_agree_on_any_changed_rule(kind: str) -> None:
    small = sheet(line(RULES[kind])).to_json()
    assert disagreements(SHEETS, Sheet.from_json, as_json(small), below=("entries", 0, "rule")) == []


def test_schema_and_reader_agree_on_any_changed_frame_of_a_sheet() -> None:
    whole = everything()
    kept = {one.code for one in whole.criteria if one.code in ("fixed", "fault", "plus")}
    for criterion in whole.criteria:
        if criterion.code not in kept:
            whole = editing.removed(whole, criterion.code)
    assert disagreements(SHEETS, Sheet.from_json, as_json(whole.to_json())) == []


def test_schema_and_reader_agree_on_any_changed_facts() -> None:
    assert disagreements(FACTS, read_units, as_json(UNIT.to_json())) == []
    assert disagreements(FACTS, read_units, as_json(BLOC)) == []
