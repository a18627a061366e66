"""What waits for a person, gathered from every floor."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from thidua.assessment import queries as assessment
from thidua.ballots import queries as ballots
from thidua.bodies import queries as bodies
from thidua.conferences import queries as conferences
from thidua.cycles import queries as cycles
from thidua.cycles.models import EmulationYear
from thidua.kernel.actor import Actor
from thidua.kernel.tasks import Task, in_order
from thidua.ledger.models import Entry
from thidua.ledger.queries import entries_within
from thidua.notices import marks
from thidua.notices import queries as notices
from thidua.papers import waiting as papers
from thidua.web.changes import Changes, changes_for, years_to_tell_of


@dataclass(frozen=True, kw_only=True)
class Home:
    """Tasks in order of deadline, the year at work with its units, and what changed since the last visit."""

    tasks: list[Task]
    year: EmulationYear | None
    progress: list[assessment.UnitProgress]
    unread: int
    changes: Changes

    @property
    def pledged(self) -> int:
        return sum(one.pledge_signed for one in self.progress)

    @property
    def reported(self) -> int:
        return sum(one.report_submitted for one in self.progress)

    @property
    def scored(self) -> int:
        return sum(one.sheet_submitted for one in self.progress)


def tasks_for(actor: Actor, *, at: datetime) -> list[Task]:
    """Everything that waits for the actor, nearest deadline first."""
    years = conferences.years_at_work(actor)
    found = cycles.tasks_for(actor, at=at) + assessment.tasks_for(actor, at=at, years=years)
    found += conferences.tasks_for(actor, at=at, years=years) + ballots.tasks_for(actor, years=years)
    found += papers.tasks_for(actor)
    return in_order(found)


def ledger_of(actor: Actor) -> QuerySet[Entry]:
    """The ledger as far as it is about years and bodies the actor may see."""
    return entries_within(
        years=cycles.visible_years(actor).values("pk"),
        units=bodies.visible_bodies(actor).values("pk"),
    )


def home_for(actor: Actor, *, at: datetime) -> Home:
    """The home page of one person. Opening it may end the visit before: see notices.marks."""
    year = cycles.current_year(actor, at)
    return Home(
        tasks=tasks_for(actor, at=at),
        year=year,
        progress=assessment.progress_of(year) if year else [],
        unread=notices.unread_count(actor),
        changes=changes_for(actor, years_to_tell_of(actor), since=marks.open_home(actor, at=at)),
    )
