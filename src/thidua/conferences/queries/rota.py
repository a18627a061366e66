"""Whose turn it is to head and to deputise: the bloc's rule, who led before, and what bars a unit."""

from dataclasses import dataclass
from functools import cached_property

from thidua.assessment.queries import ranking_is_final, standings_of
from thidua.bodies.models import Body
from thidua.conferences.models import LeadershipRule, PastLeadership, Post
from thidua.conferences.queries.rules import rotation_source, rule_of
from thidua.cycles.models import BlocMembership, EmulationYear
from thidua.cycles.queries import members
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.rotation import Bar, Led, Order, RotationRule, Turn, Unit, plan

YEARS_AHEAD = 5

_LEFT = Text("{unit} không còn là đơn vị thành viên của khối", "{unit} no longer belongs to the bloc")
_DISSOLVED = Text("{unit} đã giải thể, sáp nhập", "{unit} has been dissolved or merged")
_UNREVIEWED = Text(
    "{unit} chưa được xếp hạng năm {year}; đơn vị không được xét năm trước thì không làm Khối trưởng, Khối phó",
    "{unit} has no place in the ranking of {year}; a unit not reviewed in the year before does not head or deputise",
)
_RESTS = Text(
    "{unit} làm Khối trưởng năm {year}, theo quy ước nghỉ {rest} năm",
    "{unit} led in {year} and by the rule stands back for {rest}",
)


@dataclass(frozen=True, kw_only=True)
class PastYear:
    """Who led and deputised in a year; `record` is set where it was typed in from an older document."""

    year: int
    leader: Body | None
    deputy: Body | None
    source: str
    record: PastLeadership | None = None


@dataclass(frozen=True)
class Rota:
    """The rotation of a bloc as it stands in a year. Each thing is asked for once, and only when it is needed."""

    year: EmulationYear

    @cached_property
    def rule(self) -> LeadershipRule:
        return rule_of(self.year)

    @cached_property
    def members(self) -> list[Body]:
        return members(self.year)

    @cached_property
    def units(self) -> list[Body]:
        """The members in the order of the bloc's list; those not on it come after, in the order of the decision."""
        places = {unit_id: place for place, unit_id in enumerate(self.rule.listed)}
        return sorted(self.members, key=lambda unit: places.get(unit.pk, len(places)))

    @cached_property
    def history(self) -> list[PastYear]:
        """The years of the bloc before next year, oldest first: those kept here, and those typed in. Two queries."""
        year = self.year
        kept = {
            one.year: PastYear(year=one.year, leader=one.leader, deputy=one.deputy, source=one.decision_number)
            for one in EmulationYear.objects.filter(bloc_id=year.bloc_id, year__lte=year.year).select_related(
                "leader", "deputy"
            )
        }
        typed = {
            one.year: PastYear(year=one.year, leader=one.leader, deputy=one.deputy, source=one.source, record=one)
            for one in PastLeadership.objects.filter(bloc_id=year.bloc_id).select_related("leader", "deputy")
        }
        return [found for _year, found in sorted((typed | kept).items()) if found.leader]

    @cached_property
    def _ranked(self) -> frozenset[int] | None:
        """The units with a place in the final ranking; None where the rule or the ranking does not judge by it."""
        if not self.rule.bar_unreviewed or not ranking_is_final(self.year):
            return None
        return frozenset(row.unit.pk for row in standings_of(self.year) if row.rank is not None)

    def bars(self, unit: Body) -> list[Bar]:
        """What bars a unit from heading or deputising next year."""
        if unit.pk not in {one.pk for one in self.members}:
            return [self._bar(unit, "leadership.left", _LEFT, always=True)]
        if unit.dissolved:
            return [self._bar(unit, "leadership.dissolved", _DISSOLVED, always=True)]
        if self._ranked is not None and unit.pk not in self._ranked:
            return [self._bar(unit, "leadership.unreviewed", _UNREVIEWED, year=str(self.year.year))]
        return []

    def _bar(self, unit: Body, code: str, text: Text, *, always: bool = False, **pieces: str | int) -> Bar:
        because = text.filled(unit=unit.name, **pieces)
        return Bar(
            key=str(unit.pk), finding=Finding(code, False, because, rotation_source(self.rule)), always=always
        )  # fmt: skip

    def bars_on(self, unit: Body, post: str) -> list[Finding]:
        """What bars a unit from a post next year: what the plan goes by, and for the head the years of rest."""
        found = [bar.finding for bar in self.bars(unit)]
        led = [one.year for one in self.history if one.leader and one.leader.pk == unit.pk]
        if post == Post.LEADER and led and self.year.year + 1 - led[-1] <= self.rule.rest:
            because = _RESTS.filled(unit=unit.name, year=str(led[-1]), rest=self.rule.rest)
            found.append(Finding("leadership.rests", False, because, rotation_source(self.rule)))
        return found

    def turns(self, *, years: int = YEARS_AHEAD) -> list[Turn]:
        """Whose turn it is in each of the coming years, by the bloc's rule and history."""
        rule, since = self.rule, _first_years(self.year)
        led = [
            Led(year=one.year, leader=str(one.leader.pk), deputy=str(one.deputy.pk) if one.deputy else "")
            for one in self.history
            if one.leader
        ]
        pure = RotationRule(
            order=Order(rule.order), source=rotation_source(rule), deputy=rule.has_deputy,
            deputy_follows=rule.deputy_follows, rest=rule.rest,
        )  # fmt: skip
        bars = [bar for unit in self.units for bar in self.bars(unit)]
        asked = [Unit(key=str(one.pk), name=one.name, since=since.get(one.pk)) for one in self.units]
        return list(plan(rule=pure, units=asked, history=led, bars=bars, first=self.year.year + 1, years=years))

    def next_turn(self, post: str) -> tuple[str, Finding | None]:
        """Whose turn a post is next year, as the key of a unit, and why; an empty key for nobody's."""
        [turn] = self.turns(years=1)
        return (turn.leader, turn.why_leader) if post == Post.LEADER else (turn.deputy, turn.why_deputy)


def _first_years(year: EmulationYear) -> dict[int, int]:
    """The first year of each unit in the bloc, except in the first year kept here: nobody knows what was before."""
    rows = BlocMembership.objects.filter(emulation_year__bloc_id=year.bloc_id).values_list(
        "unit_id", "emulation_year__year"
    )
    found: dict[int, int] = {}
    for unit_id, number in rows:
        found[unit_id] = min(number, found.get(unit_id, number))
    first = min(found.values(), default=0)
    return {unit_id: number for unit_id, number in found.items() if number > first}
