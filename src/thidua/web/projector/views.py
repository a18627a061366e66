"""The projector's own page, and the panel that changes it."""

import hashlib

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from thidua.conferences import actions
from thidua.conferences.queries import conference_to_project
from thidua.kernel.requests import ActorRequest
from thidua.web.projector.forms import StopForm
from thidua.web.projector.show import Show


def projector(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """What the hall sees. It asks every two seconds; where nothing has changed, the answer is empty."""
    found = conference_to_project(request.actor, year_id, conference_id)
    show = Show(request.actor, found)
    context = {"show": show, "conference": found, "year": found.emulation_year}
    slide = render_to_string("web/projector_slide.html", context, request=request)
    mark = hashlib.sha256(f"{slide} {show.here}".encode()).hexdigest()[:16]
    if request.headers.get("HX-Request") and request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    return render(request, "web/projector.html", context | {"slide": slide, "mark": mark})


def panel(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Choose what the projector shows: forwards, backwards, or by name."""
    found = conference_to_project(request.actor, year_id, conference_id)
    show = Show(request.actor, found)
    form = StopForm(request.POST or None, stops=show.stops)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.show_slide, found.pk, actor=request.actor, at=request.at, **form.values()):
            there = "web:projector" if request.POST.get("from") == "projector" else "web:panel"
            return redirect(there, year_id, conference_id)
    context = {"show": show, "form": form, "conference": found, "year": found.emulation_year}
    return render(request, "web/panel.html", context)
