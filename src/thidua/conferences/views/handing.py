"""The list of the handover: what the outgoing head gives and the incoming head receives."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import forms, policies
from thidua.conferences.actions import handing as actions
from thidua.conferences.queries import handing as queries
from thidua.kernel.requests import ActorRequest


def handover(request: ActorRequest, year_id: int) -> HttpResponse:
    """The list with its ticks; printable as the record of the handover."""
    page = queries.handing_page(request.actor, year_id)
    return render(request, "conferences/handover.html", {"page": page, "year": page.year})


def add(request: ActorRequest, year_id: int) -> HttpResponse:
    """One more thing to hand over."""
    found = queries.handover_to_see(request.actor, year_id, policies.GIVE)
    form = forms.HandoverItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.add_item, found.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã thêm vào danh mục bàn giao."))
            return redirect("conferences:handover", year_id)
    return render(request, "conferences/handover_item.html", {"form": form, "year": found.emulation_year})


def remove(request: ActorRequest, year_id: int, handed_id: int) -> HttpResponse:
    """Confirm, then take an item off the list."""
    item = queries.item_of_handover(request.actor, year_id, handed_id, policies.GIVE)
    if request.method == "POST":
        actions.remove_item(item.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ khỏi danh mục bàn giao."))
        return redirect("conferences:handover", year_id)
    return render(request, "conferences/remove_handed.html", {"item": item, "year": item.emulation_year})


def give(request: ActorRequest, year_id: int, handed_id: int) -> HttpResponse:
    """The outgoing head ticks an item, with a note."""
    item = queries.item_of_handover(request.actor, year_id, handed_id, policies.GIVE)
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.give_item, item.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            return redirect("conferences:handover", year_id)
    context = {"form": form, "item": item, "year": item.emulation_year, "giving": True}
    return render(request, "conferences/hand_item.html", context)


def receive(request: ActorRequest, year_id: int, handed_id: int) -> HttpResponse:
    """The incoming head confirms an item, with a note."""
    item = queries.item_of_handover(request.actor, year_id, handed_id, policies.RECEIVE_HANDOVER)
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.receive_item, item.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            return redirect("conferences:handover", year_id)
    context = {"form": form, "item": item, "year": item.emulation_year, "giving": False}
    return render(request, "conferences/hand_item.html", context)


def take_back(request: ActorRequest, year_id: int, handed_id: int) -> HttpResponse:
    """A tick made by mistake is taken off; the page of the list has the button."""
    item = queries.item_of_handover(request.actor, year_id, handed_id, policies.GIVE)
    if request.method == "POST":
        actions.take_item_back(item.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã rút ghi nhận."))
    return redirect("conferences:handover", year_id)


def accept(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then accept the whole."""
    found = queries.handover_to_see(request.actor, year_id, policies.RECEIVE_HANDOVER)
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.accept_handover, found.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã nhận bàn giao."))
            return redirect("conferences:handover", year_id)
    return render(request, "conferences/accept_handover.html", {"form": form, "year": found.emulation_year})
