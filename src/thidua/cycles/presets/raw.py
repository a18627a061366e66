"""The advanced form: a rule as JSON, for what no preset can express."""

from __future__ import annotations

import json
from typing import Any

from thidua.cycles.presets.base import NotUnderstood, Preset, Scoring, Values, lines, scoring
from thidua.rulebook.findings import Text
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import RULE_NAMES, Rule, read_rule

_NOT_JSON = Text(
    "Dòng {line}, cột {column}: không phải JSON. Kiểm tra dấu ngoặc, dấu phẩy và dấu nháy kép ở đó.",
    "Line {line}, column {column}: not JSON. Check the brackets, commas and double quotes there.",
)
_TOO_DEEP = Text("Các ngoặc lồng nhau quá sâu.", "The brackets are nested too deeply.")


def read_json(text: str) -> Rule:
    """The rule typed as JSON. Raises NotUnderstood with the line, or the path of the field."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotUnderstood("rule", _NOT_JSON.filled(line=error.lineno, column=error.colno)) from error
    except (RecursionError, ValueError) as error:
        raise NotUnderstood("rule", _TOO_DEEP) from error
    try:
        return read_rule(Record.opened(data, at="", refusal=InvalidSheet, names=RULE_NAMES))
    except InvalidSheet as error:
        raise NotUnderstood("rule", error.text) from error


def _compose(values: Values) -> Scoring:
    return scoring(read_json(values["rule"]))


def _read(rule: Rule) -> dict[str, Any]:
    return {"rule": json.dumps(rule.to_json(), ensure_ascii=False, indent=2)}


RAW = Preset(
    code="json",
    name=Text("Viết trực tiếp bằng JSON (nâng cao)", "Written as JSON (advanced)"),
    about=Text(
        "Dành cho cách chấm ghép nhiều tầng mà các mẫu trên không diễn đạt được.",
        "For rules composed more deeply than the forms above can say.",
    ),
    asks=(
        lines(
            "rule", Text("Cách chấm (JSON)", "Rule (JSON)"),
            hint=Text(
                "Theo định dạng tệp bảng điểm; số viết trong dấu nháy kép, như \"12.5\".",
                'In the format of sheet files; numbers in quotation marks, such as "12.5".',
            ),
        ),
    ),
    compose=_compose,
    read=_read,
)  # fmt: skip
