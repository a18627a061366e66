"""The resolutions of a conference: listed, put down, corrected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import actions, queries
from thidua.conferences.forms.resolutions import CorrectionForm, ResolutionForm
from thidua.conferences.queries import opining, resolving
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def resolutions(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Every resolution with its result and what each unit said."""
    found = queries.conference_to_see(request.actor, year_id, conference_id)
    context = {
        "conference": found,
        "year": found.emulation_year,
        "rows": resolving.resolutions_of(found),
        "may_resolve": resolving.may_resolve(request.actor, found),
        **opining.opinions_page(request.actor, found),
    }
    return render(request, "conferences/resolutions.html", context)


def add(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Put a resolution down with every voice; one click proposes that all are for it."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    units = [(row.unit_id, row.unit.name) for row in queries.attendance_rows(found) if row.present]
    begin = {unit_id: "for" for unit_id, _name in units} if "everyone" in request.GET else {}
    form = ResolutionForm(request.POST or None, units=units, begin=begin)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.record_resolution, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi kết quả biểu quyết."))
            return redirect("conferences:resolutions", year_id, found.pk)
    context = {"form": form, "conference": found, "year": found.emulation_year, "units": units}
    return render(request, "conferences/resolution_add.html", context)


def correct(request: ActorRequest, year_id: int, conference_id: int, resolution_id: int) -> HttpResponse:
    """Put voices right that were taken down wrongly, with the reason."""
    found = resolving.resolution_to_correct(request.actor, year_id, conference_id, resolution_id)
    units, begin = resolving.voices_to_correct(found)
    form = CorrectionForm(request.POST or None, units=units, begin=begin, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.correct_resolution, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã sửa kết quả biểu quyết."))
            return redirect("conferences:resolutions", year_id, conference_id)
    context = {"form": form, "resolution": found, "conference": found.conference, "year": found.emulation_year}
    return shown(request, "conferences/resolution_correct.html", context)
