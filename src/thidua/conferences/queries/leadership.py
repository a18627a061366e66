"""Next year's head and deputy: the bloc's rule, who led before, whose turn it is, what bars a unit, who was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.assessment.queries import ranking_is_final, standings_of
from thidua.bodies.models import Appointment, Body
from thidua.bodies.queries import in_force
from thidua.conferences import policies
from thidua.conferences.models import (
    ChoiceState,
    Conference,
    ConferenceState,
    LeadershipChoice,
    LeadershipRule,
    PastLeadership,
    Post,
)
from thidua.conferences.queries.rules import rotation_source, rule_of
from thidua.cycles.models import BlocMembership, EmulationYear
from thidua.cycles.queries import members, visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.rotation import Bar, Led, Order, RotationRule, Turn, Unit, plan

YEARS_AHEAD = 5
STANDING = (ChoiceState.CHOSEN, ChoiceState.ACCEPTED)

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


def units_in_turn(year: EmulationYear, rule: LeadershipRule) -> list[Body]:
    """The members in the order of the bloc's list; those that are not on it come after, in the order of the decision."""
    places = {unit_id: place for place, unit_id in enumerate(rule.listed)}
    return sorted(members(year), key=lambda unit: places.get(unit.pk, len(places)))


@dataclass(frozen=True, kw_only=True)
class PastYear:
    """Who led and deputised in a year; `record` is set where it was typed in from an older document."""

    year: int
    leader: Body | None
    deputy: Body | None
    source: str
    record: PastLeadership | None = None


def history_of(year: EmulationYear) -> list[PastYear]:
    """The years of the bloc before next year, oldest first: those kept here, and those typed in. Two queries."""
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


def bars_of(year: EmulationYear, rule: LeadershipRule, units: Sequence[Body]) -> dict[int, list[Bar]]:
    """What bars each unit from heading or deputising next year; a fixed number of queries for any number of units."""
    belonging = {unit.pk for unit in members(year)}
    judged = rule.bar_unreviewed and ranking_is_final(year)
    ranked = {row.unit.pk for row in standings_of(year) if row.rank is not None} if judged else set()
    found: dict[int, list[Bar]] = {}
    for unit in units:
        bars = []
        if unit.pk not in belonging:
            bars.append(_bar(unit, "leadership.left", _LEFT, rule, always=True))
        elif unit.dissolved:
            bars.append(_bar(unit, "leadership.dissolved", _DISSOLVED, rule, always=True))
        elif judged and unit.pk not in ranked:
            bars.append(_bar(unit, "leadership.unreviewed", _UNREVIEWED, rule, year=str(year.year)))
        found[unit.pk] = bars
    return found


def _bar(unit: Body, code: str, text: Text, rule: LeadershipRule, *, always: bool = False, **pieces: str | int) -> Bar:
    because = text.filled(unit=unit.name, **pieces)
    return Bar(key=str(unit.pk), finding=Finding(code, False, because, rotation_source(rule)), always=always)


def bars_on(year: EmulationYear, unit: Body, post: str) -> list[Finding]:
    """What bars one unit from a post next year: what the plan goes by, and for the head the years of rest."""
    rule = rule_of(year)
    found = [bar.finding for bar in bars_of(year, rule, [unit])[unit.pk]]
    led = [one.year for one in history_of(year) if one.leader and one.leader.pk == unit.pk]
    if post == Post.LEADER and led and year.year + 1 - led[-1] <= rule.rest:
        because = _RESTS.filled(unit=unit.name, year=str(led[-1]), rest=rule.rest)
        found.append(Finding("leadership.rests", False, because, rotation_source(rule)))
    return found


def turns_of(year: EmulationYear, *, years: int = YEARS_AHEAD) -> list[Turn]:
    """Whose turn it is in each of the coming years, by the bloc's rule and history."""
    rule = rule_of(year)
    units = units_in_turn(year, rule)
    since = _first_years(year)
    led = [
        Led(year=one.year, leader=str(one.leader.pk), deputy=str(one.deputy.pk) if one.deputy else "")
        for one in history_of(year)
        if one.leader
    ]
    pure = RotationRule(
        order=Order(rule.order), source=rotation_source(rule), deputy=rule.has_deputy, deputy_follows=rule.deputy_follows,
        rest=rule.rest,
    )  # fmt: skip
    bars = [bar for of_unit in bars_of(year, rule, units).values() for bar in of_unit]
    asked = [Unit(key=str(one.pk), name=one.name, since=since.get(one.pk)) for one in units]
    return list(plan(rule=pure, units=asked, history=led, bars=bars, first=year.year + 1, years=years))


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


def choices_of(year: EmulationYear) -> list[LeadershipChoice]:
    """Everything that was chosen for next year, newest first, also what no longer stands."""
    return list(
        LeadershipChoice.objects.filter(emulation_year=year).select_related("unit").order_by("-chosen_at", "-pk")
    )


def standing_choices(year: EmulationYear) -> dict[str, LeadershipChoice]:
    """The choice that stands for each post. One query."""
    rows = LeadershipChoice.objects.filter(emulation_year=year, state__in=STANDING).select_related("unit")
    return {row.post: row for row in rows}


def missing_choices(year: EmulationYear, choices: Sequence[LeadershipChoice]) -> list[str]:
    """The posts of next year for which nobody stands, in sentences; a bloc may have no deputy by its rule."""
    standing = {one.post for one in choices if one.stands}
    missing = [] if Post.LEADER in standing else [_("chọn Khối trưởng năm sau")]
    if Post.DEPUTY not in standing and rule_of(year).has_deputy:
        missing.append(_("chọn Khối phó năm sau, hoặc ghi lý do không bố trí"))
    return missing


def head_of(unit: Body, day: date) -> Appointment | None:
    """Who heads a unit on a day, as far as the directory knows."""
    rows = Appointment.objects.filter(in_force(day), body=unit, office=Office.UNIT_HEAD)
    return rows.select_related("person").order_by("pk").first()


def open_conference_of(year: EmulationYear) -> Conference | None:
    """The conference that meets now, if one does."""
    return Conference.objects.filter(emulation_year=year, state=ConferenceState.OPEN).first()


# Finding, for a page and for an action.


def year_to_choose_in(actor: Actor, year_id: int) -> EmulationYear:
    """The running year, for somebody who writes down who leads next. Raises Denied for those who only read."""
    return _year(actor, policies.CHOOSE, year_id)


def year_to_rule(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for somebody who writes down its rule of leadership."""
    return _year(actor, policies.SET_RULE, year_id)


def _year(actor: Actor, needs: str, year_id: int) -> EmulationYear:
    year = year_for(actor, year_id)
    gate.require(actor, needs, year)
    return year


def _visible(actor: Actor) -> QuerySet[LeadershipChoice]:
    years = visible_years(actor).values("pk")
    return LeadershipChoice.objects.filter(emulation_year__in=years).select_related(
        "emulation_year__bloc__authority", "unit"
    )


def choice_of_year(actor: Actor, year_id: int, choice_id: int, needs: str) -> LeadershipChoice:
    """A choice of this year, for a page; 404 out of sight, Denied without the permission."""
    choice = get_object_or_404(_visible(actor), pk=choice_id, emulation_year_id=year_id)
    gate.require(actor, needs, choice)
    return choice


def choice_to_change(actor: Actor, choice_id: int) -> LeadershipChoice:
    """A choice, locked, or 404."""
    return get_object_or_404(_visible(actor).select_for_update(of=("self",)), pk=choice_id)


def past_of_year(actor: Actor, year_id: int, past_id: int) -> PastLeadership:
    """A year typed in, of the bloc of this year, for those who may take it out again."""
    year = year_to_rule(actor, year_id)
    return get_object_or_404(
        PastLeadership.objects.filter(bloc_id=year.bloc_id).select_related("leader", "deputy"), pk=past_id
    )


# Pages.


@dataclass(frozen=True, kw_only=True)
class PostRow:
    """One post on the page of leadership: who stands, what bars them, what the actor may do."""

    post: str
    choice: LeadershipChoice | None
    bars: list[Finding]
    turn: Finding | None
    may_answer: bool
    may_allow: bool

    @property
    def barred(self) -> bool:
        """Whether a bar stands that the authority has not lifted."""
        return bool(self.bars) and self.choice is not None and not self.choice.allowed_because


@dataclass(frozen=True, kw_only=True)
class LeadershipPage:
    """Who heads and deputises next year, how they were chosen, and what is still missing."""

    year: EmulationYear
    rule: LeadershipRule
    posts: list[PostRow]
    before: list[LeadershipChoice]
    may_choose: bool
    may_rule: bool

    @property
    def next_year(self) -> int:
        return self.year.year + 1


def leadership_page(actor: Actor, year_id: int) -> LeadershipPage:
    """The page of next year's leadership."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.SEE, year)
    rule, standing = rule_of(year), standing_choices(year)
    [turn] = turns_of(year, years=1)
    whys = {Post.LEADER: turn.why_leader, Post.DEPUTY: turn.why_deputy}
    posts = [Post.LEADER, Post.DEPUTY] if rule.has_deputy or Post.DEPUTY in standing else [Post.LEADER]
    return LeadershipPage(
        year=year, rule=rule,
        posts=[_post_row(actor, year, post, standing.get(post), whys[post]) for post in posts],
        before=[one for one in choices_of(year) if not one.stands],
        may_choose=year.running and gate.may(actor, policies.CHOOSE, year),
        may_rule=year.running and gate.may(actor, policies.SET_RULE, year),
    )  # fmt: skip


def _post_row(
    actor: Actor, year: EmulationYear, post: str, choice: LeadershipChoice | None, turn: Finding | None
) -> PostRow:
    bars = bars_on(year, choice.unit, post) if choice and choice.unit else []
    waiting = year.running and choice is not None and choice.waiting
    return PostRow(
        post=post, choice=choice, bars=bars, turn=turn,
        may_answer=waiting and gate.may(actor, policies.ANSWER, choice),
        may_allow=year.running and bool(bars) and gate.may(actor, policies.ALLOW, choice),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlannedYear:
    """A coming year in the plan, with the units by name."""

    turn: Turn
    leader: Body | None
    deputy: Body | None


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A unit in the picture of rotation: what it was in each year shown, and what bars it now."""

    unit: Body
    marks: list[tuple[int, str]]
    bars: list[Finding]


@dataclass(frozen=True, kw_only=True)
class RotationPage:
    """Who led, who is to lead, and why."""

    year: EmulationYear
    rule: LeadershipRule
    written: bool
    history: list[PastYear]
    plan: list[PlannedYear]
    grid: list[GridRow]
    years: list[int]
    may_rule: bool
    source: str


YEARS_SHOWN = 6


def rotation_page(actor: Actor, year_id: int) -> RotationPage:
    """The plan of rotation; a fixed number of queries whatever the number of units."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.SEE, year)
    rule = rule_of(year)
    units, history, turns = units_in_turn(year, rule), history_of(year), turns_of(year)
    by_key = {str(unit.pk): unit for unit in units}
    planned = [PlannedYear(turn=turn, leader=by_key.get(turn.leader), deputy=by_key.get(turn.deputy)) for turn in turns]
    led = {(one.year, one.leader.pk): "leader" for one in history if one.leader} | {
        (one.year, one.deputy.pk): "deputy" for one in history if one.deputy
    }
    for one in planned:
        led |= {(one.turn.year, one.leader.pk): "next_leader"} if one.leader else {}
        led |= {(one.turn.year, one.deputy.pk): "next_deputy"} if one.deputy else {}
    years = [one.year for one in history[-YEARS_SHOWN:]] + [one.turn.year for one in planned]
    bars = bars_of(year, rule, units)
    grid = [
        GridRow(
            unit=unit, marks=[(number, led.get((number, unit.pk), "")) for number in years],
            bars=[bar.finding for bar in bars[unit.pk]],
        )
        for unit in units
    ]  # fmt: skip
    may_rule = year.running and gate.may(actor, policies.SET_RULE, year)
    return RotationPage(
        year=year, rule=rule, written=rule.pk is not None, history=history, plan=planned, grid=grid, years=years,
        may_rule=may_rule, source=rotation_source(rule),
    )  # fmt: skip


def rule_as_typed(year: EmulationYear) -> dict[str, Any]:
    """What the form of the rule begins with; the fixed list as names, one a line."""
    rule, names = rule_of(year), {unit.pk: unit.name for unit in members(year)}
    columns = ("order", "has_deputy", "deputy_follows", "rest", "bar_unreviewed", "base", "share", "strict", "source")
    known = {name: getattr(rule, name) for name in columns}
    listed = "\n".join(names[one] for one in rule.listed if one in names)
    return known | {"listed": listed, "version": rule.version if rule.pk else 0}


def units_to_lead(year: EmulationYear) -> list[tuple[int, str]]:
    """The members, to choose from."""
    return [(unit.pk, unit.name) for unit in members(year)]


@dataclass(frozen=True, kw_only=True)
class ChoosePage:
    """What is known before a post is filled in one way: whose turn it is, and what bars whom."""

    year: EmulationYear
    post: str
    method: str
    rule: LeadershipRule
    turn: Finding | None
    unit: Body | None
    bars: list[Finding]
    units: list[tuple[int, str]]

    @property
    def next_year(self) -> int:
        return self.year.year + 1


WAYS = ("agreement", "rotation", "appointment", "absent")


def choose_page(actor: Actor, year_id: int, post: str, method: str) -> ChoosePage:
    """The page on which a post is filled; 404 for a post or a way there is not."""
    year = year_to_choose_in(actor, year_id)
    if post not in Post.values or method not in WAYS or (method == "absent" and post == Post.LEADER):
        raise Http404
    rule, units = rule_of(year), members(year)
    [turn] = turns_of(year, years=1)
    key, why = (turn.leader, turn.why_leader) if post == Post.LEADER else (turn.deputy, turn.why_deputy)
    bars = [bar.finding for found in bars_of(year, rule, units).values() for bar in found]
    return ChoosePage(
        year=year, post=post, method=method, rule=rule, turn=why if method == "rotation" else None, bars=bars,
        unit=next((unit for unit in units if str(unit.pk) == key), None) if method == "rotation" else None,
        units=[(unit.pk, unit.name) for unit in units],
    )  # fmt: skip


def holder_as_typed(unit: Body | None, *, at: datetime) -> dict[str, str]:
    """Who holds the post as far as the directory knows: the unit's head."""
    head = head_of(unit, timezone.localdate(at)) if unit else None
    return {"person_name": head.person.name, "person_title": head.title} if head else {}


def answer_as_typed(choice: LeadershipChoice, *, at: datetime) -> dict[str, str]:
    """What the form of acceptance begins with: the person named when chosen, otherwise the unit's head."""
    if choice.person_name:
        return {"person_name": choice.person_name, "person_title": choice.person_title}
    return holder_as_typed(choice.unit, at=at)
