"""The slides of a conference in their order, and the one that is shown. Nothing here that the hall may not see."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.assessment.queries import ranking_is_final, standings_of
from thidua.assessment.queries.standings import StandingRow
from thidua.ballots.queries import ContestPage, contest_page, contests_of
from thidua.conferences.models import SLIDE_LABELS, Conference, Projection, Slide
from thidua.conferences.queries import ConferencePage, conference_page, projection_of, quorum_of
from thidua.kernel.actor import Actor
from thidua.kernel.qr import qr_svg
from thidua.rulebook.findings import Finding

# As many places as can be read from the back of the hall at once; earlier ones make room for later ones.
MOST_ROWS = 11


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One thing to show: a slide, of a contest its number, of the ranking how many places."""

    slide: Slide
    contest: int | None = None
    revealed: int = 0


@dataclass(frozen=True)
class Show:
    """The projector of a conference as one of those who run it opens it."""

    actor: Actor
    conference: Conference

    @cached_property
    def chosen(self) -> Projection:
        return projection_of(self.conference)

    @cached_property
    def contests(self) -> list[ContestPage]:
        """The contests of this conference that were not annulled."""
        found = contests_of(self.actor, self.conference.emulation_year_id)
        ours = [one for one in found if one.conference_id == self.conference.pk and not one.annulled_because]
        return [contest_page(self.actor, one) for one in ours]

    @cached_property
    def final(self) -> bool:
        return self.conference.reviews_year and ranking_is_final(self.conference.emulation_year)

    @cached_property
    def places(self) -> list[StandingRow]:
        """The final places, the first first; nothing while the ranking is not final."""
        rows = standings_of(self.conference.emulation_year) if self.final else []
        return [row for row in rows if row.rank is not None]

    @cached_property
    def stops(self) -> list[Stop]:
        """Everything there is to show, in order."""
        found = [Stop(slide=Slide.WELCOME), Stop(slide=Slide.AGENDA), Stop(slide=Slide.QUORUM)]
        found += [Stop(slide=Slide.CONTEST, contest=one.contest.pk) for one in self.contests]
        if self.final:
            found += [Stop(slide=Slide.RANKING, revealed=count) for count in range(len(self.places) + 1)]
        if self.conference.reviews_year:
            found.append(Stop(slide=Slide.SIGNING))
        return found

    @cached_property
    def here(self) -> Stop:
        """What is shown. What is no longer there to be shown gives way to the welcome."""
        chosen = self.chosen
        wanted = Stop(slide=Slide(chosen.slide), contest=chosen.contest_number, revealed=chosen.revealed)
        return wanted if wanted in self.stops else self.stops[0]

    @property
    def before(self) -> Stop | None:
        place = self.stops.index(self.here)
        return self.stops[place - 1] if place else None

    @property
    def after(self) -> Stop | None:
        return next(iter(self.stops[self.stops.index(self.here) + 1 :]), None)

    @property
    def choices(self) -> list[tuple[Stop, str, bool]]:
        """What the panel offers by name, and whether it is shown now: the ranking once, with no place revealed."""
        offered = [stop for stop in self.stops if not stop.revealed]
        same = (self.here.slide, self.here.contest)
        return [(stop, self.name_of(stop), (stop.slide, stop.contest) == same) for stop in offered]

    def name_of(self, stop: Stop) -> str:
        """What a stop is called in the panel."""
        if stop.slide == Slide.CONTEST:
            title = next(one.contest.title for one in self.contests if one.contest.pk == stop.contest)
            return _("Bỏ phiếu: %(title)s") % {"title": title}
        name = _(SLIDE_LABELS[stop.slide])
        return name[:1].upper() + name[1:]

    @property
    def name(self) -> str:
        return self.name_of(self.here)

    @cached_property
    def page(self) -> ConferencePage:
        return conference_page(self.actor, self.conference)

    @property
    def quorum(self) -> Finding:
        return quorum_of(self.page.rows)

    @property
    def contest(self) -> ContestPage | None:
        return next((one for one in self.contests if one.contest.pk == self.here.contest), None)

    @property
    def shown_places(self) -> list[StandingRow]:
        """The places revealed so far, from the last upwards, the best of them on top."""
        hidden = len(self.places) - self.here.revealed
        return self.places[hidden:][:MOST_ROWS]

    @property
    def site(self) -> str:
        return f"{settings.SITE_URL}/"

    @property
    def code(self) -> SafeString:
        return qr_svg(self.site, label=_("Mã QR của địa chỉ %(url)s") % {"url": self.site})

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the hall's certificate; empty where there is a proper one."""
        return str(settings.HALL_FINGERPRINT)
