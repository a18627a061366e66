"""The verification of the ledger."""

from django.http import HttpResponse
from django.shortcuts import render

from thidua.kernel.requests import ActorRequest
from thidua.ledger import queries


def verification(request: ActorRequest) -> HttpResponse:
    """Recompute the chain and say whether it is whole."""
    return render(request, "ledger/verification.html", {"verdict": queries.verification()})
