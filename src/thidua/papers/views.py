"""The documents of a year: listed, made, downloaded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles.queries import year_for
from thidua.kernel.requests import ActorRequest
from thidua.papers import actions, queries


def papers(request: ActorRequest, year_id: int) -> HttpResponse:
    """Every document of the year with its hashes and the facts it was made of."""
    year = year_for(request.actor, year_id)
    context = {
        "year": year,
        "issues": queries.papers_of(year),
        "may_make": queries.may_make_minutes(request.actor, year),
    }
    return render(request, "papers/papers.html", context)


def make_minutes(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then make the minutes in both formats."""
    conference = queries.conference_to_write_up(request.actor, year_id)
    if request.method == "POST":
        actions.make_minutes(conference.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã lập biên bản bằng Word và PDF."))
        return redirect("papers:papers", year_id)
    year = conference.emulation_year
    context = {"conference": conference, "year": year, "before": queries.latest_minutes(year)}
    return render(request, "papers/make_minutes.html", context)


def download(request: ActorRequest, year_id: int, paper_id: int) -> HttpResponse:
    """The stored bytes, never rendered again."""
    paper = queries.paper_for(request.actor, paper_id, year_id=year_id)
    response = HttpResponse(queries.bytes_of(paper), content_type=queries.CONTENT_TYPES[paper.format])
    response["Content-Disposition"] = f'attachment; filename="{queries.filename_of(paper)}"'
    return response
