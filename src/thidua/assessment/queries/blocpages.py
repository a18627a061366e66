"""What the pages about the whole bloc show: standings, the bloc at a glance, what a search may find."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from thidua.assessment import policies
from thidua.assessment.models import Pledge, Ranking, RankingState, SupersededRanking, Target, UnitPaper
from thidua.assessment.queries.editing import KINDS
from thidua.assessment.queries.overview import UnitProgress, progress_of
from thidua.assessment.queries.papers import papers_of_unit, visible
from thidua.assessment.queries.reopening import superseded_of
from thidua.assessment.queries.roundfacts import plan_of
from thidua.assessment.queries.rounds import appeals_begun
from thidua.assessment.queries.scoring import sheet_of_year
from thidua.assessment.queries.standings import (
    StandingRow,
    ranking_for,
    ranking_is_final,
    standings_of,
    units_not_reviewed,
)
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import is_member, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.templatetags.thidua import moment
from thidua.notices.policies import REMIND
from thidua.reading.folding import fold
from thidua.rulebook.guards import When


@dataclass(frozen=True, kw_only=True)
class StandingsPage:
    """The standings as far as the actor may see them, and what can be done about them."""

    year: EmulationYear
    ranking: Ranking | None
    final: bool
    shown: bool
    rows: list[StandingRow]
    may_rank: bool
    proposer: bool
    compares: bool
    asks: bool
    # Members that keep the ranking from being proposed, for those who may propose it.
    unready: list[Body]
    # Rankings that were final once and no longer hold.
    superseded: list[SupersededRanking]

    @property
    def classes(self) -> bool:
        """Whether the year's sheet classifies totals."""
        return any(row.label for row in self.rows)

    @property
    def proposed(self) -> bool:
        return self.ranking is not None and self.ranking.state == RankingState.PROPOSED

    @property
    def signed(self) -> list[dict[str, str]]:
        """Who has put their name to the ranking so far."""
        if self.ranking is None:
            return []
        pairs = (
            (self.ranking.proposed_by, self.ranking.proposed_at),
            (self.ranking.finalised_by, self.ranking.finalised_at),
        )
        return [{"name": name, "office": "", "at": moment(at)} for name, at in pairs if name]


def standings_page(actor: Actor, year_id: int, *, at: datetime | None = None) -> StandingsPage:
    """Final standings are for everyone in the bloc; provisional ones for those who answer for them, and for everyone
    from the moment at which appeals are taken: nobody can appeal against what was not shown."""
    year = year_for(actor, year_id)
    ranking = ranking_for(actor, year)
    final = ranking is not None and ranking.state == RankingState.FINAL
    shown = final or gate.may(actor, policies.PREVIEW_STANDINGS, year)
    shown = shown or (at is not None and appeals_begun(plan_of(year), at))
    rules = sheet_of_year(year) if year.scoring_table else None
    may_rank = year.running and not final and gate.may(actor, policies.RANK, ranking or Ranking(emulation_year=year))
    return StandingsPage(
        year=year,
        ranking=ranking,
        final=final,
        shown=shown,
        rows=standings_of(year, sheet=rules) if shown else [],
        may_rank=may_rank,
        proposer=ranking is not None and ranking.proposed_by_id == actor.id,
        compares=rules is not None and rules.compares and gate.may(actor, policies.PREVIEW_STANDINGS, year),
        asks=rules is not None and any(guard.when == When.EVENT for guard in rules.guards),
        unready=units_not_reviewed(year) if may_rank else [],
        superseded=superseded_of(year),
    )


def standings_to_export(actor: Actor, year_id: int, *, at: datetime | None = None) -> StandingsPage:
    """The standings for a download; 404 while the actor may not see them."""
    page = standings_page(actor, year_id, at=at)
    if not page.shown:
        raise Http404
    return page


def ranking_to_decide(actor: Actor, year_id: int) -> StandingsPage:
    """The standings for somebody who proposes or finalises; Denied for anybody else."""
    page = standings_page(actor, year_id)
    gate.require(actor, policies.RANK, page.ranking or Ranking(emulation_year=page.year))
    return page


@dataclass(frozen=True, kw_only=True)
class Glance:
    """The bloc at a glance: a row a unit, the counts, and the own unit's papers."""

    rows: list[UnitProgress]
    own: dict[str, UnitPaper | None]
    member: bool
    final: bool
    reminds: bool
    opens: frozenset[tuple[str, int]]

    @property
    def pledged(self) -> int:
        return sum(row.pledge_signed for row in self.rows)

    @property
    def reported(self) -> int:
        return sum(row.report_submitted for row in self.rows)

    @property
    def scored(self) -> int:
        return sum(row.sheet_submitted for row in self.rows)

    @property
    def reviewed(self) -> int:
        return sum(row.reviewed for row in self.rows)


def glance_of(actor: Actor, year: EmulationYear) -> Glance:
    """How far everybody is, with links only to what the actor may open."""
    member = actor.office in policies.UNIT and actor.body_id is not None and is_member(year, actor.body_id)
    opens = {
        (name, pk)
        for name, kind in KINDS.items()
        for pk in visible(actor, kind).filter(emulation_year=year).values_list("pk", flat=True)
    }
    return Glance(
        rows=progress_of(year),
        own=papers_of_unit(actor, year) if member else {},
        member=member,
        final=ranking_is_final(year),
        reminds=year.running and gate.may(actor, REMIND, year),
        opens=frozenset(opens),
    )


def unit_pages(actor: Actor) -> list[tuple[EmulationYear, Any, str]]:
    """Every unit whose pledge the actor may open, with the year and the address of the pledge."""
    rows = visible(actor, Pledge).order_by("-emulation_year__year", "unit__folded")
    return [(row.emulation_year, row.unit, _pledge_url(row.emulation_year_id, row.pk)) for row in rows]


def _pledge_url(year_id: int, pledge_id: int) -> str:
    return reverse("assessment:pledge", args=[year_id, pledge_id])


def targets_named(actor: Actor, words: str) -> QuerySet[Target]:
    """The targets whose indicator holds the words, in pledges the actor may see."""
    rows = Target.objects.filter(pledge__in=visible(actor, Pledge))
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.select_related("pledge__unit", "emulation_year").order_by("folded")[:50]
