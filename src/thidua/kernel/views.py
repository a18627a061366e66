"""The developers' page that shows every component."""

from django.http import HttpResponse
from django.shortcuts import render

from thidua.kernel.examples import examples
from thidua.kernel.requests import ActorRequest


def components(request: ActorRequest) -> HttpResponse:
    """Every component with its declared arguments and an example."""
    return render(request, "kernel/components.html", {"examples": examples()})
