"""A report out as a workbook, and in again with a preview before anything is written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions.filling import fill_results
from thidua.assessment.reportbook.columns import CONTENT_TYPE
from thidua.assessment.reportbook.preview import preview_again, preview_of
from thidua.assessment.reportbook.reading import read_report
from thidua.assessment.reportbook.writing import report_workbook
from thidua.kernel.requests import ActorRequest


def download(request: ActorRequest, year_id: int, report_id: int) -> HttpResponse:
    """The own report, to be filled without a connection."""
    report = queries.report_to_edit(request.actor, year_id, report_id)
    content = report_workbook(report, queries.results_to_fill(report))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"bao-cao-{report.unit.folded.replace(' ', '-')[:60]}-{report.emulation_year.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def upload(request: ActorRequest, year_id: int, report_id: int) -> HttpResponse:
    """Read a filled workbook and show what it would change; nothing is written yet."""
    report = queries.report_to_edit(request.actor, year_id, report_id)
    form = forms.WorkbookForm(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        book = read_report(form.read(), report_id=report.pk)
        preview = preview_of(report, book, actor=request.actor, origin=form.origin)
    return render(request, "assessment/report_upload.html", {"form": form, "report": report, "preview": preview})


def keep(request: ActorRequest, year_id: int, report_id: int) -> HttpResponse:
    """Write what the preview showed, with the choices made on it: all of it or nothing."""
    report = queries.report_to_edit(request.actor, year_id, report_id)
    form = forms.KeepForm(request.POST or None)
    sealed = form.cleaned_data["sealed"] if form.is_valid() else ""
    preview = preview_again(report, sealed, request.POST, actor=request.actor)
    if preview is None:
        messages.error(request, _("Bản xem trước đã quá một giờ hoặc không còn dùng được. Tải tệp lên lại."))
        return redirect("assessment:upload_report", year_id, report_id)
    if preview.ready:
        values = {"rows": preview.to_write(), "origin": preview.origin}
        if form.submit(fill_results, report_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi kết quả từ tệp."))
            return redirect("assessment:report", year_id, report_id)
    context = {"form": forms.WorkbookForm(), "report": report, "preview": preview, "kept": form, "again": True}
    return render(request, "assessment/report_upload.html", context)
