"""The agenda: adding, moving and removing items, and going through them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import actions, forms, policies, queries
from thidua.kernel.requests import ActorRequest


def add(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Add an item before the closing."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    form = forms.AgendaItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.add_agenda_item, found.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã thêm vào chương trình, trước mục cuối."))
            return redirect("conferences:held", year_id, found.pk)
    return render(
        request, "conferences/agenda_item.html", {"form": form, "conference": found, "year": found.emulation_year}
    )


def move(request: ActorRequest, year_id: int, item_id: int) -> HttpResponse:
    """One place up or down; the page of the conference has the buttons."""
    item = queries.item_of_year(request.actor, year_id, item_id)
    if request.method == "POST":
        up = request.POST.get("direction") == "up"
        actions.move_agenda_item(item.pk, actor=request.actor, at=request.at, up=up)
    return redirect("conferences:held", year_id, item.conference_id)


def remove(request: ActorRequest, year_id: int, item_id: int) -> HttpResponse:
    """Confirm, then take an item off the agenda."""
    item = queries.item_of_year(request.actor, year_id, item_id)
    if request.method == "POST":
        actions.remove_agenda_item(item.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ mục khỏi chương trình."))
        return redirect("conferences:held", year_id, item.conference_id)
    return render(
        request,
        "conferences/remove_item.html",
        {"item": item, "conference": item.conference, "year": item.conference.emulation_year},
    )


def minutes(request: ActorRequest, year_id: int, item_id: int) -> HttpResponse:
    """Who presented an item and what happened under it, written while it goes on."""
    item = queries.item_of_year(request.actor, year_id, item_id, policies.TAKE_MINUTES)
    form = forms.ItemMinutesForm(request.POST or None, initial={"speaker": item.speaker, "notes": item.notes})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.write_item_minutes, item.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu diễn biến."))
            return redirect("conferences:agenda_minutes", year_id, item_id)
    context = {"form": form, "item": item, "conference": item.conference, "remarks": queries.remarks_of(item)}
    return render(request, "conferences/item_minutes.html", context)


def remark(request: ActorRequest, year_id: int, item_id: int) -> HttpResponse:
    """Write down what somebody said under an item, or drop it again."""
    item = queries.item_of_year(request.actor, year_id, item_id, policies.TAKE_MINUTES)
    if request.method == "POST" and request.POST.get("drop", "").isdecimal():
        actions.remove_remark(int(request.POST["drop"]), actor=request.actor, at=request.at)
        return redirect("conferences:agenda_minutes", year_id, item_id)
    form = forms.RemarkForm(request.POST or None, units=queries.unit_choices(item.conference))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.record_remark, item.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi ý kiến."))
            return redirect("conferences:agenda_minutes", year_id, item_id)
    return render(request, "conferences/remark.html", {"form": form, "item": item, "conference": item.conference})


def start(request: ActorRequest, year_id: int, item_id: int) -> HttpResponse:
    """The conference takes up an item."""
    item = queries.item_of_year(request.actor, year_id, item_id)
    if request.method == "POST":
        actions.start_item(item.pk, actor=request.actor, at=request.at)
    return redirect("conferences:held", year_id, item.conference_id)


def programme(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """The agenda to print."""
    found = queries.conference_to_see(request.actor, year_id, conference_id)
    context = {"conference": found, "year": found.emulation_year, "agenda": queries.agenda_of(found)}
    return render(request, "conferences/programme.html", context)


def done(request: ActorRequest, year_id: int, item_id: int) -> HttpResponse:
    """The conference is through with an item, or takes it up again."""
    item = queries.item_of_year(request.actor, year_id, item_id)
    if request.method == "POST":
        act = actions.take_item_up_again if request.POST.get("undo") else actions.mark_item_done
        act(item.pk, actor=request.actor, at=request.at)
    return redirect("conferences:held", year_id, item.conference_id)
