"""What holds for the whole sheet: its settings and its guards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown
from thidua.rulebook.guards import Guard


def sheet_settings(request: ActorRequest, table_id: int) -> HttpResponse:
    """Scale, rounding, lines that do not apply, classes, tie-breaks; guards as a list."""
    table = queries.table_to_edit(request.actor, table_id)
    page = queries.sheet_page(table)
    initial = forms.SettingsForm.initial_of(page.sheet) | {"revision": table.revision}
    form = forms.SettingsForm(request.POST or None, sheet=page.sheet, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at, "revision": form.cleaned_data["revision"]}
        if form.submit(actions.change_settings, table_id, **by, settings=form.settings):
            messages.success(request, _("Đã ghi quy định chung của bảng điểm."))
            return redirect("cycles:sheet", table_id)
    return shown(request, "cycles/settings.html", {"form": form, "page": page, "table": table})


def add_guard(request: ActorRequest, table_id: int) -> HttpResponse:
    """Add a condition above the total."""
    return _guard(request, table_id, None)


def change_guard(request: ActorRequest, table_id: int, place: int) -> HttpResponse:
    """Change a condition; places count from 1."""
    return _guard(request, table_id, place)


def remove_guard(request: ActorRequest, table_id: int, place: int) -> HttpResponse:
    """Confirm, then drop a condition."""
    table = queries.table_to_edit(request.actor, table_id)
    guards = queries.sheet_of(table).guards
    guard = _at(guards, place)
    if request.method == "POST":
        left = {"guards": tuple(one for one in guards if one is not guard)}
        actions.change_settings(table_id, actor=request.actor, at=request.at, settings=left, revision=None)
        messages.success(request, _("Đã bỏ điều kiện."))
        return redirect("cycles:sheet_settings", table_id)
    return render(request, "cycles/remove_guard.html", {"table": table, "guard": guard})


def _guard(request: ActorRequest, table_id: int, place: int | None) -> HttpResponse:
    table = queries.table_to_edit(request.actor, table_id)
    sheet = queries.sheet_of(table)
    before = None if place is None else _at(sheet.guards, place)
    initial = ({} if before is None else forms.GuardForm.initial_of(before)) | {"revision": table.revision}
    form = forms.GuardForm(request.POST or None, sheet=sheet, before=before, initial=initial)
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"actor": request.actor, "at": request.at, "revision": form.cleaned_data["revision"]}
        guards = tuple(form.guard if one is before else one for one in sheet.guards)
        settings = {"guards": guards if before else (*guards, form.guard)}
        if form.submit(actions.change_settings, table_id, **by, settings=settings):
            return redirect("cycles:sheet_settings", table_id)
    return shown(request, "cycles/guard.html", {"form": form, "table": table, "before": before})


def _at(guards: tuple[Guard, ...], place: int) -> Guard:
    if not 1 <= place <= len(guards):
        raise Http404
    return guards[place - 1]
