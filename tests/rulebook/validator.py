"""A reader of JSON Schema, just large enough for the schemas that this package writes."""

import re
from typing import Any

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
SILENT = {"$schema", "$defs", "title", "description"}


def allows(schema: Any, value: Any, root: Any = None) -> bool:
    """Whether the schema allows the value. Raises KeyError for a keyword it does not know."""
    root = schema if root is None else root
    return all(KEYWORDS[name](schema, value, root) for name in schema if name not in SILENT)


def _type(schema: Any, value: Any, root: Any) -> bool:
    if isinstance(value, bool):
        return schema["type"] == "boolean"
    return isinstance(value, TYPES[schema["type"]])


def _properties(schema: Any, value: Any, root: Any) -> bool:
    if not isinstance(value, dict):
        return True
    return all(allows(inner, value[name], root) for name, inner in schema["properties"].items() if name in value)


def _additional(schema: Any, value: Any, root: Any) -> bool:
    if not isinstance(value, dict):
        return True
    extra = [value[name] for name in value if name not in schema.get("properties", {})]
    inner = schema["additionalProperties"]
    return not extra if inner is False else all(allows(inner, one, root) for one in extra)


def _ref(schema: Any, value: Any, root: Any) -> bool:
    return allows(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


KEYWORDS: dict[str, Any] = {
    "type": _type,
    "const": lambda schema, value, root: schema["const"] == value,
    "enum": lambda schema, value, root: value in schema["enum"],
    "pattern": lambda schema, value, root: (
        not isinstance(value, str) or re.search(schema["pattern"], value) is not None
    ),
    "minimum": lambda schema, value, root: not _number(value) or value >= schema["minimum"],
    "maximum": lambda schema, value, root: not _number(value) or value <= schema["maximum"],
    "minItems": lambda schema, value, root: not isinstance(value, list) or len(value) >= schema["minItems"],
    "items": lambda schema, value, root: (
        not isinstance(value, list) or all(allows(schema["items"], one, root) for one in value)
    ),
    "required": lambda schema, value, root: not isinstance(value, dict) or all(n in value for n in schema["required"]),
    "properties": _properties,
    "additionalProperties": _additional,
    "anyOf": lambda schema, value, root: any(allows(one, value, root) for one in schema["anyOf"]),
    "oneOf": lambda schema, value, root: sum(allows(one, value, root) for one in schema["oneOf"]) == 1,
    "$ref": _ref,
}
