"""Voting: a ballot that the browser seals before it leaves."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from thidua.ballots import forms, queries
from thidua.ballots.casting import cast
from thidua.kernel.refusals import Refusal
from thidua.kernel.requests import ActorRequest


def vote(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """The ballot, and the one request that hands it in. What comes back is the same whatever was chosen."""
    found = queries.contest_to_vote_in(request.actor, year_id, contest_id)
    if request.method == "POST":
        return _taken(request, contest_id)
    page = queries.contest_page(request.actor, found)
    paper = queries.ballot_paper(found) if page.may_vote and not page.has_voted else None
    return render(request, "ballots/vote.html", {"page": page, "paper": paper, "year": found.emulation_year})


def _taken(request: ActorRequest, contest_id: int) -> HttpResponse:
    form = forms.BallotForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"taken": False, "why": str(form.errors["blob"][0])}, status=400)
    try:
        cast(contest_id, actor=request.actor, at=request.at, blob=form.cleaned_data["blob"])
    except Refusal as refusal:
        return JsonResponse({"taken": False, "why": str(refusal)}, status=refusal.status)
    return JsonResponse({"taken": True})
