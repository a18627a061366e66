"""The frame around every page: who acts, in which year, what waits, where to go."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.cycles import queries as cycles
from thidua.cycles.models import EmulationYear
from thidua.cycles.phases import phase_label
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.queries import latest_of_year
from thidua.rulebook.calendar import Calendar, Phase
from thidua.web.home import tasks_for

MINUTE = 60

# The cookies of the reader's preferences and the values each may have; the first is the default.
PREFERENCES: dict[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "dark"),
    "large_print": ("0", "1"),
    "high_contrast": ("0", "1"),
}


def database_answers() -> bool:
    """Whether the database answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class PhaseMark:
    """A phase on the line under the header."""

    name: str
    state: str
    deadline_text: str
    current: bool


@dataclass
class Frame:
    """What the layout shows around a page. Everything is worked out once, and only if the page shows it."""

    request: HttpRequest
    actor: Actor | None
    at: datetime | None
    sample: bool = field(default_factory=lambda: settings.SAMPLE)

    @cached_property
    def years(self) -> list[EmulationYear]:
        if self.actor is None:
            return []
        last = latest_of_year(OuterRef("pk")).values("hash")[:1]
        return list(
            cycles.visible_years(self.actor).annotate(last_entry=Subquery(last)).order_by("-year", "bloc__number")
        )

    @cached_property
    def year(self) -> EmulationYear | None:
        """The year the address names, or the one the person is most likely to mean."""
        match = self.request.resolver_match
        wanted = match.kwargs.get("year_id") if match else None
        if wanted is not None:
            return next((year for year in self.years if year.pk == wanted), None)
        return next((year for year in self.years if year.running), self.years[0] if self.years else None)

    @property
    def office(self) -> str:
        if self.actor is None or self.actor.acting is None:
            return ""
        acting = self.actor.acting
        return f"{acting.title} · {acting.body_name}"

    @property
    def year_label(self) -> str:
        return _year_label(self.year) if self.year else ""

    @property
    def year_url(self) -> str:
        return reverse("assessment:bloc", args=[self.year.pk]) if self.year else ""

    @property
    def year_choices(self) -> list[Link]:
        return [
            Link(_year_label(one), reverse("assessment:bloc", args=[one.pk]), one == self.year) for one in self.years
        ]

    @cached_property
    def waiting(self) -> int:
        """How many tasks wait. They follow from the records and the time, so they are counted again only when
        an entry was made in one of the years, or a minute has passed."""
        if self.actor is None or self.at is None:
            return 0
        actor, at = self.actor, self.at
        entries = ",".join(f"{year.pk}:{getattr(year, 'last_entry', '')}" for year in self.years)
        known = f"{actor.id}:{actor.body_id}:{actor.office}:{at:%Y%m%d%H%M}:{entries}"
        key = f"waiting:{hashlib.sha256(known.encode()).hexdigest()}"
        return int(cache.get_or_set(key, lambda: len(tasks_for(actor, at=at)), timeout=MINUTE) or 0)

    @cached_property
    def calendar(self) -> Calendar:
        return cycles.calendar_of(self.year) if self.year else Calendar(windows=())

    @cached_property
    def phases(self) -> list[PhaseMark]:
        if self.at is None:
            return []
        current = self.calendar.current(self.at)
        return [self._mark(window.phase, window.deadline, current) for window in self.calendar.windows]

    def _mark(self, phase: Phase, deadline: datetime, current: Phase | None) -> PhaseMark:
        assert self.at is not None
        return PhaseMark(
            name=phase_label(phase),
            state=self.calendar.state(phase, self.at),
            deadline_text=_("hạn %(deadline)s") % {"deadline": moment(deadline)},
            current=phase == current,
        )

    @property
    def next_deadline(self) -> str:
        window = self.calendar.next_deadline(self.at) if self.at else None
        if window is None:
            return ""
        return _("Hạn gần nhất: %(phase)s, %(deadline)s") % {
            "phase": phase_label(window.phase),
            "deadline": moment(window.deadline),
        }

    @cached_property
    def navigation(self) -> list[Link]:
        """The pages of the year, and the directories, that the office acted in may open."""
        links = [(_("Việc cần làm"), reverse("web:home"), gate.SIGNED_IN)]
        if self.year:
            here = [self.year.pk]
            links += [
                (_("Toàn khối"), reverse("assessment:bloc", args=here), "assessment.see"),
                (_("Phong trào"), reverse("assessment:movements", args=here), "assessment.see"),
                (_("Lịch"), reverse("cycles:calendar", args=here), "cycles.see_year"),
                (_("Xếp hạng"), reverse("assessment:standings", args=here), "assessment.see"),
                (_("Hội nghị"), reverse("conferences:conferences", args=here), "conferences.see"),
                (_("Khen thưởng"), reverse("honours:nominations", args=here), "honours.see"),
                (_("Văn bản"), reverse("papers:papers", args=here), "papers.see"),
                (_("Lịch sử"), reverse("assessment:history", args=here), "assessment.see"),
            ]
        links += [
            (_("Các khối"), reverse("cycles:blocs"), "cycles.create_bloc"),
            (_("Người và chức vụ"), reverse("bodies:people"), "bodies.read_people"),
            (_("Nhật ký"), reverse("web:ledger"), "ledger.read_all"),
        ]
        path = self.request.path
        return [
            Link(label, url, _is_current(path, url)) for label, url, needs in links if gate.may_ever(self.actor, needs)
        ]

    @property
    def language(self) -> str:
        return get_language() or "vi"

    @property
    def large_print(self) -> bool:
        return self.request.COOKIES.get("large_print") == "1"

    @property
    def high_contrast(self) -> bool:
        return self.request.COOKIES.get("high_contrast") == "1"

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme", "auto")
        return chosen if chosen in PREFERENCES["theme"] else "auto"

    @cached_property
    def urls(self) -> dict[str, str]:
        """The addresses the layout links to."""
        names = {
            "home": "web:home",
            "search": "web:search",
            "help": "web:help",
            "language": "web:language",
            "preferences": "web:preferences",
            "sample_clock": "web:sample_clock",
            "offices": "bodies:offices",
            "notices": "notices:notices",
            "mail": "notices:preferences",
            "sign_in": "bodies:sign_in",
            "sign_out": "bodies:sign_out",
        }
        return {name: reverse(address) for name, address in names.items()}

    def __getattr__(self, name: str) -> str:
        """`home_url`, `search_url` and the other addresses of the layout."""
        if name.endswith("_url"):
            return self.urls[name.removesuffix("_url")]
        raise AttributeError(name)


def _year_label(year: EmulationYear) -> str:
    return _("%(bloc)s · Năm %(year)s") % {"bloc": year.bloc.name, "year": year.label}


def _is_current(path: str, url: str) -> bool:
    """The page itself; the bloc's page only exactly, since every page of a year lies under it."""
    return path == url or (url.count("/") > 3 and path.startswith(url))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the layout."""
    return {"frame": Frame(request, getattr(request, "actor", None), getattr(request, "at", None))}
