"""A criteria sheet as a whole: begun, read, adopted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.kernel.requests import ActorRequest


def start_sheet(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """Begin a criteria sheet."""
    found = queries.bloc_for(request.actor, bloc_id)
    form = forms.SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.start_sheet, bloc_id, **by, **form.cleaned_data)
        if recorded:
            return redirect("cycles:sheet", recorded.object.pk)
    return render(request, "cycles/start_sheet.html", {"form": form, "bloc": found})


def sheet(request: ActorRequest, table_id: int) -> HttpResponse:
    """A criteria sheet: sections, maxima, clauses, and its hash once adopted."""
    page = queries.sheet_page(queries.table_for(request.actor, table_id))
    return render(request, "cycles/sheet.html", {"page": page, "table": page.table})


def adopt_sheet(request: ActorRequest, table_id: int) -> HttpResponse:
    """Confirm, then adopt the sheet; with errors found, only on an explicit tick."""
    page = queries.sheet_page(queries.table_to_edit(request.actor, table_id))
    form = forms.AdoptForm(request.POST if request.method == "POST" else None, errors=page.errors)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.adopt_sheet, table_id, actor=request.actor, at=request.at):
            messages.success(request, _("Bảng điểm đã được ban hành."))
            return redirect("cycles:sheet", table_id)
    return render(request, "cycles/adopt_sheet.html", {"page": page, "table": page.table, "form": form})
