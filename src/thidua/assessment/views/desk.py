"""The reviewer's desk: every line of a unit on one page, and from unit to unit, with the keyboard alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import desk as actions
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def desk(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """Review the lines of a unit; only what was typed is written, the rest is confirmed when asked."""
    page = queries.desk_page(request.actor, year_id, sheet_id, at=request.at)
    form = forms.EntriesForm(request.POST or None, lines=page.rows, initial=queries.desk_as_typed(page))
    if request.method == "POST" and form.is_valid():
        rest = "rest" in request.POST
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.review_lines, sheet_id, **by, entries=form.entries(), rest=rest):
            messages.success(request, _("Đã ghi điểm thẩm định của %(unit)s.") % {"unit": page.sheet.unit.name})
            return redirect("assessment:desk", year_id, page.beside(request.POST.get("go", "")).pk)
    return shown(request, "assessment/desk.html", {"form": form, "page": page, "year": page.sheet.emulation_year})
