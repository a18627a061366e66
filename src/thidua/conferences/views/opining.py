"""Written opinions: recorded, withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import queries
from thidua.conferences.actions import opinions as actions
from thidua.conferences.forms.opinions import OpinionForm, ReceivedOpinionForm, WithdrawalForm
from thidua.conferences.queries import opining
from thidua.kernel.requests import ActorRequest


def add(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """A unit's head writes for the unit; who runs the conference records what came in."""
    found = opining.conference_to_opine_on(request.actor, year_id, conference_id)
    kind = ReceivedOpinionForm if queries.may_run(request.actor, found) else OpinionForm
    form = kind(
        request.POST or None, units=opining.units_to_opine_for(request.actor, found),
        matters=opining.matters_of(found), initial=opining.opinion_begins_with(found),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.record_opinion, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi ý kiến bằng văn bản."))
            return redirect("conferences:resolutions", year_id, found.pk)
    context = {"form": form, "conference": found, "year": found.emulation_year}
    return render(request, "conferences/opinion_add.html", context)


def withdraw(request: ActorRequest, year_id: int, conference_id: int, opinion_id: int) -> HttpResponse:
    """Ask why, then take the opinion back."""
    found = opining.opinion_of_year(request.actor, year_id, conference_id, opinion_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.withdraw_opinion, found.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã rút ý kiến."))
            return redirect("conferences:resolutions", year_id, conference_id)
    context = {"form": form, "opinion": found, "conference": found.conference, "year": found.conference.emulation_year}
    return render(request, "conferences/opinion_withdraw.html", context)
