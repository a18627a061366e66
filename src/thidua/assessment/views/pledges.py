"""Writing and reading pledges."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import pledges as actions
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def start(request: ActorRequest, year_id: int) -> HttpResponse:
    """Begin the unit's pledge, or go to the one already begun."""
    year = queries.year_to_write_in(request.actor, year_id)
    pledge = queries.papers_of_unit(request.actor, year)["pledge"]
    if pledge is None:
        if request.method != "POST":
            return render(request, "assessment/start.html", {"year": year, "kind": "pledge"})
        pledge = actions.start_pledge(year_id, actor=request.actor, at=request.at).object
    return redirect("assessment:pledge", year_id, pledge.pk)


def pledge(request: ActorRequest, year_id: int, pledge_id: int) -> HttpResponse:
    """Targets, commitments, titles; signed by whom and when."""
    context = queries.pledge_page(request.actor, year_id, pledge_id, at=request.at)
    return render(request, "assessment/pledge.html", {"page": context, "year": context.pledge.emulation_year})


def add_target(request: ActorRequest, year_id: int, pledge_id: int) -> HttpResponse:
    """Promise one more figure."""
    pledge = queries.pledge_to_edit(request.actor, year_id, pledge_id)
    form = forms.TargetForm(request.POST or None, criteria=queries.proportional_criteria(pledge.emulation_year))
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        if form.submit(actions.add_target, pledge_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã thêm chỉ tiêu."))
            return redirect("assessment:pledge", year_id, pledge_id)
    return shown(request, "assessment/target.html", {"form": form, "pledge": pledge, "target": None})


def change_target(request: ActorRequest, year_id: int, pledge_id: int, target_id: int) -> HttpResponse:
    """Change a figure that is not signed yet."""
    pledge = queries.pledge_to_edit(request.actor, year_id, pledge_id)
    target = queries.target_of(pledge, target_id)
    form = forms.TargetForm(
        request.POST or None,
        criteria=queries.proportional_criteria(pledge.emulation_year),
        initial=queries.target_as_typed(pledge, target),
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"target_id": target_id}
        if form.submit(actions.change_target, pledge_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu chỉ tiêu."))
            return redirect("assessment:pledge", year_id, pledge_id)
    return shown(request, "assessment/target.html", {"form": form, "pledge": pledge, "target": target})


def remove_target(request: ActorRequest, year_id: int, pledge_id: int, target_id: int) -> HttpResponse:
    """Confirm, then drop a figure that is not signed yet."""
    pledge = queries.pledge_to_edit(request.actor, year_id, pledge_id)
    target = queries.target_of(pledge, target_id)
    if request.method == "POST":
        actions.remove_target(pledge_id, actor=request.actor, at=request.at, target_id=target_id)
        messages.success(request, _("Đã bỏ chỉ tiêu."))
        return redirect("assessment:pledge", year_id, pledge_id)
    return render(request, "assessment/remove_target.html", {"pledge": pledge, "target": target})


def commitments(request: ActorRequest, year_id: int, pledge_id: int) -> HttpResponse:
    """Write the commitments and the registered titles."""
    pledge = queries.pledge_to_edit(request.actor, year_id, pledge_id)
    form = forms.CommitmentsForm(request.POST or None, initial=queries.commitments_as_typed(pledge))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.write_commitments, pledge_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu nội dung cam kết."))
            return redirect("assessment:pledge", year_id, pledge_id)
    return shown(request, "assessment/commitments.html", {"form": form, "pledge": pledge})
