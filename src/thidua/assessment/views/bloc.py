"""The bloc at a glance, and the history of its year."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from thidua.assessment import queries
from thidua.cycles.queries import year_for
from thidua.kernel.requests import ActorRequest
from thidua.ledger.queries import matching


def bloc(request: ActorRequest, year_id: int) -> HttpResponse:
    """One row a unit: pledged, reported, scored, reviewed."""
    year = year_for(request.actor, year_id)
    context = {"year": year, "glance": queries.glance_of(request.actor, year)}
    return render(request, "assessment/bloc.html", context)


def history(request: ActorRequest, year_id: int) -> HttpResponse:
    """The year in sentences, searchable."""
    year = year_for(request.actor, year_id)
    words = request.GET.get("q", "")
    page = Paginator(matching(queries.history_of(request.actor, year), words), 30).get_page(request.GET.get("page"))
    context = {"year": year, "page": page, "words": words, "query": f"q={words}" if words else ""}
    return render(request, "assessment/history.html", context)
