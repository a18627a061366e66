"""Reporting results."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import reports as actions
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def start(request: ActorRequest, year_id: int) -> HttpResponse:
    """Begin the unit's report, or go to the one already begun."""
    year = queries.year_to_write_in(request.actor, year_id)
    report = queries.papers_of_unit(request.actor, year)["report"]
    if report is None:
        if request.method != "POST":
            return render(request, "assessment/start.html", {"year": year, "kind": "report"})
        report = actions.start_report(year_id, actor=request.actor, at=request.at).object
    return redirect("assessment:report", year_id, report.pk)


def report(request: ActorRequest, year_id: int, report_id: int) -> HttpResponse:
    """Every target with its plan, its result and what that means."""
    context = queries.report_page(request.actor, year_id, report_id, at=request.at)
    return render(request, "assessment/report.html", {"page": context, "year": context.report.emulation_year})


def result(request: ActorRequest, year_id: int, result_id: int) -> HttpResponse:
    """Write the result of one target; "how this is understood" is answered before saving."""
    result = queries.result_to_edit(request.actor, year_id, result_id)
    form = forms.ResultForm(
        request.POST or None,
        unit_of_measure=result.target.unit_of_measure,
        initial=queries.result_as_typed(result),
    )
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        values = form.values()
        if form.submit(actions.report_result, result_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu kết quả."))
            return redirect("assessment:report", year_id, result.report_id)
    reading = queries.reading_of(result, form)
    template = "assessment/result.html#understood" if request.htmx else "assessment/result.html"  # type: ignore[attr-defined]
    context = {"form": form, "result": result, "reading": reading, "earlier": queries.earlier_of(result)}
    return shown(request, template, context)


def summary(request: ActorRequest, year_id: int, report_id: int) -> HttpResponse:
    """Write the unit's view of the year."""
    report = queries.report_to_edit(request.actor, year_id, report_id)
    form = forms.SummaryForm(request.POST or None, initial=queries.summary_as_typed(report))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.write_summary, report_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu phần đánh giá chung."))
            return redirect("assessment:report", year_id, report_id)
    return shown(request, "assessment/summary.html", {"form": form, "report": report})
