"""Sheets and facts to build examples from. The strategies that build any valid ones stand in `strategies`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from thidua.rulebook.facts import Direction, LineFact, Review, TargetFact, UnitFacts
from thidua.rulebook.guards import Guard, Then, When
from thidua.rulebook.records import Record
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Band, Bands, Fixed, Judged, Judges, PerUnit, Proportion, Rule
from thidua.rulebook.rules.given import Given, Peers
from thidua.rulebook.rules.inputs import Input, InputKind, read_all
from thidua.rulebook.rules.measure import Measure, OfInput, OfRatio, OfTargets, Take, Term
from thidua.rulebook.scoring import Score, score, score_bloc
from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet


def number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def gifts(actual: str | None = "74958", planned: str | None = "36500", **changes: Any) -> TargetFact:
    return target(actual, planned, Direction.MORE, key="gifts", label="Quà tặng", unit_of_measure="suất", **changes)


def target(
    actual: str | None, planned: str | None, direction: Direction = Direction.MORE, key: str = "t", **changes: Any
) -> TargetFact:
    return TargetFact(
        key=key,
        label=changes.pop("label", "Chỉ tiêu"),
        direction=direction,
        planned=number(planned),
        actual=number(actual),
        previous=number(changes.pop("previous", None)),
        **changes,
    )


def asked(key: str = "late", label: str = "Báo cáo chậm", unit: str = "", kind: InputKind = InputKind.COUNT) -> Input:
    return Input(key=key, kind=kind, label=label, unit=unit)


def count(key: str = "late", label: str = "Báo cáo chậm", unit: str = "lần") -> OfInput:
    return OfInput(asked=asked(key, label, unit))


def figure(key: str = "share", label: str = "Tỷ lệ", unit: str = "%") -> OfInput:
    return OfInput(asked=asked(key, label, unit, InputKind.NUMBER))


def ratio(base: str | None = None) -> OfRatio:
    below = () if base is not None else (Term(asked=asked("all", "số hồ sơ")),)
    return OfRatio(above=(Term(asked=asked("done", "đúng hạn")),), below=below, base=number(base))


def taking(take: Take) -> OfTargets:
    return OfTargets(take=take)


def proportion(code: str = "P", max_points: str = "10", **options: Any) -> Criterion:
    return criterion(Proportion(points=Decimal(max_points), **options), code, max_points, title="Thực hiện chỉ tiêu")


def judged(code: str = "J", max_points: str = "5", judges: Judges = Judges.ONE, **options: Any) -> Criterion:
    rule = Judged(points=Decimal(max_points), judges=judges, **options)
    return criterion(rule, code, max_points, title="Phong trào thi đua")


def deduction(code: str = "D", cap: str = "3", per_occurrence: str = "0.5") -> Criterion:
    """So many points off for each occurrence, at most `cap`; the line itself gives nothing."""
    rule = PerUnit(of=count(), points=-Decimal(per_occurrence), floor=-Decimal(cap))
    return criterion(rule, code, "0", title="Báo cáo chậm", least=-Decimal(cap))


def criterion(rule: Rule, code: str = "1", max_points: str = "10", **changes: Any) -> Criterion:
    fields: dict[str, Any] = {"title": f"Tiêu chí {code}", "clause": f"Mục {code}", **changes}
    return Criterion(code=code, rule=rule, max_points=Decimal(max_points), **fields)


def section(code: str, *entries: Entry, **changes: Any) -> Section:
    return Section(code=code, title=changes.pop("title", f"Phần {code}"), entries=entries, **changes)


def sheet(*entries: Entry, **changes: Any) -> Sheet:
    return Sheet(title="Bảng điểm 2024", entries=entries or (proportion(), judged(), deduction()), **changes)


def guard(when: When = When.EVENT, then: Then = Then.NOT_RANKED, **changes: Any) -> Guard:
    fields: dict[str, Any] = {"title": "Bị kỷ luật", "clause": "Điều 9", **changes}
    if when == When.EVENT:
        fields = {"key": "discipline", "question": "Số người bị kỷ luật", **fields}
    return Guard(when=when, then=then, **fields)


def line(code: str, *targets: TargetFact, not_applicable: bool = False, **inputs: Any) -> LineFact:
    return LineFact(code=code, targets=targets, inputs=inputs, not_applicable=not_applicable)


def unit(
    *lines: LineFact,
    reviews: tuple[Review, ...] = (),
    name: str = "Hội Chữ thập đỏ",
    events: Mapping[str, int] | None = None,
    self_scored: bool = True,
) -> UnitFacts:
    return UnitFacts(unit=name, lines=lines, reviews=reviews, events=events or {}, self_scored=self_scored)


def review(code: str, points: str, reason: str = "", reviewed_by: str = "Khối trưởng") -> Review:
    return Review(code=code, points=Decimal(points), reason=reason, reviewed_by=reviewed_by)


def given(rule: Rule | Measure, *targets: TargetFact, peers: Peers | None = None, **raw: Any) -> Given:
    """What a rule or a measure alone may look at: inputs without periods, read as those of criterion "1"."""
    inputs = {one.key: one for part in _all(rule) for one in part.inputs()}
    values = read_all(tuple(inputs.values()), raw, code="1", places=2)
    return Given(values=values, targets=targets, peers=peers or {})


def _all(rule: Rule | Measure) -> tuple[Rule | Measure, ...]:
    return tuple(rule.every()) if isinstance(rule, Rule) else (rule,)


def said(rule: Rule, what: Given) -> tuple[str | None, str]:
    """The points of a rule, and why, in Vietnamese."""
    worth, finding = rule.worth(what), rule.explain(what)
    return (None if worth is None else str(worth)), finding.because.vi


def scored(*entries: Entry, lines: tuple[LineFact, ...] = (), **changes: Any) -> Score:
    """One unit on a sheet of these entries; `reviews`, `events` and `self_scored` go to the unit."""
    facts = {name: changes.pop(name) for name in ("reviews", "events", "self_scored") if name in changes}
    return score(facts=unit(*lines, **facts), sheet=sheet(*entries, **changes))


def bloc(*units: UnitFacts, of: Criterion, explain: bool = True) -> dict[str, str | None]:
    """The final points of one line for every unit of a bloc, by the unit's name."""
    scores = score_bloc(units=units, sheet=sheet(of), explain=explain)
    return {one.unit: None if one.lines[0].final is None else str(one.lines[0].final) for one in scores}


NOTHING = Given()


def per_unit(of: Measure, points: str, **options: Any) -> PerUnit:
    """So many points for each unit of a figure; the options as text, flags as they are."""
    read = {name: Decimal(one) if isinstance(one, str) else one for name, one in options.items()}
    return PerUnit(of=of, points=Decimal(points), **read)


def bands(of: Measure, *steps: tuple[str | None, str]) -> Bands:
    """Bands without a gap: each (start, points) reaches up to the start of the next one."""
    ends = [*(start for start, _points in steps[1:]), None]
    return Bands(
        of=of,
        bands=tuple(
            Band(start=number(start), end=number(end), with_start=True, with_end=False, rule=fixed(points))
            for (start, points), end in zip(steps, ends, strict=True)
        ),
    )


def fixed(points: str) -> Fixed:
    return Fixed(points=Decimal(points))


Read = TypeVar("Read")


def read(reader: Callable[[Record], Read], data: object) -> Read:
    """What a reader makes of JSON values; any name of a field is let through to it."""
    names = frozenset(data) if isinstance(data, dict) else frozenset()
    return reader(Record.opened(data, at="", refusal=InvalidSheet, names=names))
