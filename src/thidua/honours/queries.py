"""The rules of awards and the list of nominations, as far as the actor may see them."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from thidua.assessment.models import Registration
from thidua.assessment.queries import ranking_is_final, standings_of
from thidua.ballots.queries.results import VoteResult, confirmed_results
from thidua.conferences.models import Conference
from thidua.conferences.queries.resolving import ResolutionRow, resolutions_of
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, visible_years, year_for
from thidua.honours import policies
from thidua.honours.models import AwardRule, Nomination, NominationList
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.nominating import Award, By, Draft, Standing, draft


def rules_of(year: EmulationYear) -> list[AwardRule]:
    """The awards of the year in order, each with its nominations. Two queries."""
    rows = Nomination.objects.select_related("unit").order_by("position", "pk")
    return list(
        AwardRule.objects.filter(emulation_year=year)
        .prefetch_related(Prefetch("nominations", rows))
        .order_by("position", "pk")
    )


def list_of(year: EmulationYear) -> NominationList | None:
    return NominationList.objects.filter(emulation_year=year).first()


def drafts_of(year: EmulationYear) -> list[tuple[AwardRule, Draft]]:
    """What each rule proposes now, from the final standings, the registrations and the confirmed votes."""
    standings = [
        Standing(key=str(row.unit.pk), name=row.unit.name, rank=row.rank, points=row.points)
        for row in standings_of(year)
    ]
    registered: dict[str, set[str]] = {}
    rows = Registration.objects.filter(emulation_year=year, pledge__state="approved")
    for title, unit_id in rows.values_list("title", "pledge__unit_id"):
        registered.setdefault(title, set()).add(str(unit_id))
    votes = {one.id: one.units for one in confirmed_results(year)}
    found = []
    for rule in rules_of(year):
        award = Award(by=By(rule.by), places=rule.places, source=rule.source, least=rule.least_points, title=rule.title)
        having = dict.fromkeys(registered.get(rule.title, set()), True)
        chosen = votes.get(rule.contest_id) if rule.contest_id else None
        found.append((rule, draft(award=award, standings=standings, registered=having, chosen=chosen)))
    return found


def year_to_draft(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for a page on which its list is worked on. Raises Denied for those who only read."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.DRAFT, year)
    return year


def _rules(actor: Actor) -> QuerySet[AwardRule]:
    years = visible_years(actor).values("pk")
    return AwardRule.objects.filter(emulation_year__in=years).select_related("emulation_year__bloc__authority")


def rule_of_year(actor: Actor, year_id: int, rule_id: int) -> AwardRule:
    """A rule of this year, for those who draft; 404 for any other."""
    rule = get_object_or_404(_rules(actor), pk=rule_id, emulation_year_id=year_id)
    gate.require(actor, policies.DRAFT, rule)
    return rule


def rule_to_change(actor: Actor, rule_id: int) -> AwardRule:
    """A rule, locked, or 404."""
    return get_object_or_404(_rules(actor).select_for_update(of=("self",)), pk=rule_id)


def _nominations(actor: Actor) -> QuerySet[Nomination]:
    years = visible_years(actor).values("pk")
    return Nomination.objects.filter(emulation_year__in=years).select_related(
        "emulation_year__bloc__authority", "rule", "unit"
    )


def nomination_of_year(actor: Actor, year_id: int, nomination_id: int) -> Nomination:
    """A nomination of this year, for those who draft; 404 for any other."""
    found = get_object_or_404(_nominations(actor), pk=nomination_id, emulation_year_id=year_id)
    gate.require(actor, policies.DRAFT, found)
    return found


def nomination_to_change(actor: Actor, nomination_id: int) -> Nomination:
    """A nomination, locked, or 404."""
    return get_object_or_404(_nominations(actor).select_for_update(of=("self",)), pk=nomination_id)


def list_to_change(actor: Actor, list_id: int) -> NominationList:
    """A list, locked, or 404."""
    rows = NominationList.objects.filter(emulation_year__in=visible_years(actor).values("pk"))
    rows = rows.select_related("emulation_year__bloc__authority").select_for_update(of=("self",))
    return get_object_or_404(rows, pk=list_id)


def list_of_year(actor: Actor, year_id: int, needs: str) -> NominationList:
    """This year's list, for a page on which a step is taken with it."""
    rows = NominationList.objects.filter(emulation_year__in=visible_years(actor).values("pk"))
    found = get_object_or_404(rows.select_related("emulation_year__bloc__authority"), emulation_year_id=year_id)
    gate.require(actor, needs, found)
    return found


@dataclass(frozen=True, kw_only=True)
class NominationsPage:
    """The list as its page shows it. `rules` is empty for somebody who may not see a draft."""

    year: EmulationYear
    drafted: NominationList | None
    rules: list[AwardRule]
    votes: dict[int, VoteResult]
    shown: bool
    ranked: bool
    may_draft: bool
    may_settle: bool
    may_reopen: bool

    @property
    def tied(self) -> int:
        """How many stand equal across a last place and wait for the bloc's decision."""
        return sum(1 for rule in self.rules for one in rule.nominations.all() if one.state == "tied")


def nominations_page(actor: Actor, year_id: int) -> NominationsPage:
    """The page of nominations; a fixed number of queries whatever the number of units."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.SEE, year)
    found = list_of(year)
    shown = (found is not None and found.settled) or gate.may(actor, policies.SEE_DRAFT, year)
    open_now = year.running and not (found and found.settled)
    return NominationsPage(
        year=year, drafted=found, rules=rules_of(year) if shown else [], shown=shown, ranked=ranking_is_final(year),
        votes={one.id: one for one in confirmed_results(year)},
        may_draft=open_now and gate.may(actor, policies.DRAFT, year),
        may_settle=open_now and found is not None and gate.may(actor, policies.SETTLE, found),
        may_reopen=year.running and found is not None and found.settled and gate.may(actor, policies.REOPEN, found),
    )  # fmt: skip


def list_to_export(actor: Actor, year_id: int) -> NominationsPage:
    """The list, for somebody who may see it as it stands; Denied otherwise."""
    page = nominations_page(actor, year_id)
    if not page.shown:
        raise gate.Denied
    return page


def adopted_resolutions(year: EmulationYear) -> dict[int, ResolutionRow]:
    """What the conferences of the year adopted openly, by number, each with its count."""
    conferences = Conference.objects.filter(emulation_year=year).order_by("held_at", "pk")
    rows = [row for conference in conferences for row in resolutions_of(conference)]
    return {row.resolution.pk: row for row in rows if row.verdict.holds}


def resolution_choices(year: EmulationYear) -> list[tuple[int, str]]:
    return [(number, row.resolution.text[:120]) for number, row in adopted_resolutions(year).items()]


def unit_choices(year: EmulationYear) -> list[tuple[int, str]]:
    return [(unit.pk, unit.name) for unit in members(year)]


def vote_choices(year: EmulationYear) -> list[tuple[int, str]]:
    return [(one.id, one.title) for one in confirmed_results(year)]
