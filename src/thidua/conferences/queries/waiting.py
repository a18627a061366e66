"""What waits for those who prepare and run the conference."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.conferences import policies
from thidua.conferences.models import Conference, LeadershipChoice, Post
from thidua.conferences.queries.leadership import STANDING
from thidua.conferences.vocabulary import post_label
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import phase_windows, running_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor, Office
from thidua.kernel.tasks import Task
from thidua.rulebook.calendar import Phase, PhaseWindow


def years_at_work(actor: Actor) -> list[EmulationYear]:
    """The running years the actor may see, with what every floor asks about them. Seven queries for any number."""
    return list(running_years(actor).select_related("ranking").prefetch_related("conferences__kinds"))


def tasks_for(actor: Actor, *, at: datetime, years: Sequence[EmulationYear] | None = None) -> list[Task]:
    """The next step of each conference in each running year that the actor may run; `years` are those years."""
    years = years_at_work(actor) if years is None else years
    found = [
        task for year in years if gate.may(actor, policies.PREPARE, year) for task in _next_steps(actor, year, at=at)
    ]
    return found + _of_the_chosen(actor, years)


def _of_the_chosen(actor: Actor, years: Sequence[EmulationYear]) -> list[Task]:
    """What waits for the head of a unit that was chosen for next year: the answer, then what was handed over."""
    if actor.office != Office.UNIT_HEAD:
        return []
    given = Count(
        "emulation_year__handover__items",
        filter=Q(
            emulation_year__handover__items__given_at__isnull=False,
            emulation_year__handover__items__received_at__isnull=True,
        ),
    )
    rows = (
        LeadershipChoice.objects.filter(state__in=STANDING, unit_id=actor.body_id, emulation_year__in=years)
        .select_related("emulation_year")
        .annotate(given=given)
        .order_by("pk")
    )
    tasks = [_to_answer(row) if row.waiting else _to_receive(row) for row in rows]
    return [task for task in tasks if task is not None]


def _to_answer(choice: LeadershipChoice) -> Task:
    told = {"post": post_label(choice.post), "year": choice.emulation_year.year + 1}
    return Task(
        heading=_("Trả lời việc nhận làm %(post)s năm %(year)s") % told,
        why=_("Đơn vị bạn được chọn. Nhận thì ghi người giữ nhiệm vụ; không nhận thì ghi lý do."),
        url=reverse("conferences:leadership", args=[choice.emulation_year_id]),
        action=_("Trả lời"),
    )


def _to_receive(choice: LeadershipChoice) -> Task | None:
    """Only the next head receives, and only what was given."""
    given: int = choice.given  # type: ignore[attr-defined]  # annotated above
    if choice.post != Post.LEADER or not given:
        return None
    return Task(
        heading=_("Nhận bàn giao sang năm %(year)s") % {"year": choice.emulation_year.year + 1},
        why=_("%(count)s mục đã giao, chờ bạn ghi đã nhận.") % {"count": given},
        url=reverse("conferences:handover", args=[choice.emulation_year_id]),
        action=_("Nhận bàn giao"),
    )


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
