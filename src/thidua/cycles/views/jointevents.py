"""The calendar of joint events."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.cycles import queries
from thidua.cycles.actions import jointevents as actions
from thidua.cycles.forms.jointevents import JointEventForm
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def joint_events(request: ActorRequest, year_id: int) -> HttpResponse:
    """What the bloc does together, by month."""
    page = queries.events_page(request.actor, year_id, today=timezone.localdate(request.at))
    return render(request, "cycles/joint_events.html", {"page": page, "year": page.year})


def plan_event(request: ActorRequest, year_id: int) -> HttpResponse:
    """Put a joint event in the calendar."""
    year = queries.year_to_plan_in(request.actor, year_id)
    form = JointEventForm(request.POST or None, units=queries.members(year))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.plan_event, year_id, **by, **form.values()):
            messages.success(request, _("Đã ghi vào lịch hoạt động chung."))
            return redirect("cycles:joint_events", year_id)
    return render(request, "cycles/joint_event.html", {"form": form, "year": year, "event": None})


def change_event(request: ActorRequest, year_id: int, event_id: int) -> HttpResponse:
    """Move or correct a joint event."""
    found = queries.joint_event_to_edit(request.actor, year_id, event_id)
    year = found.emulation_year
    typed = queries.joint_event_as_typed(found) | {"host": found.host_id or ""}
    form = JointEventForm(request.POST or None, units=queries.members(year), initial=typed)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at, "version": form.cleaned_data["version"]}
        if form.submit(actions.change_event, event_id, **by, **form.values()):
            messages.success(request, _("Đã sửa lịch hoạt động chung."))
            return redirect("cycles:joint_events", year_id)
    return shown(request, "cycles/joint_event.html", {"form": form, "year": year, "event": found})


def cancel_event(request: ActorRequest, year_id: int, event_id: int) -> HttpResponse:
    """Confirm, then take a joint event off the calendar."""
    found = queries.joint_event_to_edit(request.actor, year_id, event_id)
    if request.method == "POST":
        actions.cancel_event(event_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ khỏi lịch hoạt động chung."))
        return redirect("cycles:joint_events", year_id)
    return render(request, "cycles/cancel_event.html", {"event": found, "year": found.emulation_year})


def calendar_file(request: ActorRequest, year_id: int) -> HttpResponse:
    """The calendar as a file for phones and mail programs."""
    year = queries.year_for(request.actor, year_id)
    content = queries.calendar_file(year, at=request.at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-hoat-dong-chung-{year.year}.ics"'
    return response
