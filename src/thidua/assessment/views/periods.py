"""The periods on which units report, and the bloc's synthesis."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import periods as actions
from thidua.assessment.actions import reports
from thidua.assessment.synthesis_book import CONTENT_TYPE, workbook_of
from thidua.kernel.requests import ActorRequest


def periods(request: ActorRequest, year_id: int) -> HttpResponse:
    """Every period with who has reported on it."""
    page = queries.periods_page(request.actor, year_id, at=request.at)
    return render(request, "assessment/periods.html", {"page": page, "year": page.year})


def add(request: ActorRequest, year_id: int) -> HttpResponse:
    """Ask for a report on some days of the year."""
    year = queries.year_to_plan_periods(request.actor, year_id)
    form = forms.PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if form.submit(actions.add_period, year_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã thêm kỳ báo cáo."))
            return redirect("assessment:periods", year_id)
    return render(request, "assessment/period_form.html", {"form": form, "year": year, "period": None})


def change(request: ActorRequest, year_id: int, period_id: int) -> HttpResponse:
    """Correct a period on which nobody has begun to report."""
    period = queries.period_to_edit(request.actor, year_id, period_id)
    form = forms.PeriodForm(request.POST or None, initial=queries.period_as_typed(period))
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if form.submit(actions.change_period, period_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã sửa kỳ báo cáo."))
            return redirect("assessment:periods", year_id)
    return render(
        request, "assessment/period_form.html", {"form": form, "year": period.emulation_year, "period": period}
    )


def remove(request: ActorRequest, year_id: int, period_id: int) -> HttpResponse:
    """Confirm, then take back a period on which nobody has begun to report."""
    period = queries.period_to_edit(request.actor, year_id, period_id)
    if request.method == "POST":
        actions.remove_period(period_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã xoá kỳ báo cáo."))
        return redirect("assessment:periods", year_id)
    consequences = [_("Kỳ báo cáo mất khỏi danh sách của mọi đơn vị."), _("Việc xoá được ghi vào nhật ký.")]
    context = {"period": period, "year": period.emulation_year, "consequences": consequences}
    return render(request, "assessment/remove_period.html", context)


def start(request: ActorRequest, year_id: int, period_id: int) -> HttpResponse:
    """Begin the unit's report on a period, or go to the one already begun."""
    year = queries.year_to_write_in(request.actor, year_id)
    period = queries.period_for(request.actor, year_id, period_id)
    report = queries.own_report_of(request.actor, year, period_id)
    if report is None:
        if request.method != "POST":
            return render(request, "assessment/start.html", {"year": year, "kind": "report", "period": period})
        report = reports.start_report(year_id, actor=request.actor, at=request.at, period_id=period_id).object
    return redirect("assessment:report", year_id, report.pk)


def synthesis(request: ActorRequest, year_id: int, period_id: int | None = None) -> HttpResponse:
    """What the units' reports say together."""
    page = queries.synthesis_page(request.actor, year_id, period_id)
    return render(request, "assessment/synthesis.html", {"page": page, "year": page.year})


def synthesis_book(request: ActorRequest, year_id: int, period_id: int | None = None) -> HttpResponse:
    """The synthesis as a workbook."""
    page = queries.synthesis_page(request.actor, year_id, period_id)
    response = HttpResponse(workbook_of(page), content_type=CONTENT_TYPE)
    name = f"tong-hop-khoi-{page.year.bloc.number}-nam-{page.year.year}-ky-{page.period.position}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
