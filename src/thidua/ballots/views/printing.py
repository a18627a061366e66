"""What is printed for a contest: its ballots on paper, and the tally sheet."""

from django.http import HttpResponse
from django.shortcuts import render

from thidua.ballots import queries
from thidua.kernel.requests import ActorRequest


def slips(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """The ballots of a contest on paper, several to a sheet, to be cut."""
    found = queries.slips_for(request.actor, year_id, contest_id)
    return render(request, "ballots/slips.html", {"slips": found, "year": found.contest.emulation_year})


def tally_sheet(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """The tally sheet: blank for counting by hand, or with what was counted, to be signed."""
    found = queries.tally_sheet_for(request.actor, year_id, contest_id)
    return render(request, "ballots/tally_sheet.html", {"sheet": found, "year": found.contest.emulation_year})
