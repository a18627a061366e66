"""What waits for those who prepare and run the conference."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.conferences import policies
from thidua.conferences.models import Conference
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import phase_windows, running_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.tasks import Task
from thidua.rulebook.calendar import Phase, PhaseWindow


def years_at_work(actor: Actor) -> list[EmulationYear]:
    """The running years the actor may see, with what every floor asks about them. Seven queries for any number."""
    return list(running_years(actor).select_related("ranking").prefetch_related("conferences__kinds"))


def tasks_for(actor: Actor, *, at: datetime, years: Sequence[EmulationYear] | None = None) -> list[Task]:
    """The next step of each conference in each running year that the actor may run; `years` are those years."""
    years = years_at_work(actor) if years is None else years
    return [
        task for year in years if gate.may(actor, policies.PREPARE, year) for task in _next_steps(actor, year, at=at)
    ]


def _next_steps(actor: Actor, year: EmulationYear, *, at: datetime) -> list[Task]:
    conferences = sorted(year.conferences.all(), key=lambda one: (one.held_at, one.pk))
    found = [_next_step(actor, year, conference, at=at) for conference in conferences]
    if not any(one.reviews_year for one in conferences):
        found.append(_to_prepare(year, at=at))
    return [task for task in found if task is not None]


def _next_step(actor: Actor, year: EmulationYear, conference: Conference, *, at: datetime) -> Task | None:
    if conference.closed:
        hands_over = conference.reviews_year and gate.may(actor, policies.HAND_OVER, conference)
        return _to_hand_over(year) if hands_over else None
    return _to_close(year, conference) if conference.open else _to_open(year, conference, at=at)


def _to_prepare(year: EmulationYear, *, at: datetime) -> Task | None:
    """Waits from the day the phase begins, or from the moment the ranking is final if that comes first."""
    window = _window(year)
    begun = window is not None and at >= window.first
    ranking = getattr(year, "ranking", None)
    if not begun and not (ranking is not None and ranking.final):
        return None
    return Task(
        heading=_("Chuẩn bị hội nghị tổng kết năm %(year)s") % {"year": year.year},
        why=_("Ghi thời gian, địa điểm, người chủ trì; chương trình có sẵn để sửa."),
        url=reverse("conferences:prepare", args=[year.pk]),
        action=_("Chuẩn bị"),
        deadline=window.deadline if window else None,
        late=window is not None and at >= window.deadline,
    )


def _window(year: EmulationYear) -> PhaseWindow | None:
    return next((one for one in phase_windows(year) if one.phase == Phase.CONFERENCE), None)


def _to_open(year: EmulationYear, conference: Conference, *, at: datetime) -> Task:
    return Task(
        heading=_("Khai mạc: %(title)s") % {"title": conference.title},
        why=_("Hội nghị đã chuẩn bị, tổ chức tại %(place)s.") % {"place": conference.place},
        url=reverse("conferences:held", args=[year.pk, conference.pk]),
        action=_("Mở hội nghị"),
        deadline=conference.held_at,
        late=at >= conference.held_at,
    )


def _to_close(year: EmulationYear, conference: Conference) -> Task:
    return Task(
        heading=_("Hoàn thành và bế mạc: %(title)s") % {"title": conference.title},
        why=_("Hội nghị đang họp; trang hội nghị nêu những việc còn thiếu trước khi bế mạc."),
        url=reverse("conferences:held", args=[year.pk, conference.pk]),
        action=_("Mở hội nghị"),
    )


def _to_hand_over(year: EmulationYear) -> Task:
    return Task(
        heading=_("Bàn giao sang năm %(year)s") % {"year": year.year + 1},
        why=_("Hội nghị đã bế mạc. Lập biên bản trước, rồi ghi quyết định và bàn giao."),
        url=reverse("conferences:hand_over", args=[year.pk]),
        action=_("Bàn giao"),
    )
