"""The plan of scoring, cross-scoring from assignment to reveal, and the authority's appraisal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import appraisal
from thidua.assessment.actions import rounds as actions
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def rounds(request: ActorRequest, year_id: int) -> HttpResponse:
    """Which rounds the year uses, when each is open, and how far it is."""
    page = queries.rounds_page(request.actor, year_id, at=request.at)
    return render(request, "assessment/rounds.html", {"page": page, "year": page.year})


def plan(request: ActorRequest, year_id: int) -> HttpResponse:
    """The authority plans the rounds of a year."""
    year = queries.year_to_plan(request.actor, year_id)
    form = forms.PlanForm(request.POST or None, initial=forms.plan_as_typed(queries.plan_of(year)))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.plan_scoring, year_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu cách chấm điểm của năm."))
            return redirect("assessment:rounds", year_id)
    return shown(request, "assessment/plan_scoring.html", {"form": form, "year": year})


def assignment(request: ActorRequest, year_id: int) -> HttpResponse:
    """Who scores whom: a preview, then the assignment as made."""
    page = queries.assignment_page(request.actor, year_id)
    if request.method == "POST":
        actions.assign_cross_scoring(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã phân công chấm chéo."))
        return redirect("assessment:assignment", year_id)
    return render(request, "assessment/assignment.html", {"page": page, "year": page.year})


def reassign(request: ActorRequest, year_id: int, assignment_id: int) -> HttpResponse:
    """Another unit scores instead, with a reason."""
    one = queries.assignment_to_run(request.actor, year_id, assignment_id)
    units = [(unit.pk, unit.name) for unit in queries.units_to_take_over(one)]
    form = forms.ReassignForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.reassign_cross, assignment_id, **by, **form.values()):
            messages.success(request, _("Đã đổi đơn vị chấm."))
            return redirect("assessment:assignment", year_id)
    return render(request, "assessment/reassign.html", {"form": form, "one": one, "year": one.emulation_year})


def cross(request: ActorRequest, year_id: int) -> HttpResponse:
    """What the own unit was assigned to score."""
    year, rows = queries.cross_tasks_of(request.actor, year_id)
    return render(request, "assessment/cross.html", {"year": year, "rows": rows})


def cross_scores(request: ActorRequest, year_id: int, assignment_id: int) -> HttpResponse:
    """Points and reasons for another unit, line by line; nobody else reads them before they are revealed."""
    page = queries.cross_page(request.actor, year_id, assignment_id, at=request.at)
    initial = queries.entries_as_typed(page.rows) | {"version": page.assignment.version}
    form = forms.EntriesForm(request.POST or None, lines=page.rows, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.enter_cross_scores, assignment_id, **by, **form.values()):
            messages.success(request, _("Đã lưu điểm chấm chéo. Chưa ai khác xem được."))
            return redirect("assessment:cross_scores", year_id, assignment_id)
    return shown(
        request, "assessment/cross_scores.html", {"form": form, "page": page, "year": page.assignment.emulation_year}
    )


def submit_cross(request: ActorRequest, year_id: int, assignment_id: int) -> HttpResponse:
    """Confirm, then hand the cross scores in."""
    page = queries.cross_to_submit(request.actor, year_id, assignment_id, at=request.at)
    if request.method == "POST":
        actions.submit_cross_scores(assignment_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã nộp phiếu chấm chéo."))
        return redirect("assessment:cross", year_id)
    return render(request, "assessment/submit_cross.html", {"page": page, "year": page.assignment.emulation_year})


def recuse(request: ActorRequest, year_id: int, assignment_id: int) -> HttpResponse:
    """The scoring unit's head declares a conflict of interest."""
    page = queries.cross_to_submit(request.actor, year_id, assignment_id, at=request.at)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.recuse_from_cross, assignment_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi nhận. Người phụ trách khối sẽ giao đơn vị khác."))
            return redirect("assessment:cross", year_id)
    return render(
        request, "assessment/recuse.html", {"form": form, "page": page, "year": page.assignment.emulation_year}
    )


def reveal(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then open the cross scores."""
    page = queries.rounds_to_run(request.actor, year_id, at=request.at)
    if request.method == "POST":
        actions.reveal_cross_scores(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã mở điểm chấm chéo."))
        return redirect("assessment:rounds", year_id)
    if page.plan and page.plan.revealed:
        messages.info(request, _("Điểm chấm chéo đã mở rồi."))
        return redirect("assessment:rounds", year_id)
    return render(request, "assessment/reveal.html", {"page": page, "year": page.year})


def appraise(request: ActorRequest, year_id: int, line_id: int) -> HttpResponse:
    """The authority confirms the points of a line or changes them with a reason."""
    page = queries.line_to_appraise(request.actor, year_id, line_id, at=request.at)
    form = forms.AppraiseForm(request.POST or None, initial=queries.appraisal_as_typed(page))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(appraisal.appraise_line, line_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi điểm của cơ quan."))
            return redirect("assessment:scores", year_id, page.line.sheet_id)
    return shown(request, "assessment/appraise.html", {"form": form, "page": page})


def appraise_rest(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """The authority keeps the bloc's points on the lines it has not appraised."""
    sheet = queries.sheet_to_appraise(request.actor, year_id, sheet_id)
    if request.method == "POST":
        appraisal.appraise_rest(sheet_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã giữ nguyên điểm khối chấm ở các dòng còn lại."))
        return redirect("assessment:scores", year_id, sheet_id)
    lines = queries.lines_to_appraise(sheet)
    context = {"sheet": sheet, "lines": lines, "year": sheet.emulation_year}
    context["unscored"] = [line for line in lines if line.review_points is None]
    return render(request, "assessment/appraise_rest.html", context)


def agree(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """The second person of the authority agrees."""
    sheet = queries.sheet_to_appraise(request.actor, year_id, sheet_id)
    if request.method == "POST":
        appraisal.agree_to_appraisal(sheet_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã đồng ý. Điểm của cơ quan được tính từ bây giờ."))
        return redirect("assessment:scores", year_id, sheet_id)
    context = {"sheet": sheet, "pending": queries.pending_of(sheet), "year": sheet.emulation_year}
    return render(request, "assessment/agree_appraisal.html", context)
