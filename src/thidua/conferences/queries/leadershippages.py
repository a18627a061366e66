"""What the pages of next year's leadership and of the rotation show."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from thidua.bodies.models import Body
from thidua.conferences import policies
from thidua.conferences.models import LeadershipChoice, LeadershipRule, Post
from thidua.conferences.queries.leadership import choices_of, standing_choices, year_to_choose_in
from thidua.conferences.queries.rota import PastYear, Rota
from thidua.conferences.queries.rules import rotation_source, rule_of
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.findings import Finding
from thidua.rulebook.rotation import Turn


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
    rota, standing = Rota(year), standing_choices(year)
    rule, [turn] = rota.rule, rota.turns(years=1)
    whys = {Post.LEADER: turn.why_leader, Post.DEPUTY: turn.why_deputy}
    posts = [Post.LEADER, Post.DEPUTY] if rule.has_deputy or Post.DEPUTY in standing else [Post.LEADER]
    return LeadershipPage(
        year=year, rule=rule,
        posts=[_post_row(actor, rota, post, standing.get(post), whys[post]) for post in posts],
        before=[one for one in choices_of(year) if not one.stands],
        may_choose=year.running and gate.may(actor, policies.CHOOSE, year),
        may_rule=year.running and gate.may(actor, policies.SET_RULE, year),
    )  # fmt: skip


def _post_row(actor: Actor, rota: Rota, post: str, choice: LeadershipChoice | None, turn: Finding | None) -> PostRow:
    year = rota.year
    bars = rota.bars_on(choice.unit, post) if choice and choice.unit else []
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
    rota = Rota(year)
    rule, units, history, turns = rota.rule, rota.units, rota.history, rota.turns()
    by_key = {str(unit.pk): unit for unit in units}
    planned = [PlannedYear(turn=turn, leader=by_key.get(turn.leader), deputy=by_key.get(turn.deputy)) for turn in turns]
    led = {(one.year, one.leader.pk): "leader" for one in history if one.leader} | {
        (one.year, one.deputy.pk): "deputy" for one in history if one.deputy
    }
    for one in planned:
        led |= {(one.turn.year, one.leader.pk): "next_leader"} if one.leader else {}
        led |= {(one.turn.year, one.deputy.pk): "next_deputy"} if one.deputy else {}
    years = [one.year for one in history[-YEARS_SHOWN:]] + [one.turn.year for one in planned]
    grid = [
        GridRow(
            unit=unit, marks=[(number, led.get((number, unit.pk), "")) for number in years],
            bars=[bar.finding for bar in rota.bars(unit)],
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
    rota = Rota(year)
    rule, units, (key, why) = rota.rule, rota.members, rota.next_turn(post)
    bars = [bar.finding for unit in units for bar in rota.bars(unit)]
    return ChoosePage(
        year=year, post=post, method=method, rule=rule, turn=why if method == "rotation" else None, bars=bars,
        unit=next((unit for unit in units if str(unit.pk) == key), None) if method == "rotation" else None,
        units=[(unit.pk, unit.name) for unit in units],
    )  # fmt: skip
