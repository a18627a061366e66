"""Movements, their waves, and who takes part."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.assessment import queries
from thidua.assessment.actions import movements as actions
from thidua.assessment.forms.movements import ChangedMovementForm, MovementForm, ParticipationForm, WaveForm
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def movements(request: ActorRequest, year_id: int) -> HttpResponse:
    """The movements of the year as a tree, searchable."""
    page = queries.movements_page(request.actor, year_id, asked=request.GET, today=timezone.localdate(request.at))
    return render(request, "assessment/movements.html", {"page": page, "list": page.found, "year": page.year})


def movement(request: ActorRequest, year_id: int, movement_id: int) -> HttpResponse:
    """One movement: waves, who takes part, what was done."""
    page = queries.movement_page(request.actor, year_id, movement_id, today=timezone.localdate(request.at))
    return render(request, "assessment/movement.html", {"page": page, "year": page.year})


def launch_movement(request: ActorRequest, year_id: int) -> HttpResponse:
    """Write a movement down."""
    year = queries.year_to_launch_in(request.actor, year_id)
    levels, parents = queries.levels_of(request.actor, year), queries.possible_parents(request.actor, year)
    form = MovementForm(request.POST or None, levels=levels, parents=parents)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.launch_movement, year_id, **by, **form.values())
        if recorded:
            messages.success(request, _("Đã ghi phong trào. Có thể thêm các đợt ở dưới."))
            return redirect("assessment:movement", year_id, recorded.object.pk)
    return shown(request, "assessment/movement_form.html", {"form": form, "year": year, "movement": None})


def change_movement(request: ActorRequest, year_id: int, movement_id: int) -> HttpResponse:
    """Correct a movement or set its end."""
    year, found = queries.movement_to_edit(request.actor, year_id, movement_id)
    parents = queries.possible_parents(request.actor, year, besides=found)
    typed = queries.movement_as_typed(found)
    form = ChangedMovementForm(request.POST or None, level=found.level, parents=parents, initial=typed)
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"actor": request.actor, "at": request.at, "year_id": year_id}
        if form.submit(actions.change_movement, movement_id, **values):
            messages.success(request, _("Đã sửa phong trào."))
            return redirect("assessment:movement", year_id, movement_id)
    return shown(request, "assessment/movement_form.html", {"form": form, "year": year, "movement": found})


def remove_movement(request: ActorRequest, year_id: int, movement_id: int) -> HttpResponse:
    """Confirm, then take a movement off the list."""
    year, found = queries.movement_to_edit(request.actor, year_id, movement_id)
    if request.method == "POST":
        actions.remove_movement(movement_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ phong trào."))
        return redirect("assessment:movements", year_id)
    return render(request, "assessment/remove_movement.html", {"year": year, "movement": found})


def wave(request: ActorRequest, year_id: int, movement_id: int, wave_id: int | None = None) -> HttpResponse:
    """Add a wave, or correct one."""
    year, found = queries.movement_to_edit(request.actor, year_id, movement_id)
    present = queries.wave_of(found, wave_id) if wave_id else None
    form = WaveForm(request.POST or None, initial=queries.wave_as_typed(present) if present else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"actor": request.actor, "at": request.at, "wave_id": wave_id}
        if form.submit(actions.set_wave, movement_id, **values):
            messages.success(request, _("Đã lưu đợt."))
            return redirect("assessment:movement", year_id, movement_id)
    context = {"form": form, "year": year, "movement": found, "wave": present}
    return shown(request, "assessment/wave.html", context)


def remove_wave(request: ActorRequest, year_id: int, movement_id: int, wave_id: int) -> HttpResponse:
    """Confirm, then drop a wave."""
    year, found = queries.movement_to_edit(request.actor, year_id, movement_id)
    present = queries.wave_of(found, wave_id)
    if request.method == "POST":
        actions.remove_wave(movement_id, actor=request.actor, at=request.at, wave_id=wave_id)
        messages.success(request, _("Đã bỏ đợt."))
        return redirect("assessment:movement", year_id, movement_id)
    return render(request, "assessment/remove_wave.html", {"year": year, "movement": found, "wave": present})


def take_part(request: ActorRequest, year_id: int, movement_id: int) -> HttpResponse:
    """Say that the own unit takes part, or correct what was said."""
    year, found, part = queries.part_to_write(request.actor, year_id, movement_id)
    form = ParticipationForm(request.POST or None, initial=queries.part_as_typed(part, found))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"actor": request.actor, "at": request.at, "movement_id": movement_id}
        if form.submit(actions.take_part, year_id, **values):
            messages.success(request, _("Đã ghi đơn vị tham gia phong trào."))
            return redirect("assessment:movement", year_id, movement_id)
    return shown(request, "assessment/take_part.html", {"form": form, "year": year, "movement": found, "part": part})


def withdraw_part(request: ActorRequest, year_id: int, movement_id: int) -> HttpResponse:
    """Confirm, then take back that the own unit takes part."""
    year, found, part = queries.part_to_write(request.actor, year_id, movement_id)
    if request.method == "POST":
        actions.withdraw_part(year_id, actor=request.actor, at=request.at, movement_id=movement_id)
        messages.success(request, _("Đã rút ghi nhận tham gia."))
        return redirect("assessment:movement", year_id, movement_id)
    return render(request, "assessment/withdraw_part.html", {"year": year, "movement": found, "part": part})
