"""An address without a gate, for the test that the program refuses to start with one."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from thidua.kernel.gate import PUBLIC, page


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("yes")


inner = ([page("gated/", answer, needs=PUBLIC, name="gated"), path("open/<int:id>/", answer, name="open")], "inner")
urlpatterns = [path("deep/", include(inner)), path("bare/", answer)]
