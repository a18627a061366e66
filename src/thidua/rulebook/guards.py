"""Guards: what stands above the total. Classes of the total, and the events and gaps that bar, lower or defer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import plain
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.inputs import KEY

CLASS_NAMES = frozenset({"label", "start", "with_start", "end", "with_end", "titles"})
GUARD_NAMES = frozenset(
    {"title", "clause", "when", "key", "question", "times", "code", "share", "then", "label", "levels", "limit"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassBand:
    """A class of the total, from `start` up to the class above; `with_start` says whether the end belongs to it.

    `end` is the printed upper end, where the sheet prints one: real tables leave holes there (80.5 between 71–80 and
    81–90), and a total in a hole has no class until people decide. Without `titles`, whoever comes out in the class
    is not put forward for titles or awards.
    """

    label: str
    start: Decimal
    with_start: bool = True
    end: Decimal | None = None
    with_end: bool = True
    titles: bool = True

    def __post_init__(self) -> None:
        point = self.start == self.end and not (self.with_start and self.with_end)
        if self.end is not None and (self.start > self.end or point):
            raise InvalidSheet("band_empty", {"start": self.start, "end": self.end})

    def holds(self, total: Decimal) -> bool:
        """Whether a total is high enough for the class."""
        return total >= self.start if self.with_start else total > self.start

    def passed_by(self, total: Decimal) -> bool:
        """Whether a total lies above the printed end of the class."""
        if self.end is None:
            return False
        return total > self.end if self.with_end else total >= self.end

    def to_json(self) -> dict[str, object]:
        """The class as JSON values."""
        return {
            "label": self.label,
            "start": plain(self.start),
            "with_start": self.with_start,
            "end": None if self.end is None else plain(self.end),
            "with_end": self.with_end,
            "titles": self.titles,
        }


class When(StrEnum):
    """What sets a guard off."""

    EVENT = "event"
    """Something happened so often: a discipline, a complaint upheld, a report missing."""
    ZERO = "zero"
    """A line has no points; any base line, or the one named."""
    BELOW = "below"
    """A section or a line has less than a share of its maximum."""
    NO_SELF_SCORE = "no_self_score"
    """The unit handed no self-score in."""


class Then(StrEnum):
    """What a guard does once set off."""

    NOT_RANKED = "not_ranked"
    NO_CLASS = "no_class"
    """Neither ranked nor classified (không xếp loại), whatever the total."""
    DEFERRED = "deferred"
    """Neither ranked nor refused until the case is closed."""
    NO_TITLE = "no_title"
    """Ranked, but not to be put forward for any title or award."""
    CEILING = "ceiling"
    """No higher class than the named one."""
    EXACTLY = "exactly"
    """The named class, whatever the total."""
    LOWER = "lower"
    """So many classes lower."""
    LIMIT = "limit"
    """The named section counts at most a share of its maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One condition and what follows from it.

    For an event: `key`, the `question` people answer, and how many `times` set it off. `code` names the section or
    line of ZERO, BELOW and LIMIT; `share` is the percentage of BELOW, `limit` that of LIMIT. `label` names the class
    of CEILING and EXACTLY, `levels` how far LOWER goes. Raises InvalidSheet when a part is missing.
    """

    title: str
    clause: str
    when: When
    then: Then
    key: str = ""
    question: str = ""
    times: int = 1
    code: str = ""
    share: Decimal | None = None
    label: str = ""
    levels: int = 1
    limit: Decimal | None = None

    def __post_init__(self) -> None:
        for name, value in (("title", self.title), ("clause", self.clause)):
            _require(bool(value.strip()), name)
        if self.when == When.EVENT:
            _require(KEY.fullmatch(self.key) is not None, "key")
            _require(bool(self.question.strip()), "question")
            _require(1 <= self.times <= 1000, "times")
        if self.when == When.BELOW:
            _require(self.share is not None and 0 < self.share <= 100, "share")
            _require(bool(self.code), "code")
        if self.then == Then.LIMIT:
            _require(self.limit is not None and 0 <= self.limit <= 100, "limit")
            _require(bool(self.code) and self.when in (When.EVENT, When.NO_SELF_SCORE), "code")
        if self.then in (Then.CEILING, Then.EXACTLY):
            _require(bool(self.label), "label")
        if self.then == Then.LOWER:
            _require(1 <= self.levels <= 20, "levels")

    def require_known(self, at: str, *, sections: set[str], lines: set[str], labels: set[str]) -> None:
        """Refuse a guard that names a code or a class which is not on the sheet. Raises InvalidSheet."""
        known = sections if self.then == Then.LIMIT else sections | lines
        if self.code and self.code not in known:
            raise InvalidSheet("unknown_reference", {"field": f"{at}.code", "code": self.code})
        if self.label and self.label not in labels:
            raise InvalidSheet("unknown_label", {"field": f"{at}.label", "label": self.label})

    def to_json(self) -> dict[str, object]:
        """The guard as JSON values."""
        return {
            "title": self.title,
            "clause": self.clause,
            "when": self.when.value,
            "key": self.key,
            "question": self.question,
            "times": self.times,
            "code": self.code,
            "share": None if self.share is None else plain(self.share),
            "then": self.then.value,
            "label": self.label,
            "levels": self.levels,
            "limit": None if self.limit is None else plain(self.limit),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What guards look at: points and maxima by code of line and of section, base lines, events, self-score."""

    points: Mapping[str, Decimal | None]
    maxima: Mapping[str, Decimal]
    base_lines: tuple[str, ...]
    events: Mapping[str, int]
    self_scored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of the classes and guards. `label` is None without classes, below the lowest, in a hole between
    two, while incomplete, or when a guard says so.

    `open_questions` are the guards nobody has answered for yet.
    """

    label: str | None
    ranked: bool
    deferred: bool
    titles: bool
    findings: tuple[Finding, ...]
    open_questions: tuple[Guard, ...]


def holds(guard: Guard, scored: Scored) -> bool | None:
    """Whether a guard is set off; None while nobody has answered for the event, or points are missing."""
    if guard.when == When.NO_SELF_SCORE:
        return not scored.self_scored
    if guard.when == When.EVENT:
        happened = scored.events.get(guard.key)
        return None if happened is None else happened >= guard.times
    if guard.when == When.BELOW:
        points = scored.points.get(guard.code)
        share = guard.share or Decimal(0)
        return (
            None if points is None else Fraction(points) * 100 < Fraction(share) * Fraction(scored.maxima[guard.code])
        )
    codes = (guard.code,) if guard.code else scored.base_lines
    if any(scored.points.get(code) == 0 for code in codes):
        return True
    return None if any(scored.points.get(code) is None for code in codes) else False


def limit_of(code: str, guards: tuple[Guard, ...], events: Mapping[str, int], self_scored: bool) -> Guard | None:
    """The strictest guard that limits a section, judged on events alone; None when there is none."""
    nothing = Scored(points={}, maxima={}, base_lines=(), events=events, self_scored=self_scored)
    found = [one for one in guards if one.then == Then.LIMIT and one.code == code and holds(one, nothing)]
    return min(found, key=lambda one: one.limit or Decimal(0), default=None)


def judge(total: Decimal | None, classes: tuple[ClassBand, ...], guards: tuple[Guard, ...], scored: Scored) -> Verdict:
    """Classify a total and apply the guards: first the ceilings, then what lowers, then what is fixed outright.

    `total` is None while the score is not complete: then there is no class yet, and only the bars are judged.
    """
    outcomes = [(guard, holds(guard, scored)) for guard in guards]
    active = [guard for guard, outcome in outcomes if outcome]
    doing = {guard.then for guard in active}
    known = total is not None and Then.NO_CLASS not in doing
    found = _class_of(total, classes, active) if known and total is not None else None
    return Verdict(
        label=None if found is None else found.label,
        ranked=not doing & _UNRANKED,
        deferred=Then.DEFERRED in doing,
        titles=not doing & (_UNRANKED | {Then.NO_TITLE}) and (found is None or found.titles),
        findings=(*(explain(guard) for guard in active), *_of_class(total if known else None, classes, found)),
        open_questions=tuple(guard for guard, outcome in outcomes if outcome is None and guard.when == When.EVENT),
    )


_UNRANKED = frozenset({Then.NOT_RANKED, Then.NO_CLASS, Then.DEFERRED})


def _class_of(total: Decimal, classes: tuple[ClassBand, ...], active: list[Guard]) -> ClassBand | None:
    labels = [one.label for one in classes]
    start = next((number for number, one in enumerate(classes) if one.holds(total)), len(classes))
    place = start
    for guard in active:
        if guard.then == Then.CEILING:
            place = max(place, labels.index(guard.label))
    for guard in active:
        if guard.then == Then.LOWER:
            place = min(place + guard.levels, max(place, len(classes) - 1))
    fixed = [guard for guard in active if guard.then == Then.EXACTLY]
    if fixed:
        return classes[labels.index(fixed[-1].label)]
    if place == start and (start == len(classes) or classes[start].passed_by(total)):
        return None
    return classes[place]


_HOLE = Text(
    "tổng {total} điểm nằm giữa hai loại, bảng xếp loại không có bậc này; khối cần quyết định",
    "a total of {total} lies between two classes; the sheet has no class for it and the bloc has to decide",
)
_NO_TITLES = Text(
    "xếp loại “{label}”: không đề nghị danh hiệu, khen thưởng",
    "classified “{label}”: not put forward for titles or awards",
)


def _of_class(total: Decimal | None, classes: tuple[ClassBand, ...], found: ClassBand | None) -> Iterator[Finding]:
    """What the class itself has to say: that there is none for the total, or that it bars titles."""
    if found is not None and not found.titles:
        yield Finding("scoring.class.titles", True, _NO_TITLES.filled(label=found.label))
    if found is None and total is not None and any(one.holds(total) for one in classes):
        yield Finding("scoring.class.hole", False, _HOLE.filled(total=total))


_EFFECTS = {
    Then.NOT_RANKED: Text("không xếp hạng", "not ranked"),
    Then.NO_CLASS: Text("không xếp hạng, không xếp loại", "neither ranked nor classified"),
    Then.DEFERRED: Text("tạm hoãn đến khi có kết luận", "deferred until the case is closed"),
    Then.NO_TITLE: Text("không đề nghị danh hiệu, khen thưởng", "not put forward for titles or awards"),
    Then.CEILING: Text("xếp loại không cao hơn “{label}”", "no higher class than “{label}”"),
    Then.EXACTLY: Text("xếp loại “{label}”", "classified “{label}”"),
    Then.LOWER: Text("hạ {levels} bậc xếp loại", "{levels} classes lower"),
    Then.LIMIT: Text("phần {code} tính tối đa {limit}%", "section {code} counts at most {limit}%"),
}


def explain(guard: Guard) -> Finding:
    """The finding of a guard that is set off."""
    effect = _EFFECTS[guard.then].filled(
        label=guard.label, levels=guard.levels, code=guard.code, limit=guard.limit or Decimal(0)
    )
    because = Text("{title}: {effect}", "{title}: {effect}").filled(title=guard.title, effect=effect)
    return Finding(f"scoring.guard.{guard.then}", True, because, guard.clause)


def read_class(record: Record) -> ClassBand:
    """Read a class strictly."""
    try:
        return ClassBand(
            label=record.text("label"),
            start=record.number("start"),
            with_start=record.flag("with_start", default=True),
            end=record.number_or_none("end"),
            with_end=record.flag("with_end", default=True),
            titles=record.flag("titles", default=True),
        )
    except InvalidSheet as error:
        raise error.at(record.at) from error


def read_guard(record: Record) -> Guard:
    """Read a guard strictly."""
    times, levels = record.whole_or_none("times"), record.whole_or_none("levels")
    try:
        return Guard(
            title=record.text("title"),
            clause=record.text("clause"),
            when=record.choice("when", When),
            then=record.choice("then", Then),
            key=record.text("key", default=""),
            question=record.text("question", default=""),
            times=1 if times is None else times,
            code=record.text("code", default=""),
            share=record.number_or_none("share"),
            label=record.text("label", default=""),
            levels=1 if levels is None else levels,
            limit=record.number_or_none("limit"),
        )
    except InvalidSheet as error:
        raise error.at(record.at) from error


def _require(condition: bool, name: str) -> None:
    if not condition:
        raise InvalidSheet("missing_field", {"field": name})
