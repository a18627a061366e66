"""Rotation: whose turn it is to head and to deputise, year by year, and why.

The order belongs to the bloc's own rule: no instrument that was read fixes one. Equal claims are never settled in
silence: the sentence says that the order of the decision decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.refusals import RulebookError

MOST_YEARS = 20


class Order(StrEnum):
    """Whose turn comes first."""

    FIXED = "fixed"
    """The next in the bloc's list after the head of the year before, round and round."""
    LONGEST = "longest"
    """Who has waited longest since it last led, or since it joined."""
    NEVER_FIRST = "never_first"
    """Units that have never led, then those that have waited longest."""


class InvalidRotation(RulebookError):
    """A rotation that could not be planned."""

    sentences = {
        "years_out_of_range": Text(
            "years: số năm phải từ 1 đến {most}, không phải {years}; hãy sửa lại.",
            "years: the number of years must be 1 to {most}, not {years}; correct it.",
        ),
        "rest_negative": Text(
            "rest: số năm nghỉ không thể âm ({rest}); hãy sửa lại.", "rest: cannot be {rest}; correct it."
        ),
        "unit_twice": Text("units: “{unit}” có hai lần; hãy bỏ một.", "units: “{unit}” is there twice; remove one."),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit in the order of the bloc's list; `since` is the first year it belonged to the bloc, where known."""

    key: str
    name: str
    since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """Who led and who deputised in a year; `deputy` is empty for none."""

    year: int
    leader: str
    deputy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Why a unit cannot lead: in the first planned year, or in every one."""

    key: str
    finding: Finding
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationRule:
    """The bloc's rule. `rest` is how many years a unit that led stands back; `source` names what the rule rests on."""

    order: Order
    source: str
    deputy: bool = True
    deputy_follows: bool = False
    rest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who is proposed for a year. Empty when nobody may lead; each with its explanation."""

    year: int
    leader: str
    deputy: str
    why_leader: Finding
    why_deputy: Finding | None


_TEXTS = {
    Order.FIXED: Text("{unit}: đến lượt theo danh sách luân phiên", "{unit}: next in the list of rotation"),
    Order.LONGEST: Text("{unit}: chờ lâu nhất, {waited}", "{unit}: has waited longest, {waited}"),
    Order.NEVER_FIRST: Text("{unit}: {waited}", "{unit}: {waited}"),
}
_FOLLOWS = Text("{unit}: Khối phó năm trước lên làm Khối trưởng", "{unit}: the deputy of the year before becomes head")
_NOBODY = Text("Năm {year}: không đơn vị nào đủ điều kiện", "{year}: no unit may lead")
_RESTS = Text(
    "{unit} làm Khối trưởng năm {year}, theo quy ước nghỉ {rest} năm",
    "{unit} led in {year} and by the rule stands back for {rest}",
)
_LAST = Text("làm Khối trưởng gần nhất năm {year}", "last led in {year}")
_NEVER = Text("chưa làm Khối trưởng lần nào", "has never led")
_NEVER_SINCE = Text("chưa làm Khối trưởng lần nào, vào khối năm {year}", "has never led, joined in {year}")
_OTHERS = Text("{units} và {count} đơn vị khác", "{units} and {count} others")
_NAMED = 3
_EQUAL = Text(
    "{units} chờ như nhau; xếp theo thứ tự trong danh sách của khối",
    "{units} have waited equally long; the order of the bloc's list decides",
)


def plan(
    *, rule: RotationRule, units: Sequence[Unit], history: Sequence[Led], bars: Sequence[Bar] = (), first: int,
    years: int,
) -> tuple[Turn, ...]:  # fmt: skip
    """Head and deputy of `years` years from `first` on. Raises InvalidRotation."""
    if not 1 <= years <= MOST_YEARS:
        raise InvalidRotation("years_out_of_range", {"years": years, "most": MOST_YEARS})
    if rule.rest < 0:
        raise InvalidRotation("rest_negative", {"rest": rule.rest})
    keys = [unit.key for unit in units]
    twice = next((unit for unit in units if keys.count(unit.key) > 1), None)
    if twice:
        raise InvalidRotation("unit_twice", {"unit": twice.name})
    known = [one for one in history if one.year < first]
    turns: list[Turn] = []
    for year in range(first, first + years):
        standing = {bar.key: bar.finding for bar in bars if bar.always or year == first}
        turn = _turn(_Year(rule=rule, units=units, history=tuple(known), bars=standing, year=year))
        turns.append(turn)
        known.append(Led(year=year, leader=turn.leader, deputy=turn.deputy))
    return tuple(turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """What is known when a year is planned."""

    rule: RotationRule
    units: Sequence[Unit]
    history: tuple[Led, ...]
    bars: Mapping[str, Finding] = field(hash=False)
    year: int

    def last_led(self, key: str) -> int | None:
        return max((one.year for one in self.history if one.leader == key), default=None)

    def before(self) -> Led | None:
        """The year just before; None when nobody knows who led then."""
        return next((one for one in self.history if one.year == self.year - 1), None)

    def barred(self, unit: Unit) -> Finding | None:
        """Why the unit cannot lead this year; None when it can."""
        if unit.key in self.bars:
            return self.bars[unit.key]
        led = self.last_led(unit.key)
        if led is None or self.year - led > self.rule.rest:
            return None
        because = _RESTS.filled(unit=unit.name, year=str(led), rest=self.rule.rest)
        return Finding("rotation.rests", False, because, self.rule.source)

    def waited_since(self, unit: Unit) -> int:
        """The year since which the unit waits: smaller is longer."""
        led = self.last_led(unit.key)
        if led is not None:
            return led
        never = self.rule.order is Order.NEVER_FIRST or unit.since is None
        return 0 if never or unit.since is None else unit.since - 1

    def waited(self, unit: Unit) -> Text:
        led = self.last_led(unit.key)
        if led is not None:
            return _LAST.filled(year=str(led))
        return _NEVER if unit.since is None else _NEVER_SINCE.filled(year=str(unit.since))


def _turn(now: _Year) -> Turn:
    leader, why = _leader(now)
    if leader is None or not now.rule.deputy:
        return Turn(year=now.year, leader=leader.key if leader else "", deputy="", why_leader=why, why_deputy=None)
    deputy, reason = _next(now, besides=leader.key)
    return Turn(
        year=now.year, leader=leader.key, deputy=deputy.key if deputy else "", why_leader=why, why_deputy=reason
    )


def _leader(now: _Year) -> tuple[Unit | None, Finding]:
    """Last year's deputy where the rule says so and nothing bars it; otherwise whose turn it is."""
    before = now.before()
    if now.rule.deputy_follows and before and before.deputy:
        deputy = next((unit for unit in now.units if unit.key == before.deputy), None)
        if deputy and now.barred(deputy) is None:
            return deputy, Finding("rotation.turn", True, _FOLLOWS.filled(unit=deputy.name), now.rule.source)
    return _next(now)


def _next(now: _Year, *, besides: str = "") -> tuple[Unit | None, Finding]:
    """Whose turn it is among the units that may lead; the units passed over stand in the parts with their bars."""
    passed: list[Finding] = []
    free: list[Unit] = []
    for unit in _in_order(now):
        bar = now.barred(unit)
        if bar:
            passed.append(bar)
        elif unit.key != besides:
            free.append(unit)
    if not free:
        nobody = _NOBODY.filled(year=str(now.year))
        return None, Finding("rotation.turn", False, nobody, now.rule.source, tuple(passed))
    chosen = free[0]
    because = _TEXTS[now.rule.order].filled(unit=chosen.name, waited=now.waited(chosen))
    parts = tuple(passed) + _equal(now, free)
    return chosen, Finding("rotation.turn", True, because, now.rule.source, parts)


def _in_order(now: _Year) -> list[Unit]:
    if now.rule.order is not Order.FIXED:
        return sorted(now.units, key=now.waited_since)
    keys = [unit.key for unit in now.units]
    before = now.before()
    start = keys.index(before.leader) + 1 if before and before.leader in keys else 0
    return [*now.units[start:], *now.units[:start]]


def _equal(now: _Year, free: Sequence[Unit]) -> tuple[Finding, ...]:
    """That others have waited just as long, when they have; a fixed list knows no equals."""
    if now.rule.order is Order.FIXED:
        return ()
    same = [unit.name for unit in free if now.waited_since(unit) == now.waited_since(free[0])]
    if len(same) == 1:
        return ()
    named: str | Text = ", ".join(same)
    if len(same) > _NAMED + 1:
        named = _OTHERS.filled(units=", ".join(same[:_NAMED]), count=len(same) - _NAMED)
    return (Finding("rotation.equal", True, _EQUAL.filled(units=named)),)
