"""The business of the conference: attendance, review, tasks, agreement, signing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences import actions, forms, queries
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def attendance(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """The whole table in one form; one click proposes that everybody is present."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    form = forms.AttendanceForm(
        request.POST or None,
        attendances=queries.attendance_rows(found),
        everyone="everyone" in request.GET,
        initial={"version": found.version},
    )
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.record_attendance, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu điểm danh."))
            return redirect("conferences:held", year_id, found.pk)
    return shown(
        request, "conferences/attendance.html", {"form": form, "conference": found, "year": found.emulation_year}
    )


def review(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Write the year in review beside the computed facts, from which a draft can be made."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    facts = queries.facts_of_year(found.emulation_year)
    drafted = "draft" in request.GET and request.method != "POST"
    text = queries.draft_review(facts) if drafted else found.review
    form = forms.ReviewForm(request.POST or None, initial={"text": text, "version": found.version})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.write_review, found.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu nội dung tổng kết năm."))
            return redirect("conferences:held", year_id, found.pk)
    context = {"form": form, "conference": found, "year": found.emulation_year, "facts": facts, "drafted": drafted}
    return shown(request, "conferences/review.html", context)


def add_task(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Set a task for next year."""
    found = queries.conference_to_run(request.actor, year_id, conference_id)
    form = forms.TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.add_task, found.pk, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã thêm nhiệm vụ."))
            return redirect("conferences:held", year_id, found.pk)
    return render(request, "conferences/task.html", {"form": form, "conference": found, "year": found.emulation_year})


def remove_task(request: ActorRequest, year_id: int, task_id: int) -> HttpResponse:
    """Confirm, then drop a task."""
    task = queries.task_of_year(request.actor, year_id, task_id)
    if request.method == "POST":
        actions.remove_task(task.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ nhiệm vụ."))
        return redirect("conferences:held", year_id, task.conference_id)
    return render(
        request,
        "conferences/remove_task.html",
        {"task": task, "conference": task.conference, "year": task.conference.emulation_year},
    )


def agreement(request: ActorRequest, year_id: int) -> HttpResponse:
    """Record the open agreement on next year's head and deputy; the verdict stands beside it."""
    found = queries.conference_to_run(request.actor, year_id)
    page = queries.agreement_page(found)
    form = forms.AgreementForm(
        request.POST or None, units=queries.unit_choices(found), base=page.base, initial=page.as_typed
    )
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.record_agreement, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi kết quả biểu quyết."))
            return redirect("conferences:agreement", year_id)
    context = {"form": form, "page": page, "year": found.emulation_year, "next_year": found.emulation_year.year + 1}
    return render(request, "conferences/agreement.html", context)


def signing(request: ActorRequest, year_id: int) -> HttpResponse:
    """Unit by unit: who has signed next year's pledge at the conference."""
    found = queries.conference_to_run(request.actor, year_id)
    form = forms.UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.undo_pledge_signing if form.cleaned_data["undo"] else actions.record_pledge_signing
        if form.submit(act, found.pk, actor=request.actor, at=request.at, unit_id=form.cleaned_data["unit"]):
            return redirect("conferences:signing", year_id)
    page = queries.signing_page(request.actor, found)
    context = {"page": page, "form": form, "year": found.emulation_year, "next_year": found.emulation_year.year + 1}
    return render(request, "conferences/signing.html", context)
