"""The builder: sections and criteria put in, changed, taken out and moved."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.cycles.presets import RAW, preset_of, recognised
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown
from thidua.rulebook.facts import Criterion, Section
from thidua.rulebook.sheet import Entry

LOOK = "look"
"""The button, or the script, that only asks what a line would come to."""


def add_section(request: ActorRequest, table_id: int) -> HttpResponse:
    """Add a section, on top or inside another."""
    table = queries.table_to_edit(request.actor, table_id)
    into = request.GET.get("into", "")
    form = forms.SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.add_entry, table_id, **by, entry=form.entry, into=into):
            return _back(table_id, form.cleaned_data["code"])
    return shown(request, "cycles/section.html", {"form": form, "table": table, "into": into})


def add_criterion(request: ActorRequest, table_id: int) -> HttpResponse:
    """Choose a way to score, then write the line."""
    table = queries.table_to_edit(request.actor, table_id)
    preset = preset_of(request.GET.get("preset", ""))
    if preset is None:
        return _choose_preset(request, table_id)
    into = request.GET.get("into", "")
    options: dict[str, Any] = {"preset": preset, "sheet": queries.sheet_of(table), "looking": LOOK in request.POST}
    form = forms.CriterionForm(request.POST or None, **options)
    if request.method == "POST" and form.is_valid() and LOOK not in request.POST:
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.add_entry, table_id, **by, entry=form.entry, into=into):
            messages.success(request, _("Đã thêm tiêu chí."))
            return _back(table_id, form.cleaned_data["code"])
    return _criterion_page(request, table_id, form, code="", again={"into": into} if into else {})


def change_entry(request: ActorRequest, table_id: int, code: str) -> HttpResponse:
    """Change a section's heading, or a line."""
    table = queries.table_to_edit(request.actor, table_id)
    entry = queries.entry_of(table, code)
    if isinstance(entry, Section):
        return _change_section(request, table_id, entry)
    return _change_criterion(request, table_id, entry)


def remove_entry(request: ActorRequest, table_id: int, code: str) -> HttpResponse:
    """Confirm, then drop a line or a section."""
    table = queries.table_to_edit(request.actor, table_id)
    entry = queries.entry_of(table, code)
    if request.method == "POST":
        actions.remove_entry(table_id, actor=request.actor, at=request.at, code=code)
        messages.success(request, _("Đã bỏ khỏi bảng điểm."))
        return redirect("cycles:sheet", table_id)
    lines = entry.criteria if isinstance(entry, Section) else ()
    context = {"table": table, "entry": entry, "lines": lines, "is_section": isinstance(entry, Section)}
    return render(request, "cycles/remove_entry.html", context)


def move_entry(request: ActorRequest, table_id: int, code: str) -> HttpResponse:
    """Move an entry among its neighbours, or into a section chosen on a page."""
    table = queries.table_to_edit(request.actor, table_id)
    entry = queries.entry_of(table, code)
    form = forms.MoveForm(request.POST or None, sections=queries.sections_to_move_into(table, entry))
    form.initial = {"into": queries.parent_of(table, code)}
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.move_entry, table_id, **by, code=code, **form.move)
        if recorded:
            return _back(table_id, code, queries.button_after(recorded.object, code, form.move.get("steps", 0)))
    return render(request, "cycles/move_entry.html", {"form": form, "table": table, "entry": entry})


def _choose_preset(request: ActorRequest, table_id: int, entry: Entry | None = None) -> HttpResponse:
    """The ways to score, as a list to choose from; the choice goes into the address."""
    table, into = queries.table_to_edit(request.actor, table_id), request.GET.get("into", "")
    form = forms.PresetForm(request.GET if "how" in request.GET else None)
    if form.is_bound and form.is_valid():
        chosen = {"preset": form.preset} | ({"into": into} if into else {})
        return redirect(f"{request.path}?{urlencode(chosen)}")
    return render(request, "cycles/choose_preset.html", {"form": form, "table": table, "into": into, "entry": entry})


def _change_section(request: ActorRequest, table_id: int, section: Section) -> HttpResponse:
    table = queries.table_to_edit(request.actor, table_id)
    initial = forms.SectionForm.initial_of(section) | {"revision": table.revision}
    form = forms.SectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at, "revision": form.cleaned_data["revision"]}
        if form.submit(actions.change_entry, table_id, **by, code=section.code, entry=form.entry):
            return _back(table_id, form.cleaned_data["code"])
    return shown(request, "cycles/section.html", {"form": form, "table": table, "section": section})


def _change_criterion(request: ActorRequest, table_id: int, line: Criterion) -> HttpResponse:
    if request.GET.get("preset") == "" or "how" in request.GET:
        return _choose_preset(request, table_id, line)
    form = _form_of(request, table_id, line)
    if request.method == "POST" and form.is_valid() and LOOK not in request.POST:
        by = {"actor": request.actor, "at": request.at, "revision": form.cleaned_data["revision"]}
        if form.submit(actions.change_entry, table_id, **by, code=line.code, entry=form.entry):
            messages.success(request, _("Đã sửa tiêu chí."))
            return _back(table_id, form.cleaned_data["code"])
    return _criterion_page(request, table_id, form, code=line.code, again={"preset": ""})


def _form_of(request: ActorRequest, table_id: int, line: Criterion) -> forms.CriterionForm:
    """The form of a line as it is stored, or of another way to score it."""
    table = queries.table_to_edit(request.actor, table_id)
    preset, values = recognised(line.rule) or (RAW, RAW.values_of(line.rule))
    chosen = preset_of(request.GET.get("preset", ""))
    if chosen is not None and chosen.code != preset.code:
        preset, values = chosen, chosen.values_of(line.rule)
    initial = forms.CriterionForm.initial_of(line, preset, values) | {"revision": table.revision}
    options: dict[str, Any] = {
        "preset": preset,
        "sheet": queries.sheet_of(table),
        "looking": LOOK in request.POST,
        "before": line,
    }
    return forms.CriterionForm(request.POST or None, initial=initial, **options)


def _criterion_page(
    request: ActorRequest, table_id: int, form: forms.CriterionForm, *, code: str, again: dict[str, Any]
) -> HttpResponse:
    """The form of a line with its example; the script asks for the example alone."""
    entry = form.entry_to_try
    trial = forms.TryForm(request.POST or None, criterion=entry, sheet=form.sheet) if entry else None
    context = {
        "table": queries.table_to_edit(request.actor, table_id), "form": form, "code": code,
        "trial": trial, "tried": trial.tried() if trial else None,
        "other_way": f"{request.path}?{urlencode(again)}" if again else request.path,
    }  # fmt: skip
    template = "cycles/example.html" if request.headers.get("HX-Request") else "cycles/criterion.html"
    return shown(request, template, context)


def _back(table_id: int, code: str, button: str = "") -> HttpResponse:
    """Back to the sheet, at the row that was worked on, or at the button in it that was pressed."""
    return redirect(f"{reverse('cycles:sheet', args=[table_id])}#{button}{queries.anchor(code)}")
