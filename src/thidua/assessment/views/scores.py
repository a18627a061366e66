"""Self-scores, their explanation, and the bloc's review."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import scores as actions
from thidua.assessment.annex import CONTENT_TYPE, annex_of
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def start(request: ActorRequest, year_id: int) -> HttpResponse:
    """Begin the unit's score sheet, or go to the one already begun."""
    year = queries.year_to_write_in(request.actor, year_id)
    sheet = queries.papers_of_unit(request.actor, year)["scores"]
    if sheet is None:
        if request.method != "POST":
            return render(request, "assessment/start.html", {"year": year, "kind": "scores"})
        sheet = actions.start_scores(year_id, actor=request.actor, at=request.at).object
    return redirect("assessment:scores", year_id, sheet.pk)


def scores(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """The criteria with their points; each opens into its explanation."""
    context = queries.scores_page(request.actor, year_id, sheet_id, at=request.at)
    return render(request, "assessment/scores.html", {"page": context, "year": context.sheet.emulation_year})


def annex(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """The score sheet with every explanation, as a Word annex."""
    page = queries.scores_page(request.actor, year_id, sheet_id, at=request.at)
    response = HttpResponse(annex_of(page, at=request.at), content_type=CONTENT_TYPE)
    name = f"bang-diem-{page.sheet.unit.folded.replace(' ', '-')[:60]}-{page.sheet.emulation_year.year}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def advice(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """What the own unit still lacks for the next rank, and how safe its rank is."""
    page = queries.advice_page(request.actor, year_id, sheet_id, at=request.at)
    return render(request, "assessment/advice.html", {"page": page, "year": page.sheet.emulation_year})


def line(request: ActorRequest, year_id: int, line_id: int) -> HttpResponse:
    """Why a line has its points; the unit gives here what its rule asks for."""
    context = queries.line_page(request.actor, year_id, line_id, at=request.at)
    form = forms.LineForm(
        request.POST or None, inputs=context.criterion.typed, may_be_out=context.may_be_out,
        initial=queries.line_as_typed(context.line, context.criterion),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.judge_line, line_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu điểm."))
            return redirect("assessment:scores", year_id, context.line.sheet_id)
    return shown(request, "assessment/line.html", {"form": form, "page": context})


def review(request: ActorRequest, year_id: int, line_id: int) -> HttpResponse:
    """The bloc confirms the points of a line or changes them with a reason."""
    context = queries.line_to_see_review(request.actor, year_id, line_id, at=request.at)
    form = forms.ReviewForm(request.POST or None, initial=queries.review_as_typed(context))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.review_line, line_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi điểm thẩm định."))
            return redirect("assessment:scores", year_id, context.line.sheet_id)
    return shown(request, "assessment/review.html", {"form": form, "page": context})


def confirm_rest(request: ActorRequest, year_id: int, sheet_id: int) -> HttpResponse:
    """Confirm at once the lines that are right as computed."""
    sheet = queries.sheet_to_confirm(request.actor, year_id, sheet_id)
    if request.method == "POST":
        actions.confirm_lines(sheet_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã xác nhận các dòng còn lại."))
        return redirect("assessment:scores", year_id, sheet_id)
    context = {"sheet": sheet, "open_lines": queries.open_lines(sheet)}
    return render(request, "assessment/confirm_rest.html", context)
