"""Resolutions: found, and what the voices of the units decide."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from thidua.conferences import policies
from thidua.conferences.models import Conference
from thidua.conferences.queries.finding import conference_to_change, visible
from thidua.conferences.queries.stages import require_not_closed
from thidua.conferences.resolutions import Resolution, Said, UnitVoice
from thidua.cycles.queries import members
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.rulebook.contests import Base
from thidua.rulebook.counting import judge_count
from thidua.rulebook.findings import Finding, Text

ADOPTED = Text(
    "Thông qua: {counted}/{base} đơn vị tán thành ({shown}%), cần {required} tức ≥ {needed}",
    "Adopted: {counted} of {base} units are for it ({shown}%), {required} is needed, that is ≥ {needed}",
)
REJECTED = Text(
    "Không thông qua: {counted}/{base} đơn vị tán thành ({shown}%), cần {required} tức ≥ {needed}",
    "Not adopted: {counted} of {base} units are for it ({shown}%), {required} is needed, that is ≥ {needed}",
)


@dataclass(frozen=True, kw_only=True)
class ResolutionRow:
    """A resolution with its voices in the order of the units, and what they decide."""

    resolution: Resolution
    voices: list[UnitVoice]
    verdict: Finding

    def count(self, said: str) -> int:
        return Counter(one.said for one in self.voices)[said]

    @property
    def agreed(self) -> int:
        return self.count(Said.FOR)

    @property
    def against(self) -> int:
        return self.count(Said.AGAINST)

    @property
    def silent(self) -> int:
        return self.count(Said.NONE)

    @property
    def recused(self) -> int:
        return self.count(Said.RECUSED)


def verdict_on_resolution(resolution: Resolution, said: Collection[str]) -> Finding:
    """What the voices decide, exactly. Those who recuse themselves are not counted in the base.

    Raises InvalidCount when nobody is left to decide.
    """
    counts = Counter(said)
    everybody = resolution.members if resolution.base == Base.MEMBERS else len(said)
    found = judge_count(
        rule="conference.resolution", sentences=(ADOPTED, REJECTED), field="agreed", counted=counts[Said.FOR],
        base=everybody - counts[Said.RECUSED], share=resolution.asked, strict=resolution.strict,
    )  # fmt: skip
    return replace(found, reference=resolution.source)


def resolutions_of(conference: Conference) -> list[ResolutionRow]:
    """The resolutions of a conference in their order. A fixed number of queries."""
    rows = conference.resolutions.prefetch_related("voices__unit").order_by("position")
    order = {unit.pk: place for place, unit in enumerate(members(conference.emulation_year))}
    found = []
    for row in rows:
        voices = sorted(row.voices.all(), key=lambda one: (order.get(one.unit_id, len(order)), one.pk))
        verdict = verdict_on_resolution(row, [one.said for one in voices])
        found.append(ResolutionRow(resolution=row, voices=voices, verdict=verdict))
    return found


def may_resolve(actor: Actor, conference: Conference) -> bool:
    """Whether the actor may put a resolution down now."""
    running = conference.open and conference.emulation_year.running
    return running and gate.may(actor, policies.RUN, conference)


def resolution_to_correct(actor: Actor, year_id: int, conference_id: int, resolution_id: int) -> Resolution:
    """A resolution of this conference, for those who run it; ConferenceOver once it is closed."""
    found = get_object_or_404(
        _resolutions(actor), pk=resolution_id, conference_id=conference_id, emulation_year_id=year_id
    )
    gate.require(actor, policies.RUN, found)
    require_not_closed(found.conference)
    return found


def resolution_to_change(actor: Actor, resolution_id: int) -> Resolution:
    """A resolution, or 404. Its conference is locked with it."""
    conference_id = get_object_or_404(_resolutions(actor), pk=resolution_id).conference_id
    conference_to_change(actor, conference_id)
    return get_object_or_404(_resolutions(actor).select_for_update(of=("self",)), pk=resolution_id)


def _resolutions(actor: Actor) -> QuerySet[Resolution]:
    return Resolution.objects.filter(conference__in=visible(actor).values("pk")).select_related(
        "conference__emulation_year__bloc__authority", "conference__emulation_year__leader"
    )


def voices_to_correct(resolution: Resolution) -> tuple[list[tuple[int, str]], dict[int, str]]:
    """The units that had a voice, and what was taken down for each."""
    voices = list(resolution.voices.select_related("unit").order_by("unit__folded", "pk"))
    return [(one.unit_id, one.unit.name) for one in voices], {one.unit_id: one.said for one in voices}
