"""Activities of units and of the bloc itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import queries
from thidua.assessment.actions import activities as actions
from thidua.assessment.forms.movements import ActivityForm, NewActivityForm
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def activities(request: ActorRequest, year_id: int) -> HttpResponse:
    """What was done in the year, searchable, with what can be added up."""
    page = queries.activities_page(request.actor, year_id, asked=request.GET)
    return render(request, "assessment/activities.html", {"page": page, "list": page.found, "year": page.year})


def activity(request: ActorRequest, year_id: int, activity_id: int) -> HttpResponse:
    """One activity."""
    page = queries.activity_page(request.actor, year_id, activity_id)
    return render(request, "assessment/activity.html", {"page": page, "year": page.activity.emulation_year})


def record_activity(request: ActorRequest, year_id: int) -> HttpResponse:
    """Record what the own unit did, or what the bloc did."""
    year = queries.year_to_record_in(request.actor, year_id)
    form = NewActivityForm(
        request.POST or None,
        acts_for=queries.acts_for(request.actor, year),
        occasions=queries.occasions(year),
        initial={"occasion": request.GET.get("occasion", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"actor": request.actor, "at": request.at, "of_bloc": form.of_bloc}
        recorded = form.submit(actions.record_activity, year_id, **values)
        if recorded:
            messages.success(request, _("Đã ghi hoạt động."))
            return redirect("assessment:activity", year_id, recorded.object.pk)
    return shown(request, "assessment/activity_form.html", {"form": form, "year": year, "activity": None})


def change_activity(request: ActorRequest, year_id: int, activity_id: int) -> HttpResponse:
    """Correct what was recorded."""
    found = queries.activity_to_edit(request.actor, year_id, activity_id)
    year = found.emulation_year
    typed = queries.activity_as_typed(found)
    form = ActivityForm(request.POST or None, occasions=queries.occasions(year), initial=typed)
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"actor": request.actor, "at": request.at, "version": form.cleaned_data["version"]}
        if form.submit(actions.change_activity, activity_id, **values):
            messages.success(request, _("Đã sửa hoạt động."))
            return redirect("assessment:activity", year_id, activity_id)
    return shown(request, "assessment/activity_form.html", {"form": form, "year": year, "activity": found})


def remove_activity(request: ActorRequest, year_id: int, activity_id: int) -> HttpResponse:
    """Confirm, then take an activity off the list."""
    found = queries.activity_to_edit(request.actor, year_id, activity_id)
    if request.method == "POST":
        actions.remove_activity(activity_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ hoạt động."))
        return redirect("assessment:activities", year_id)
    return render(request, "assessment/remove_activity.html", {"activity": found, "year": found.emulation_year})
