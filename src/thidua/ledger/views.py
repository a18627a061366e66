"""The whole ledger, and its verification."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from thidua.kernel.requests import ActorRequest
from thidua.ledger import queries


def entries(request: ActorRequest) -> HttpResponse:
    """Every entry, newest first, in sentences."""
    page = Paginator(queries.all_entries(), 50).get_page(request.GET.get("page"))
    return render(
        request, "ledger/entries.html", {"page": page, "lines": queries.lines(page.object_list, reader=request.actor)}
    )


def verification(request: ActorRequest) -> HttpResponse:
    """Recompute the chain and say whether it is whole."""
    return render(request, "ledger/verification.html", {"verdict": queries.verification()})
