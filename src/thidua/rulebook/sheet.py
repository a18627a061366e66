"""The criteria sheet: the bloc's yearly yardstick, sections and criteria whose rules come from a closed set.

On adoption the sheet is frozen and its `digest` recorded, so that a past year is always scored by the sheet of
that year.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.rulebook.guards import CLASS_NAMES, GUARD_NAMES, ClassBand, Guard, read_class, read_guard
from thidua.rulebook.measures import Rounding, plain, points
from thidua.rulebook.ranking import TIE_NAMES, TieKey, read_tie_key
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet, Refused
from thidua.rulebook.rules import RULE_NAMES, Rule, read_rule
from thidua.rulebook.rules.base import Bound, exact, keep, require_order, require_points
from thidua.rulebook.rules.combined import compared_figures, inputs_of
from thidua.rulebook.rules.inputs import Input
from thidua.rulebook.rules.measure import Measure

MOST_PLACES = 4
MOST_CRITERIA = 1000
MOST_SECTION_DEPTH = 4


class NotApplicable(StrEnum):
    """What happens to the points of a line that does not apply to a unit."""

    REFUSE = "refuse"
    """No line may be taken out."""
    RESCALE = "rescale"
    """The others are scaled up to the section's maximum."""
    SPREAD = "spread"
    """Its maximum is spread in equal parts over the others."""
    FULL = "full"
    """The unit has the full points."""


class Role(StrEnum):
    """Whether a section counts towards the scale, or stands outside it."""

    BASE = "base"
    BONUS = "bonus"
    PENALTY = "penalty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of the sheet.

    `max_points` is the printed maximum, 0 on a line that only deducts. `least` is the fewest points the line may
    come to, `over` how far it may go above its maximum; None says that there is no limit. `clause` names where the
    bloc's rules say so, `appraiser` who outside the bloc scores the line. `bounds` are least and highest, exactly.
    Raises InvalidSheet when the line contradicts itself.
    """

    code: str
    title: str
    rule: Rule
    max_points: Decimal
    clause: str
    least: Bound = Decimal(0)
    over: Bound = Decimal(0)
    evidence: bool = False
    appraiser: str = ""
    note: str = ""
    inputs: tuple[Input, ...] = field(init=False, compare=False, repr=False)
    takes_targets: bool = field(init=False, compare=False, repr=False)
    compared: tuple[tuple[Measure, int | None], ...] = field(init=False, compare=False, repr=False)
    bounds: tuple[Fraction | None, Fraction | None] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, value in (("code", self.code), ("title", self.title), ("clause", self.clause)):
            if not value.strip():
                raise InvalidSheet("missing_field", {"field": f"{self.code}.{name}"})
        require_points(f"{self.code}.max_points", self.max_points, least=Decimal(0))
        require_points(f"{self.code}.least", self.least)
        require_points(f"{self.code}.over", self.over, least=Decimal(0))
        require_order(self.least, self.highest)
        takes = any(measure.takes_targets for rule in self.rule.every() for measure in rule.measures())
        keep(
            self,
            inputs=inputs_of(self.rule),
            takes_targets=takes or self.rule.kind == "relative",
            compared=tuple(dict.fromkeys(compared_figures(self.rule))),
            bounds=(exact(self.least), exact(self.highest)),
        )

    @property
    def typed(self) -> tuple[Input, ...]:
        """The inputs that people give; the program answers the others itself."""
        return tuple(one for one in self.inputs if not one.of_house)

    @property
    def highest(self) -> Bound:
        """The most points the line may come to, with what it may go over its maximum."""
        return None if self.over is None else self.max_points + self.over

    @property
    def reachable(self) -> Bound:
        """The most points that its rule can really give, held to what the line may come to."""
        most = self.rule.most
        if most is None:
            return self.highest
        return min(most, self.highest) if self.highest is not None else most

    @property
    def only_deducts(self) -> bool:
        """Whether the line can give nothing and only take away."""
        return not self.max_points and self.over == 0

    def to_json(self) -> dict[str, object]:
        """The line as JSON values; numbers are text in plain notation."""
        return {
            "code": self.code,
            "title": self.title,
            "rule": self.rule.to_json(),
            "max_points": plain(self.max_points),
            "clause": self.clause,
            "least": "unlimited" if self.least is None else plain(self.least),
            "over": "unlimited" if self.over is None else plain(self.over),
            "evidence": self.evidence,
            "appraiser": self.appraiser,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the sheet with criteria or further sections.

    `max_points` is the printed maximum; the section is held to it when `capped`, and to `least` from below. The sum
    is multiplied by `weight`. `not_applicable` overrides the sheet's policy. Only the top sections have a `role`.
    """

    code: str
    title: str
    entries: tuple[Section | Criterion, ...] = ()
    max_points: Decimal | None = None
    capped: bool = True
    least: Decimal | None = None
    weight: Decimal = Decimal(1)
    role: Role = Role.BASE
    not_applicable: NotApplicable | None = None

    def __post_init__(self) -> None:
        for name, value in (("code", self.code), ("title", self.title)):
            if not value.strip():
                raise InvalidSheet("missing_field", {"field": f"{self.code}.{name}"})
        require_points(f"{self.code}.max_points", self.max_points, least=Decimal(0))
        require_points(f"{self.code}.least", self.least)
        require_order(self.least, self.max_points if self.capped else None)
        if not 0 < self.weight <= 100:
            raise InvalidSheet("weight_out_of_range", {"field": f"{self.code}.weight", "value": self.weight})

    @property
    def heading(self) -> str:
        """Code and title, the code once: "I. Kết quả"."""
        return heading(self.code, self.title)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the section and below, in order."""
        return tuple(criteria_in(self.entries))

    def to_json(self) -> dict[str, object]:
        """The section as JSON values."""
        return {
            "code": self.code,
            "title": self.title,
            "entries": [_entry_json(entry) for entry in self.entries],
            "max_points": None if self.max_points is None else plain(self.max_points),
            "capped": self.capped,
            "least": None if self.least is None else plain(self.least),
            "weight": plain(self.weight),
            "role": self.role.value,
            "not_applicable": None if self.not_applicable is None else self.not_applicable.value,
        }


Entry = Section | Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A criteria sheet.

    Each line is rounded once to `places` decimals by the named `rounding`. `scale` is the total printed on the
    sheet; `most` holds the total, bonuses included, when the sheet says so. `classes` name the bands of the total,
    `guards` what stands above the total, `ties` how equal totals are told apart. By code, `policies` say what happens
    to a line that does not apply, and `maxima` what lines and sections come to at most. A sheet being drafted may
    still be empty; `require_lines` refuses one that is to be scored by. Raises InvalidSheet for a code used twice,
    points finer than `places`, or a reference to a code or class that is not there.
    """

    title: str
    entries: tuple[Entry, ...]
    source: str = ""
    places: int = 2
    rounding: Rounding = Rounding.HALF_UP
    scale: Decimal | None = None
    most: Decimal | None = None
    not_applicable: NotApplicable = NotApplicable.REFUSE
    classes: tuple[ClassBand, ...] = ()
    guards: tuple[Guard, ...] = ()
    ties: tuple[TieKey, ...] = ()
    criteria: tuple[Criterion, ...] = field(init=False, compare=False, repr=False)
    codes: frozenset[str] = field(init=False, compare=False, repr=False)
    policies: Mapping[str, NotApplicable] = field(init=False, compare=False, repr=False)
    maxima: Mapping[str, Decimal] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        criteria = tuple(criteria_in(self.entries))
        keep(
            self,
            criteria=criteria,
            codes=frozenset(one.code for one in criteria),
            policies=dict(_policies(self.entries, self.not_applicable)),
            maxima=dict(_maxima(self.entries)),
        )
        if not 0 <= self.places <= MOST_PLACES:
            raise InvalidSheet("places_out_of_range", {"value": self.places, "most": MOST_PLACES})
        require_points("scale", self.scale, least=Decimal(0))
        require_points("most", self.most, least=Decimal(0))
        self._refuse_repeats()
        for criterion in self.criteria:
            self._refuse_too_precise(criterion.code, criterion, ("max_points", "least", "over"))
        for section, _depth in self.sections():
            self._refuse_too_precise(section.code, section, ("max_points", "least"))
        self._refuse_too_precise(self.title, self, ("most",))
        self._refuse_lost_references()

    @property
    def attainable(self) -> Decimal:
        """The sum of the printed maxima of the base sections, after their weights: what "100 points" means."""
        return sum((attainable(entry) for entry in self.entries if role_of(entry) == Role.BASE), Decimal(0))

    @property
    def compares(self) -> bool:
        """Whether any line needs the figures of the whole bloc."""
        return any(criterion.compared for criterion in self.criteria)

    def require_lines(self) -> None:
        """Refuse a sheet without a criterion. Raises InvalidSheet."""
        if not self.criteria:
            raise InvalidSheet("empty_sheet", {})

    def criterion(self, code: str) -> Criterion:
        """The criterion with this code. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    def sections(self) -> Iterator[tuple[Section, int]]:
        """Every section with its depth, in order."""
        yield from _sections(self.entries, 0)

    def digest(self) -> str:
        """SHA-256 in hexadecimal of the canonical JSON; equal sheets have equal digests."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()

    def to_json(self) -> dict[str, object]:
        """The sheet as JSON values; `Sheet.from_json` gives the same sheet back."""
        return {
            "title": self.title,
            "source": self.source,
            "places": self.places,
            "rounding": self.rounding.value,
            "scale": None if self.scale is None else plain(self.scale),
            "most": None if self.most is None else plain(self.most),
            "not_applicable": self.not_applicable.value,
            "entries": [_entry_json(entry) for entry in self.entries],
            "classes": [one.to_json() for one in self.classes],
            "guards": [one.to_json() for one in self.guards],
            "ties": [one.to_json() for one in self.ties],
        }

    @classmethod
    def from_json(cls, data: object) -> Sheet:
        """Read a sheet strictly. Raises InvalidSheet naming the field and the remedy."""
        record = Record.opened(data, at="", refusal=InvalidSheet, names=SHEET_NAMES)
        places = record.whole_or_none("places")
        return cls(
            title=record.text("title"),
            entries=read_entries(record, depth=0),
            source=record.text("source", default=""),
            places=2 if places is None else places,
            rounding=record.choice_or("rounding", Rounding.HALF_UP),
            scale=record.number_or_none("scale"),
            most=record.number_or_none("most"),
            not_applicable=record.choice_or("not_applicable", NotApplicable.REFUSE),
            classes=tuple(read_class(entry) for entry in record.entries("classes", names=CLASS_NAMES)),
            guards=tuple(read_guard(entry) for entry in record.entries("guards", names=GUARD_NAMES)),
            ties=tuple(read_tie_key(entry) for entry in record.entries("ties", names=TIE_NAMES)),
        )

    def _refuse_repeats(self) -> None:
        codes = [section.code for section, _depth in self.sections()] + [one.code for one in self.criteria]
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                raise InvalidSheet("duplicate_code", {"code": code})
            seen.add(code)

    def _refuse_too_precise(self, code: str, holder: Criterion | Section | Sheet, names: tuple[str, ...]) -> None:
        """Bounds finer than the sheet's places would be rounded, perhaps beyond themselves."""
        for name in names:
            value: Decimal | None = getattr(holder, name)
            if value is not None and points(value, places=self.places) != value:
                data: Refused = {"code": code, "field": name, "value": value, "places": self.places}
                raise InvalidSheet("too_precise", data)

    def _refuse_lost_references(self) -> None:
        """Guards and tie-breaks may only name what is on the sheet."""
        sections = {section.code for section, _depth in self.sections()}
        lines = {one.code for one in self.criteria}
        labels = [one.label for one in self.classes]
        if len(set(labels)) < len(labels) or any(
            above.start <= below.start for above, below in itertools.pairwise(self.classes)
        ):
            raise InvalidSheet("class_order", {})
        for position, guard in enumerate(self.guards):
            guard.require_known(f"guards[{position}]", sections=sections, lines=lines, labels=set(labels))
        for position, key in enumerate(self.ties):
            key.require_known(f"ties[{position}]", sections=sections, lines=lines)


SHEET_NAMES = frozenset(
    {
        "title", "source", "places", "rounding", "scale", "most", "not_applicable", "entries", "classes", "guards",
        "ties",
    }
)  # fmt: skip
CRITERION_NAMES = frozenset(
    {"code", "title", "rule", "max_points", "clause", "least", "over", "evidence", "appraiser", "note"}
)
SECTION_NAMES = frozenset(
    {"code", "title", "entries", "max_points", "capped", "least", "weight", "role", "not_applicable"}
)


def criteria_in(entries: tuple[Entry, ...]) -> Iterator[Criterion]:
    """The criteria of these entries and below, in order."""
    for entry in entries:
        if isinstance(entry, Criterion):
            yield entry
        else:
            yield from criteria_in(entry.entries)


def heading(code: str, title: str) -> str:
    """Code and title in one line; a title that already begins with its code is left as it is."""
    return title if title.startswith(code) else f"{code}. {title}"


def attainable(entry: Entry) -> Decimal:
    """What the printed maxima add up to: a criterion's own, a section's maximum or the sum of what is in it."""
    if isinstance(entry, Criterion):
        return entry.max_points
    inside = sum((attainable(one) for one in entry.entries), Decimal(0))
    if entry.max_points is not None and entry.capped:
        inside = min(inside, entry.max_points)
    return inside * entry.weight


def _policies(entries: tuple[Entry, ...], policy: NotApplicable) -> Iterator[tuple[str, NotApplicable]]:
    """By code of criterion, what happens when it does not apply: the innermost section with a word on it decides."""
    for entry in entries:
        if isinstance(entry, Criterion):
            yield entry.code, policy
        else:
            yield from _policies(entry.entries, entry.not_applicable or policy)


def _maxima(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Decimal]]:
    """By code of line and of section, what the printed maxima come to."""
    for entry in entries:
        yield entry.code, attainable(entry)
        if isinstance(entry, Section):
            yield from _maxima(entry.entries)


def role_of(entry: Entry) -> Role:
    """The role of a top entry; a criterion outside any section counts towards the scale."""
    return entry.role if isinstance(entry, Section) else Role.BASE


def read_entries(record: Record, *, depth: int) -> tuple[Entry, ...]:
    """The sections and criteria listed under `entries`: whatever has a rule is a criterion."""
    if depth > MOST_SECTION_DEPTH:
        raise record.refuse("too_deep", "entries")
    read = record.entries("entries", names=CRITERION_NAMES | SECTION_NAMES)
    if len(read) > MOST_CRITERIA:
        raise record.refuse("too_many", "entries", most=str(MOST_CRITERIA))
    return tuple(
        read_criterion(entry) if entry.fields.get("rule") is not None else _section(entry, depth) for entry in read
    )


def read_criterion(entry: Record) -> Criterion:
    """Read one criterion strictly."""
    entry.require_only(CRITERION_NAMES)
    rule = read_rule(entry.inner("rule", names=RULE_NAMES))
    try:
        return Criterion(
            code=entry.text("code"),
            title=entry.text("title"),
            rule=rule,
            max_points=entry.number("max_points"),
            clause=entry.text("clause"),
            least=_bound(entry, "least"),
            over=_bound(entry, "over"),
            evidence=entry.flag("evidence"),
            appraiser=entry.text("appraiser", default=""),
            note=entry.text("note", default=""),
        )
    except InvalidSheet as error:
        raise error.at(entry.at) from error


def _section(entry: Record, depth: int) -> Section:
    entry.require_only(SECTION_NAMES)
    entries = read_entries(entry, depth=depth + 1)
    policy = entry.fields.get("not_applicable")
    try:
        return Section(
            code=entry.text("code"),
            title=entry.text("title"),
            entries=entries,
            max_points=entry.number_or_none("max_points"),
            capped=entry.flag("capped", default=True),
            least=entry.number_or_none("least"),
            weight=entry.number_or("weight", Decimal(1)),
            role=entry.choice_or("role", Role.BASE),
            not_applicable=None if policy is None else entry.choice("not_applicable", NotApplicable),
        )
    except InvalidSheet as error:
        raise error.at(entry.at) from error


def _bound(entry: Record, name: str) -> Bound:
    """A bound on a line: a number, "unlimited", or 0 when it is not given."""
    if entry.fields.get(name) == "unlimited":
        return None
    return entry.number_or(name, Decimal(0))


def _entry_json(entry: Entry) -> dict[str, object]:
    return entry.to_json()


def _sections(entries: tuple[Entry, ...], depth: int) -> Iterator[tuple[Section, int]]:
    for entry in entries:
        if isinstance(entry, Section):
            yield entry, depth
            yield from _sections(entry.entries, depth + 1)
