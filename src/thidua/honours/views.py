"""The list of nominations: its rules, its draft, settling it, and its workbook."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences.forms import ReasonForm
from thidua.honours import actions, forms, policies, queries
from thidua.honours.workbook import CONTENT_TYPE, workbook_of
from thidua.kernel.requests import ActorRequest


def nominations(request: ActorRequest, year_id: int) -> HttpResponse:
    """Who is proposed for what, and why."""
    page = queries.nominations_page(request.actor, year_id)
    return render(request, "honours/nominations.html", {"page": page, "year": page.year})


def export(request: ActorRequest, year_id: int) -> HttpResponse:
    """The list as a workbook."""
    page = queries.list_to_export(request.actor, year_id)
    response = HttpResponse(workbook_of(page), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="de-nghi-khen-thuong-nam-{page.year.year}.xlsx"'
    return response


def add_rule(request: ActorRequest, year_id: int) -> HttpResponse:
    """Add an award and how the bloc decides whom to propose."""
    year = queries.year_to_draft(request.actor, year_id)
    form = forms.AwardRuleForm(request.POST or None, votes=queries.vote_choices(year))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.add_rule, year_id, actor=request.actor, at=request.at, values=form.cleaned_data):
            messages.success(request, _("Đã thêm hình thức khen thưởng. Lập dự thảo để áp dụng."))
            return redirect("honours:nominations", year_id)
    return render(request, "honours/award_rule.html", {"form": form, "year": year})


def remove_rule(request: ActorRequest, year_id: int, rule_id: int) -> HttpResponse:
    """Confirm, then take an award off the list."""
    rule = queries.rule_of_year(request.actor, year_id, rule_id)
    if request.method == "POST":
        actions.remove_rule(rule_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ hình thức khen thưởng."))
        return redirect("honours:nominations", year_id)
    return render(request, "honours/remove_rule.html", {"rule": rule, "year": rule.emulation_year})


def draft(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then draft the list by the rules."""
    year = queries.year_to_draft(request.actor, year_id)
    if request.method == "POST":
        actions.draft_list(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã lập dự thảo danh sách. Xem lại từng dòng trước khi chốt."))
        return redirect("honours:nominations", year_id)
    return render(request, "honours/draft.html", {"year": year})


def nominate(request: ActorRequest, year_id: int, rule_id: int) -> HttpResponse:
    """Propose somebody by hand, with a reason."""
    rule = queries.rule_of_year(request.actor, year_id, rule_id)
    units = queries.unit_choices(rule.emulation_year)
    resolutions = queries.resolution_choices(rule.emulation_year)
    begins = {"unit": request.GET.get("unit")}
    form = forms.NominateForm(request.POST or None, units=units, resolutions=resolutions, initial=begins)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.nominate, rule_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi đề nghị."))
            return redirect("honours:nominations", year_id)
    return render(request, "honours/nominate.html", {"form": form, "rule": rule, "year": rule.emulation_year})


def remove(request: ActorRequest, year_id: int, nomination_id: int) -> HttpResponse:
    """Take a proposal out, with a reason."""
    found = queries.nomination_of_year(request.actor, year_id, nomination_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.remove_nomination, nomination_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã rút đề nghị."))
            return redirect("honours:nominations", year_id)
    return render(request, "honours/remove.html", {"form": form, "nomination": found, "year": found.emulation_year})


def settle(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then settle the list."""
    found = queries.list_of_year(request.actor, year_id, policies.SETTLE)
    if request.method == "POST":
        actions.settle_list(found.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã chốt danh sách đề nghị khen thưởng."))
        return redirect("honours:nominations", year_id)
    page = queries.nominations_page(request.actor, year_id)
    return render(request, "honours/settle.html", {"page": page, "year": found.emulation_year})


def reopen(request: ActorRequest, year_id: int) -> HttpResponse:
    """The authority gives the list back, with a reason."""
    found = queries.list_of_year(request.actor, year_id, policies.REOPEN)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.reopen_list, found.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã mở lại danh sách."))
            return redirect("honours:nominations", year_id)
    return render(request, "honours/reopen.html", {"form": form, "year": found.emulation_year})
