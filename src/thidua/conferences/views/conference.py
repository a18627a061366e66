"""The conferences of a year: their list, the page of one, preparing, opening, closing and handing over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import actions, forms, queries
from thidua.conferences.actions.dropping import drop_conference
from thidua.conferences.forms.leadership import ReasonForm
from thidua.cycles.queries import year_for
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def conferences(request: ActorRequest, year_id: int) -> HttpResponse:
    """Every conference of the year, and how to prepare another."""
    year = year_for(request.actor, year_id)
    found = queries.conferences_of(request.actor, year_id)
    context = {"year": year, "conferences": found, "may_prepare": queries.may_prepare(request.actor, year)}
    return render(request, "conferences/conferences.html", context)


def conference(request: ActorRequest, year_id: int) -> HttpResponse:
    """The conference that reviews the year, or how to begin it."""
    year = year_for(request.actor, year_id)
    found = queries.conference_for(request.actor, year_id)
    if found is None:
        context = {"year": year, "may_prepare": queries.may_prepare(request.actor, year)}
        return render(request, "conferences/none.html", context)
    return held(request, year_id, found.pk)


def held(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """One conference, with everything that is recorded at it."""
    found = queries.conference_to_see(request.actor, year_id, conference_id)
    page = queries.conference_page(request.actor, found)
    context = {"year": found.emulation_year, "page": page, "conference": found}
    return render(request, "conferences/conference.html", context)


def prepare(request: ActorRequest, year_id: int) -> HttpResponse:
    """Say what it is for, where and when; the agenda and the list of units are made."""
    year = queries.year_to_prepare(request.actor, year_id)
    form = forms.PrepareForm(request.POST or None, initial=queries.details_to_begin_with(request.actor, year))
    if request.method == "POST" and form.is_valid():
        made = form.submit(actions.prepare, year_id, actor=request.actor, at=request.at, **form.values())
        if made:
            messages.success(request, _("Đã chuẩn bị hội nghị. Xem lại chương trình trước ngày tổ chức."))
            return redirect("conferences:held", year_id, made.object.pk)
    return render(request, "conferences/prepare.html", {"form": form, "year": year})


def change_details(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Change time, place, chair or secretary."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    form = forms.DetailsForm(request.POST or None, initial=queries.details_as_typed(found))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.change_details, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu thông tin hội nghị."))
            return redirect("conferences:held", year_id, found.pk)
    return shown(request, "conferences/details.html", {"form": form, "conference": found, "year": found.emulation_year})


def drop(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Ask why, then take back a conference that will not be held."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(drop_conference, found.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã bỏ hội nghị."))
            return redirect("conferences:conferences", year_id)
    context = {"form": form, "conference": found, "year": found.emulation_year}
    return render(request, "conferences/drop.html", context)


def open_conference(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Confirm, then open."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    form = forms.OpeningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.open_conference, found.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Hội nghị đã khai mạc."))
            return redirect("conferences:held", year_id, found.pk)
    page = queries.conference_page(request.actor, found)
    context = {"conference": found, "year": found.emulation_year, "form": form, "page": page}
    return render(request, "conferences/open.html", context)


def quorum(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Say what share of the members has to be present, and where that is written."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    begun = {"part": found.quorum_part, "whole": found.quorum_whole, "basis": found.quorum_basis}
    form = forms.QuorumForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.set_quorum, found.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu quy định về số đơn vị cần có mặt."))
            return redirect("conferences:held", year_id, found.pk)
    return render(request, "conferences/quorum.html", {"form": form, "conference": found})


def close(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Say what is missing, or confirm, then close for good."""
    found = queries.conference_to_close(request.actor, year_id, conference_id)
    if request.method == "POST":
        actions.close_conference(found.pk, actor=request.actor, at=request.at)
        messages.success(request, queries.said_when_closed(found))
        return redirect("conferences:held", year_id, found.pk)
    context = {
        "conference": found,
        "year": found.emulation_year,
        "missing": queries.missing_before_closing(found, queries.attendance_rows(found)),
        "consequences": queries.closing_consequences(found),
    }
    return render(request, "conferences/close.html", context)


def hand_over(request: ActorRequest, year_id: int) -> HttpResponse:
    """Enter the decision, confirm, then begin the next year and close this one for good."""
    found = queries.conference_to_hand_over(request.actor, year_id)
    form = forms.HandoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = form.submit(actions.hand_over, found.pk, actor=request.actor, at=request.at, **form.cleaned_data)
        if recorded:
            messages.success(request, _("Đã bàn giao. Năm này đã khép lại; năm mới đã bắt đầu."))
            return redirect("conferences:conference", year_id)
    context = {"form": form, "conference": found, "year": found.emulation_year}
    context["consequences"] = queries.handover_consequences(found)
    context["unsettled"] = queries.unsettled_before_handover(found.emulation_year)
    return render(request, "conferences/hand_over.html", context)
