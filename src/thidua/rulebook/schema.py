"""JSON Schema (draft 2020-12) of sheets and facts, put together from the code that reads them.

The names of fields are those that the readers take, the choices are the enumerations, what is required is what has no
default: a field that is added to a reader and not described here stops the build of the schema. A schema cannot say
everything: codes used twice, bounds the wrong way round or rules nested too deeply are refused by the readers alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from thidua.rulebook.facts import LINE_NAMES, REVIEW_NAMES, TARGET_NAMES, UNIT_NAMES, LineFact, Review, UnitFacts
from thidua.rulebook.guards import CLASS_NAMES, GUARD_NAMES, ClassBand, Guard, Then, When
from thidua.rulebook.measures import PLAIN, Rounding
from thidua.rulebook.ranking import TIE_NAMES, TieBy, TieKey
from thidua.rulebook.rounds import Round
from thidua.rulebook.rules import BAND_NAMES, FIELDS, KINDS, LEVEL_NAMES, RULE_NAMES, Judges, Pick, Yardstick
from thidua.rulebook.rules.amounts import Band
from thidua.rulebook.rules.inputs import KEY
from thidua.rulebook.rules.measure import (
    FIELDS_OF,
    MEASURE_NAMES,
    TERM_NAMES,
    Against,
    OfInput,
    OfRatio,
    OfTargets,
    Source,
    Take,
    Term,
)
from thidua.rulebook.rules.plain import Level
from thidua.rulebook.sheet import (
    CRITERION_NAMES,
    SECTION_NAMES,
    SHEET_NAMES,
    Criterion,
    NotApplicable,
    Role,
    Section,
    Sheet,
)
from thidua.rulebook.targets import Direction, TargetFact
from thidua.rulebook.units import BLOC_NAMES

Json = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_NULL: Json = {"type": "null"}
_TEXT: Json = {"type": "string", "pattern": r"\S"}
_ANY_TEXT: Json = {"type": "string"}
_FLAG: Json = {"type": "boolean"}
_KEY: Json = {"type": "string", "pattern": f"^{KEY.pattern}$"}
_MOST_WHOLE = 10**18 - 1


def sheet_schema() -> Json:
    """What a criteria sheet may look like as JSON."""
    return {"$schema": DRAFT, "title": "thidua criteria sheet", **_ref("sheet"), "$defs": _sheet_parts()}


def facts_schema() -> Json:
    """What the facts of one unit, or of a whole bloc, may look like as JSON."""
    one_or_many = {"anyOf": [_ref("unit"), _ref("bloc")]}
    return {"$schema": DRAFT, "title": "thidua facts", **one_or_many, "$defs": _facts_parts()}


def _sheet_parts() -> Json:
    return {
        "number": _number(),
        "sheet": _object(Sheet, SHEET_NAMES, _SHEET),
        "entry": {"anyOf": [_ref("criterion"), _ref("section")]},
        "criterion": _object(Criterion, CRITERION_NAMES, _CRITERION, also=SECTION_NAMES),
        "section": _object(Section, SECTION_NAMES, _SECTION, also=CRITERION_NAMES),
        "class": _object(ClassBand, CLASS_NAMES, _CLASS),
        "guard": _object(Guard, GUARD_NAMES, _GUARD),
        "tie": _object(TieKey, TIE_NAMES, _TIE),
        "rule": {"oneOf": [_ref(f"rule_{kind}") for kind in KINDS]},
        **{f"rule_{kind}": _rule(kind) for kind in KINDS},
        "level": _object(Level, LEVEL_NAMES, {"code": _TEXT, "label": _TEXT, "rule": _ref("rule")}),
        "band": _object(Band, BAND_NAMES, _BAND, optional=_BAND.keys() - {"rule"}),
        "measure": {"oneOf": [_ref(f"measure_{source}") for source in Source]},
        **{f"measure_{source}": _measure(source) for source in Source},
        "term": _object(Term, TERM_NAMES, _TERM, required={"key", "label"}),
    }  # fmt: skip


def _facts_parts() -> Json:
    return {
        "number": _number(),
        "unit": _object(UnitFacts, UNIT_NAMES, _UNIT, optional={"lines"}),
        "bloc": {
            "description": "The units of a bloc, scored together and ranked.",
            "type": "object",
            "properties": {name: _many("unit", least=1) for name in sorted(BLOC_NAMES)},
            "required": sorted(BLOC_NAMES),
            "additionalProperties": False,
        },
        "line": _object(LineFact, LINE_NAMES, _LINE),
        "target": _object(TargetFact, TARGET_NAMES, _TARGET, optional={"planned", "actual"}),
        "review": _object(Review, REVIEW_NAMES, _REVIEW, optional={"reason"}),
    }


def _object(
    of: type,
    names: Collection[str],
    types: Mapping[str, Json],
    *,
    optional: Collection[str] = (),
    required: Collection[str] | None = None,
    also: Collection[str] = (),
) -> Json:
    """An object with exactly these fields. Fields `also` known to the reader may be there, but hold nothing."""
    if set(names) != set(types):
        raise ValueError(f"{of.__name__}: {sorted(set(names) ^ set(types))} are not described")
    if required is None:
        required = _without_default(of) & set(names) - set(optional)
    properties = {name: schema if name in required else _or_null(schema) for name, schema in sorted(types.items())}
    properties |= dict.fromkeys(sorted(set(also) - set(names)), _NULL)
    return {
        "description": (of.__doc__ or "").split("\n\n")[0].replace("\n", " ").strip(),
        "type": "object",
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": False,
    }


def _without_default(of: type) -> set[str]:
    missing = dataclasses.MISSING
    return {
        one.name
        for one in dataclasses.fields(of)
        if one.init and one.default is missing and one.default_factory is missing
    }


def _rule(kind: str) -> Json:
    made = _object(KINDS[kind], FIELDS[kind], {name: _field(kind, name) for name in FIELDS[kind]}, also=RULE_NAMES)
    return _told_apart(made, "kind", kind)


def _field(kind: str, name: str) -> Json:
    return _RULE_FIELDS.get(f"{kind}.{name}") or _RULE_FIELDS[name]


def _measure(source: Source) -> Json:
    names = FIELDS_OF[source] | {"against"}
    made = _object(
        _FIGURES[source], names, {name: _MEASURE_FIELDS[name] for name in names}, required=_REQUIRED_OF[source],
        also=MEASURE_NAMES - {"of"},
    )  # fmt: skip
    return _told_apart(made, "of", source.value)


def _told_apart(made: Json, name: str, value: str) -> Json:
    """The same object, known by the value of one field."""
    return {**made, "properties": {**made["properties"], name: {"const": value}}, "required": [name, *made["required"]]}


def _number() -> Json:
    return {
        "description": 'An exact number: plain notation in quotation marks, or a whole number. 0.5 is written "0.5".',
        "anyOf": [
            {"type": "string", "pattern": f"^{PLAIN.pattern}$"},
            {"type": "integer", "minimum": -_MOST_WHOLE, "maximum": _MOST_WHOLE},
        ],
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _many(name: str, *, least: int = 0) -> Json:
    items = {"type": "array", "items": _ref(name)}
    return {**items, "minItems": least} if least else items


def _one_of(choices: type[StrEnum]) -> Json:
    return {"enum": [choice.value for choice in choices]}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, _NULL]}


_NUMBER = _ref("number")
_BOUND: Json = {"anyOf": [_NUMBER, {"const": "unlimited"}]}
_SHEET: dict[str, Json] = {
    "title": _TEXT, "source": _ANY_TEXT, "places": _NUMBER, "rounding": _one_of(Rounding), "scale": _NUMBER,
    "most": _NUMBER, "not_applicable": _one_of(NotApplicable), "entries": _many("entry"), "classes": _many("class"),
    "guards": _many("guard"), "ties": _many("tie"),
}  # fmt: skip
_CRITERION: dict[str, Json] = {
    "code": _TEXT, "title": _TEXT, "rule": _ref("rule"), "max_points": _NUMBER, "clause": _TEXT, "least": _BOUND,
    "over": _BOUND, "evidence": _FLAG, "appraiser": _ANY_TEXT, "note": _ANY_TEXT,
}  # fmt: skip
_SECTION: dict[str, Json] = {
    "code": _TEXT, "title": _TEXT, "entries": _many("entry"), "max_points": _NUMBER, "capped": _FLAG,
    "least": _NUMBER, "weight": _NUMBER, "role": _one_of(Role), "not_applicable": _one_of(NotApplicable),
}  # fmt: skip
_CLASS: dict[str, Json] = {
    "label": _TEXT, "start": _NUMBER, "with_start": _FLAG, "end": _NUMBER, "with_end": _FLAG, "titles": _FLAG,
}  # fmt: skip
_GUARD: dict[str, Json] = {
    "title": _TEXT, "clause": _TEXT, "when": _one_of(When), "then": _one_of(Then), "key": _ANY_TEXT,
    "question": _ANY_TEXT, "times": _NUMBER, "code": _ANY_TEXT, "share": _NUMBER, "label": _ANY_TEXT,
    "levels": _NUMBER, "limit": _NUMBER,
}  # fmt: skip
_TIE: dict[str, Json] = {"by": _one_of(TieBy), "code": _ANY_TEXT}
_RULE_FIELDS: dict[str, Json] = {
    "points": _NUMBER, "fewest": _NUMBER, "step": _NUMBER, "beyond": _NUMBER, "floor": _NUMBER, "cap": _NUMBER,
    "at_plan": _NUMBER, "below": _FLAG, "pro_rata": _FLAG, "judges": _one_of(Judges), "pick": _one_of(Pick),
    "against": _one_of(Yardstick), "key": _KEY, "label": _TEXT, "levels": _many("level", least=2),
    "bands": _many("band", least=1), "periods": {"type": "array", "items": _TEXT, "minItems": 2},
    "rule": _ref("rule"), "of": _ref("measure"), "sum.of": _many("rule", least=1), "best.of": _many("rule", least=2),
}  # fmt: skip
_BAND: dict[str, Json] = {
    "start": _NUMBER, "end": _NUMBER, "with_start": _FLAG, "with_end": _FLAG, "rule": _ref("rule")
}  # fmt: skip
_TERM: dict[str, Json] = {"key": _KEY, "label": _TEXT, "unit": _ANY_TEXT, "weight": _NUMBER}
_MEASURE_FIELDS: dict[str, Json] = {
    "take": _one_of(Take), "key": _KEY, "label": _TEXT, "unit": _ANY_TEXT, "above": _many("term", least=1),
    "below": _many("term"), "base": _NUMBER, "against": _one_of(Against),
}  # fmt: skip
_FIGURES: dict[Source, type] = {
    Source.TARGETS: OfTargets, Source.COUNT: OfInput, Source.NUMBER: OfInput, Source.RATIO: OfRatio,
}  # fmt: skip
_REQUIRED_OF: dict[Source, set[str]] = {
    Source.TARGETS: {"take"}, Source.COUNT: {"key", "label"}, Source.NUMBER: {"key", "label"},
    Source.RATIO: {"above"},
}  # fmt: skip
_GIVEN: Json = {"anyOf": [_TEXT, {"type": "integer"}]}
_HOW_OFTEN: Json = {
    "anyOf": [
        _FLAG,
        {"type": "integer", "minimum": 0, "maximum": _MOST_WHOLE},
        {"type": "string", "pattern": f"^{PLAIN.pattern}$"},
    ]
}
_UNIT: dict[str, Json] = {
    "unit": _TEXT, "lines": _many("line"), "reviews": _many("review"), "self_scored": _FLAG,
    "events": {"type": "object", "additionalProperties": _or_null(_HOW_OFTEN)},
}  # fmt: skip
_LINE: dict[str, Json] = {
    "code": _TEXT, "targets": _many("target"), "not_applicable": _FLAG, "entered_by": _ANY_TEXT,
    "approved_by": _ANY_TEXT, "evidence": _ANY_TEXT,
    "inputs": {
        "type": "object",
        "additionalProperties": {"anyOf": [_GIVEN, {"type": "array", "items": _GIVEN}, _NULL]},
    },
}  # fmt: skip
_TARGET: dict[str, Json] = {
    "key": _TEXT, "label": _TEXT, "direction": _one_of(Direction), "planned": _NUMBER, "actual": _NUMBER,
    "previous": _NUMBER, "unit_of_measure": _ANY_TEXT, "entered_by": _ANY_TEXT, "approved_by": _ANY_TEXT,
}  # fmt: skip
_REVIEW: dict[str, Json] = {
    "code": _TEXT, "points": _NUMBER, "reason": _ANY_TEXT, "reviewed_by": _TEXT, "round": _one_of(Round),
}  # fmt: skip
