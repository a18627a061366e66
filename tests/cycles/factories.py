"""A bloc whose year is being set up, step by step, through the actions people use."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.factories import make_actor, make_authority, make_bloc, make_table, make_unit, moment
from thidua.bodies.models import Body
from thidua.cycles import actions
from thidua.cycles.models import EmulationBloc, EmulationYear, ScoringTable
from thidua.kernel.actor import Actor, Office
from thidua.rulebook.calendar import Phase

BEFORE = moment(2025, 1, 2)

WINDOWS: dict[Phase, tuple[datetime, datetime]] = {
    Phase.PLEDGE: (moment(2025, 1, 6, 0), moment(2025, 2, 28, 17)),
    Phase.CARRY_OUT: (moment(2025, 2, 1, 0), moment(2025, 11, 30, 17)),
    Phase.REPORT: (moment(2025, 12, 1, 0), moment(2025, 12, 20, 17)),
    Phase.SCORE: (moment(2025, 12, 10, 0), moment(2026, 1, 10, 17)),
    Phase.CONFERENCE: (moment(2026, 1, 11, 0), moment(2026, 1, 31, 17)),
    Phase.COMMEND: (moment(2026, 2, 1, 0), moment(2026, 3, 31, 17)),
}


@dataclass
class Draft:
    """A draft year with those who set it up: nothing is written yet unless `ready`."""

    officer: Actor
    bloc: EmulationBloc
    units: list[Body]
    table: ScoringTable
    year: EmulationYear = field(init=False)

    @property
    def by(self) -> dict[str, Any]:
        """The keywords of an action by the authority's officer."""
        return {"actor": self.officer, "at": BEFORE}

    def fill(self) -> None:
        """Everything that opening asks for."""
        actions.set_members(self.year.pk, **self.by, unit_ids=[unit.pk for unit in self.units])
        leader, deputy = self.units[:2]
        actions.set_leadership(self.year.pk, **self.by, leader_id=leader.pk, deputy_id=deputy.pk)
        actions.set_phase_windows(self.year.pk, **self.by, windows=WINDOWS)
        actions.choose_sheet(self.year.pk, **self.by, table_id=self.table.pk)

    def open(self) -> EmulationYear:
        return actions.open_year(self.year.pk, **self.by).object


def make_draft(*, ready: bool = False) -> Draft:
    """A bloc of three units with an adopted sheet and a draft of 2025."""
    authority = make_authority()
    bloc = make_bloc(authority)
    draft = Draft(
        officer=make_actor(Office.AUTHORITY_OFFICER, authority),
        bloc=bloc,
        units=[make_unit(authority=authority) for _ in range(3)],
        table=make_table(bloc),
    )
    draft.year = actions.start_year(
        bloc.pk, **draft.by, year=2025, decision_number="09/QĐ-SNV", decision_on=BEFORE.date()
    ).object
    if ready:
        draft.fill()
    return draft
