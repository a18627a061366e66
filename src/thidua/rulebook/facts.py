"""Facts: what a unit planned, did and was judged, as frozen values.

None and a missing entry mean "not reported yet" and are never read as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.rulebook.measures import plain
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidFacts, InvalidSheet
from thidua.rulebook.rounds import Round
from thidua.rulebook.rules.inputs import Raw
from thidua.rulebook.sheet import Criterion, Section, Sheet
from thidua.rulebook.targets import Direction, TargetFact

__all__ = [
    "Criterion",
    "Direction",
    "InvalidFacts",
    "InvalidSheet",
    "LineFact",
    "Review",
    "Round",
    "Section",
    "Sheet",
    "TargetFact",
    "UnitFacts",
]

_PEOPLE = {"entered_by", "approved_by"}
UNIT_NAMES = frozenset({"unit", "lines", "reviews", "events", "self_scored"})
LINE_NAMES = frozenset({"code", "targets", "inputs", "not_applicable", "evidence"} | _PEOPLE)
TARGET_NAMES = frozenset({"key", "label", "direction", "planned", "actual", "previous", "unit_of_measure"} | _PEOPLE)
REVIEW_NAMES = frozenset({"code", "points", "reason", "reviewed_by", "round"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFact:
    """What is known for one criterion: its targets, and what was given for each input by key.

    `evidence` says where it can be seen. Raises InvalidFacts when a target's key is used twice.
    """

    code: str
    targets: tuple[TargetFact, ...] = ()
    inputs: Mapping[str, Raw] = field(default_factory=dict, hash=False)
    not_applicable: bool = False
    entered_by: str = ""
    approved_by: str = ""
    evidence: str = ""

    def __post_init__(self) -> None:
        key = _first_repeated(target.key for target in self.targets)
        if key is not None:
            raise InvalidFacts("duplicate_target", {"code": self.code, "key": key})

    def to_json(self) -> dict[str, object]:
        """The line as JSON values; numbers are text in plain notation."""
        return {
            "code": self.code,
            "targets": [target.to_json() for target in self.targets],
            "inputs": {key: list(raw) if isinstance(raw, tuple) else raw for key, raw in self.inputs.items()},
            "not_applicable": self.not_applicable,
            "entered_by": self.entered_by,
            "approved_by": self.approved_by,
            "evidence": self.evidence,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one round of scoring said of one line: the points confirmed, or changed for a reason.

    The bloc's round unless another is named; of several rounds the last one counts.
    """

    code: str
    points: Decimal
    reason: str
    reviewed_by: str
    round: Round = Round.BLOC

    def to_json(self) -> dict[str, object]:
        """The review as JSON values; the points are text in plain notation."""
        return {
            "code": self.code,
            "points": plain(self.points),
            "reason": self.reason,
            "reviewed_by": self.reviewed_by,
            "round": self.round.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """Everything needed to score one unit.

    `events` says how often each event that the sheet's guards ask about happened; an event nobody answered for is
    missing. `self_scored` is false when the unit handed no self-score in. Raises InvalidFacts for a second line of a
    criterion, or a second review of it in the same round.
    """

    unit: str
    lines: tuple[LineFact, ...]
    reviews: tuple[Review, ...] = ()
    events: Mapping[str, int] = field(default_factory=dict, hash=False)
    self_scored: bool = True

    def __post_init__(self) -> None:
        code = _first_repeated(line.code for line in self.lines)
        if code is not None:
            raise InvalidFacts("duplicate_line", {"field": "lines", "code": code})
        for round_ in Round:
            code = _first_repeated(review.code for review in self.reviews if review.round == round_)
            if code is not None:
                raise InvalidFacts("duplicate_line", {"field": "reviews", "code": code})

    def to_json(self) -> dict[str, object]:
        """The facts as JSON values; `UnitFacts.from_json` gives the same facts back."""
        return {
            "unit": self.unit,
            "lines": [line.to_json() for line in self.lines],
            "reviews": [review.to_json() for review in self.reviews],
            "events": dict(self.events),
            "self_scored": self.self_scored,
        }

    @classmethod
    def from_json(cls, data: object) -> UnitFacts:
        """Read facts strictly. Raises InvalidFacts naming the field and the remedy."""
        return cls.from_record(Record.opened(data, at="", refusal=InvalidFacts, names=UNIT_NAMES))

    @classmethod
    def from_record(cls, record: Record) -> UnitFacts:
        """Read the facts of one unit inside a larger file."""
        try:
            return cls(
                unit=record.text("unit"),
                lines=tuple(_line(entry) for entry in record.entries("lines", names=LINE_NAMES)),
                reviews=tuple(_review(entry) for entry in record.entries("reviews", names=REVIEW_NAMES)),
                events=record.counts("events"),
                self_scored=record.flag("self_scored", default=True),
            )
        except InvalidFacts as error:
            raise error.at(record.at) from error


def _line(entry: Record) -> LineFact:
    return LineFact(
        code=entry.text("code"),
        targets=tuple(_target(target) for target in entry.entries("targets", names=TARGET_NAMES)),
        inputs=_inputs(entry),
        not_applicable=entry.flag("not_applicable"),
        entered_by=entry.text("entered_by", default=""),
        approved_by=entry.text("approved_by", default=""),
        evidence=entry.text("evidence", default=""),
    )


def _inputs(entry: Record) -> dict[str, Raw]:
    """What was given, by key: text, a whole number, or a list of them for several judges."""
    given = entry.fields.get("inputs")
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise entry.refuse("not_an_object", "inputs")
    inner = Record(given, entry.path("inputs"), entry.refusal)
    return {str(key): _raw(inner, str(key)) for key, value in given.items() if value is not None}


def _raw(inner: Record, key: str) -> Raw:
    value = inner.fields[key]
    if isinstance(value, list | tuple):
        return tuple(Record({key: one}, inner.at, inner.refusal).written(key) for one in value)
    return inner.written(key)


def _target(entry: Record) -> TargetFact:
    return TargetFact(
        key=entry.text("key"),
        label=entry.text("label"),
        direction=entry.choice("direction", Direction),
        planned=entry.number_or_none("planned"),
        actual=entry.number_or_none("actual"),
        previous=entry.number_or_none("previous"),
        unit_of_measure=entry.text("unit_of_measure", default=""),
        entered_by=entry.text("entered_by", default=""),
        approved_by=entry.text("approved_by", default=""),
    )


def _review(entry: Record) -> Review:
    return Review(
        code=entry.text("code"),
        points=entry.number("points"),
        reason=entry.text("reason", default=""),
        reviewed_by=entry.text("reviewed_by"),
        round=entry.choice_or("round", Round.BLOC),
    )


def _first_repeated(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
