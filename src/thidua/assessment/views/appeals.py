"""Where scorers disagree; questions and explanations; requests and appeals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, policies, queries
from thidua.assessment.actions import appeals as actions
from thidua.kernel.requests import ActorRequest


def differences(request: ActorRequest, year_id: int) -> HttpResponse:
    """The picture of where scorers disagree, and the figures."""
    page = queries.differences_page(request.actor, year_id)
    return render(request, "assessment/differences.html", {"page": page, "year": page.year})


def ask_all(request: ActorRequest, year_id: int) -> HttpResponse:
    """Ask about every difference beyond the threshold at once."""
    page = queries.differences_to_ask(request.actor, year_id)
    if request.method == "POST":
        actions.ask_for_explanations(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã gửi đề nghị giải trình."))
        return redirect("assessment:explanations", year_id)
    return render(request, "assessment/ask_all.html", {"page": page, "year": page.year})


def ask(request: ActorRequest, year_id: int, line_id: int) -> HttpResponse:
    """Ask somebody to explain a line."""
    page = queries.line_to_ask_about(request.actor, year_id, line_id, at=request.at)
    units = [(unit.pk, unit.name) for unit in queries.units_to_ask(request.actor, page.line)]
    form = forms.QuestionForm(request.POST or None, units=units, initial={"asked_of": page.line.sheet.unit_id})
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.ask_explanation, line_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã gửi đề nghị giải trình."))
            return redirect("assessment:explanations", year_id)
    return render(request, "assessment/ask.html", {"form": form, "page": page})


def explanations(request: ActorRequest, year_id: int) -> HttpResponse:
    """Questions and answers of the year."""
    year, rows = queries.explanations_page(request.actor, year_id)
    return render(request, "assessment/explanations.html", {"year": year, "rows": rows})


def explain(request: ActorRequest, year_id: int, explanation_id: int) -> HttpResponse:
    """Answer a question."""
    one = queries.explanation_to_give(request.actor, year_id, explanation_id)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.give_explanation, explanation_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã gửi giải trình."))
            return redirect("assessment:explanations", year_id)
    return render(request, "assessment/explain.html", {"form": form, "one": one, "year": one.emulation_year})


def appeals(request: ActorRequest, year_id: int) -> HttpResponse:
    """Requests and appeals of the year."""
    page = queries.appeals_page(request.actor, year_id, at=request.at)
    return render(request, "assessment/appeals.html", {"page": page, "year": page.year})


def look_again(request: ActorRequest, year_id: int, line_id: int) -> HttpResponse:
    """The unit's head asks the bloc to look at a line again."""
    found = queries.line_to_appeal(request.actor, year_id, line_id, at=request.at)
    form = forms.AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.ask_to_look_again, line_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã gửi đề nghị xem xét lại."))
            return redirect("assessment:appeals", year_id)
    return render(request, "assessment/look_again.html", {"form": form, "found": found, "page": found.page})


def appeal_line(request: ActorRequest, year_id: int, line_id: int) -> HttpResponse:
    """The unit's head appeals to the authority about a line."""
    found = queries.line_to_appeal(request.actor, year_id, line_id, at=request.at)
    form = forms.AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.appeal_line, line_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã gửi kiến nghị."))
            return redirect("assessment:appeals", year_id)
    return render(request, "assessment/appeal_line.html", {"form": form, "found": found, "page": found.page})


def appeal_ranking(request: ActorRequest, year_id: int) -> HttpResponse:
    """The unit's head appeals to the authority about the provisional ranking."""
    year = queries.year_to_write_in(request.actor, year_id)
    form = forms.AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.appeal_ranking, year_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã gửi kiến nghị."))
            return redirect("assessment:appeals", year_id)
    return render(request, "assessment/appeal_ranking.html", {"form": form, "year": year})


def withdraw(request: ActorRequest, year_id: int, appeal_id: int) -> HttpResponse:
    """The unit's head takes a request or an appeal back."""
    appeal = queries.appeal_to_see(request.actor, year_id, appeal_id, policies.APPEAL)
    if request.method == "POST":
        actions.withdraw_appeal(appeal_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã rút."))
        return redirect("assessment:appeals", year_id)
    return render(request, "assessment/withdraw_appeal.html", {"appeal": appeal, "year": appeal.emulation_year})


def decide(request: ActorRequest, year_id: int, appeal_id: int) -> HttpResponse:
    """Decide a request or an appeal, with reasons."""
    appeal = queries.appeal_to_see(request.actor, year_id, appeal_id, policies.DECIDE_APPEAL)
    form = forms.DecisionForm(request.POST or None, about_line=appeal.line is not None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.decide_appeal, appeal_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi kết luận."))
            return redirect("assessment:appeals", year_id)
    return render(
        request, "assessment/decide_appeal.html", {"form": form, "appeal": appeal, "year": appeal.emulation_year}
    )
