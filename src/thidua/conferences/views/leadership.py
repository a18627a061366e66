"""Next year's head and deputy: who stands, choosing, answering, the bloc's rule, and the plan of rotation."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import forms, policies
from thidua.conferences.actions import leadership as actions
from thidua.conferences.queries import leadership as queries
from thidua.conferences.queries import leadershippages as pages
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown

ACTS: dict[str, Callable[..., Any]] = {
    "agreement": actions.choose_by_agreement,
    "rotation": actions.choose_by_rotation,
    "appointment": actions.choose_by_appointment,
}


def leadership(request: ActorRequest, year_id: int) -> HttpResponse:
    """Who heads and deputises next year, how they were chosen, and what is still missing."""
    page = pages.leadership_page(request.actor, year_id)
    return render(request, "conferences/leadership.html", {"page": page, "year": page.year})


def choose(request: ActorRequest, year_id: int, post: str, method: str) -> HttpResponse:
    """Fill a post in one way."""
    page = pages.choose_page(request.actor, year_id, post, method)
    known = queries.holder_as_typed(page.unit, at=request.at)
    form = forms.ChoiceForm(request.POST or None, method=method, units=page.units, initial=known)
    if request.method == "POST" and form.is_valid():
        values = form.values() | ({"post": post} if method in ACTS else {})
        act: Callable[..., Any] = ACTS.get(method, actions.leave_deputy_out)
        if form.submit(act, year_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi. Đơn vị được chọn xác nhận ở trang này."))
            return redirect("conferences:leadership", year_id)
    return render(request, "conferences/choose.html", {"form": form, "page": page, "year": page.year})


def accept(request: ActorRequest, year_id: int, choice_id: int) -> HttpResponse:
    """The head of the chosen unit confirms, and names who holds the post."""
    choice = queries.choice_of_year(request.actor, year_id, choice_id, policies.ANSWER)
    form = forms.HolderForm(request.POST or None, initial=queries.answer_as_typed(choice, at=request.at))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.accept_leadership, choice_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã nhận nhiệm vụ."))
            return redirect("conferences:leadership", year_id)
    context = {"form": form, "choice": choice, "year": choice.emulation_year, "what": "accept"}
    return render(request, "conferences/answer.html", context)


def decline(request: ActorRequest, year_id: int, choice_id: int) -> HttpResponse:
    """The head of the chosen unit declines, with a reason."""
    choice = queries.choice_of_year(request.actor, year_id, choice_id, policies.ANSWER)
    said = _("Đã ghi là không nhận. Khối chọn lại.")
    return _with_reason(request, choice, actions.decline_leadership, what="decline", said=said)


def withdraw(request: ActorRequest, year_id: int, choice_id: int) -> HttpResponse:
    """Take a choice back, with a reason."""
    choice = queries.choice_of_year(request.actor, year_id, choice_id, policies.CHOOSE)
    said = _("Đã rút. Chọn lại ở trang này.")
    return _with_reason(request, choice, actions.withdraw_choice, what="withdraw", said=said)


def allow(request: ActorRequest, year_id: int, choice_id: int) -> HttpResponse:
    """The authority lets a unit lead that a rule bars, with a reason."""
    choice = queries.choice_of_year(request.actor, year_id, choice_id, policies.ALLOW)
    said = _("Đã cho phép. Lý do được ghi vào nhật ký.")
    return _with_reason(request, choice, actions.allow_choice, what="allow", said=said)


def _with_reason(request: ActorRequest, choice: Any, act: Callable[..., Any], *, what: str, said: str) -> HttpResponse:
    """The form that asks for a reason, and what it leads to."""
    form, year = forms.ReasonForm(request.POST or None), choice.emulation_year
    if request.method == "POST" and form.is_valid():
        if form.submit(act, choice.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, said)
            return redirect("conferences:leadership", year.pk)
    return render(request, "conferences/answer.html", {"form": form, "choice": choice, "year": year, "what": what})


def rule(request: ActorRequest, year_id: int) -> HttpResponse:
    """Write the bloc's rule of leadership down."""
    year = queries.year_to_rule(request.actor, year_id)
    units = pages.units_to_lead(year)
    form = forms.LeadershipRuleForm(request.POST or None, units=units, initial=pages.rule_as_typed(year))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.set_leadership_rule, year_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi quy ước của khối."))
            return redirect("conferences:rotation", year_id)
    return shown(request, "conferences/leadership_rule.html", {"form": form, "year": year, "units": units})


def rotation(request: ActorRequest, year_id: int) -> HttpResponse:
    """The plan of rotation, with history and bars."""
    page = pages.rotation_page(request.actor, year_id)
    return render(request, "conferences/rotation.html", {"page": page, "year": page.year})


def add_past(request: ActorRequest, year_id: int) -> HttpResponse:
    """Type in who led in an earlier year."""
    year = queries.year_to_rule(request.actor, year_id)
    form = forms.PastLeadershipForm(request.POST or None, units=pages.units_to_lead(year))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.record_past_leadership, year_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã thêm vào lịch sử của khối."))
            return redirect("conferences:rotation", year_id)
    return render(request, "conferences/past_leadership.html", {"form": form, "year": year})


def remove_past(request: ActorRequest, year_id: int, past_id: int) -> HttpResponse:
    """Confirm, then take a year typed in by mistake out again."""
    past = queries.past_of_year(request.actor, year_id, past_id)
    if request.method == "POST":
        actions.remove_past_leadership(year_id, actor=request.actor, at=request.at, past_id=past_id)
        messages.success(request, _("Đã bỏ khỏi lịch sử của khối."))
        return redirect("conferences:rotation", year_id)
    year = queries.year_to_rule(request.actor, year_id)
    return render(request, "conferences/remove_past.html", {"past": past, "year": year})
