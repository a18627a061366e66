"""Next year's head and deputy as they were chosen; the year, a choice and a year typed in, found for who may."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.bodies.models import Appointment, Body
from thidua.bodies.queries import in_force
from thidua.conferences import policies
from thidua.conferences.models import (
    ChoiceState,
    Conference,
    ConferenceState,
    LeadershipChoice,
    PastLeadership,
    Post,
)
from thidua.conferences.queries.rules import rule_of
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office

STANDING = (ChoiceState.CHOSEN, ChoiceState.ACCEPTED)


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


def holder_as_typed(unit: Body | None, *, at: datetime) -> dict[str, str]:
    """Who holds the post as far as the directory knows: the unit's head."""
    head = head_of(unit, timezone.localdate(at)) if unit else None
    return {"person_name": head.person.name, "person_title": head.title} if head else {}


def answer_as_typed(choice: LeadershipChoice, *, at: datetime) -> dict[str, str]:
    """What the form of acceptance begins with: the person named when chosen, otherwise the unit's head."""
    if choice.person_name:
        return {"person_name": choice.person_name, "person_title": choice.person_title}
    return holder_as_typed(choice.unit, at=at)
