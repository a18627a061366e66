"""Presets where somebody chooses or judges: yes or no, one of several levels, judged points."""

from __future__ import annotations

from typing import Any

from thidua.cycles.presets.base import (
    NOTHING,
    NotUnderstood,
    Preset,
    Scoring,
    Values,
    choice,
    kept,
    lines,
    number,
    scoring,
    words,
)
from thidua.cycles.presets.figures import safe_key
from thidua.cycles.presets.notation import LEVELS_HINT, read_levels, write_levels
from thidua.rulebook.findings import Text
from thidua.rulebook.rules import Choice, Fixed, Judged, Judges, Level, Rule

_LABEL = words("label", Text("Câu hỏi hoặc tên của mức", "Question, or what is chosen"), hint=Text("Ví dụ: Chất lượng công tác phối hợp", "Such as: Quality of cooperation"))  # fmt: skip


def _yes_no(values: Values) -> Scoring:
    levels = (
        Level(code="yes", label="Có", rule=Fixed(points=values["points"])),
        Level(code="no", label="Không", rule=Fixed(points=values["otherwise"])),
    )
    return scoring(Choice(key=safe_key(values["key"], "level"), label=values["label"], levels=levels))


def _read_yes_no(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Choice) or [level.code for level in rule.levels] != ["yes", "no"]:
        return None
    yes, no = (level.rule for level in rule.levels)
    if not isinstance(yes, Fixed) or not isinstance(no, Fixed):
        return None
    return {"key": rule.key, "label": rule.label, "points": yes.points, "otherwise": no.points}


YES_NO = Preset(
    code="yes_no",
    name=Text("Có hoặc không", "Yes or no"),
    about=Text("Có thì được điểm, không thì không có.", "Points for yes, none for no."),
    asks=(
        _LABEL,
        number("points", Text("Điểm khi có", "Points for yes")),
        number("otherwise", Text("Điểm khi không", "Points for no"), default=NOTHING),
        kept("key", "level"),
    ),
    compose=_yes_no,
    read=_read_yes_no,
)


def _levels(values: Values) -> Scoring:
    levels = read_levels("levels", values["levels"])
    return scoring(Choice(key=safe_key(values["key"], "level"), label=values["label"], levels=levels))


def _read_levels(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Choice):
        return None
    levels = write_levels(rule.levels)
    return None if levels is None else {"key": rule.key, "label": rule.label, "levels": levels}


LEVELS = Preset(
    code="levels",
    name=Text("Chọn một mức", "One of several levels"),
    about=Text(
        "Chọn một trong các mức có tên, mỗi mức một số điểm.", "One of several named levels, each with its points."
    ),
    asks=(_LABEL, lines("levels", Text("Các mức", "Levels"), hint=LEVELS_HINT), kept("key", "level")),
    compose=_levels,
    read=_read_levels,
)

_JUDGES = (
    ("one", Text("Một người hoặc một bộ phận chấm", "One judge")),
    ("mean", Text("Nhiều người chấm, lấy bình quân", "Several judges, their mean")),
    ("trimmed", Text("Nhiều người chấm, bỏ điểm cao nhất và thấp nhất rồi lấy bình quân", "Several judges, the mean without the extremes")),
)  # fmt: skip
_CROSSED = Text("Điểm thấp nhất không được cao hơn điểm cao nhất.", "The fewest points must not be above the most.")


def _judged(values: Values) -> Scoring:
    if values["fewest"] > values["points"]:
        raise NotUnderstood("fewest", _CROSSED)
    return scoring(
        Judged(
            points=values["points"], fewest=values["fewest"], step=values["step"], judges=Judges(values["judges"]),
            key=safe_key(values["key"], "judged"), label=values["label"],
        )
    )  # fmt: skip


def _read_judged(rule: Rule) -> dict[str, Any] | None:
    if not isinstance(rule, Judged):
        return None
    return {
        "points": rule.points, "fewest": rule.fewest, "step": rule.step, "judges": rule.judges.value,
        "key": rule.key, "label": rule.label,
    }  # fmt: skip


JUDGED = Preset(
    code="judged",
    name=Text("Chấm theo đánh giá", "Judged points"),
    about=Text(
        "Người chấm cho điểm trong một khung, có thể theo từng bước.",
        "Judges give points within a range, perhaps in steps.",
    ),
    asks=(
        words("label", Text("Chấm về điều gì", "What is judged"), default="Điểm chấm"),
        number("points", Text("Điểm cao nhất", "Most points"), above=True),
        number("fewest", Text("Điểm thấp nhất", "Fewest points"), default=NOTHING),
        number(
            "step",
            Text("Bước điểm", "Step"),
            required=False,
            above=True,
            hint=Text(
                "Ví dụ 0,25. Để trống nếu cho điểm tùy ý trong khung.",
                "Such as 0,25. Empty for any points in the range.",
            ),
        ),
        choice("judges", Text("Ai chấm", "Who judges"), _JUDGES),
        kept("key", "judged"),
    ),
    compose=_judged,
    read=_read_judged,
)
