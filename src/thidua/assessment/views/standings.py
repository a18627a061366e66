"""Standings, the matrix, and finalising the ranking."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import ranking as actions
from thidua.assessment.workbook import CONTENT_TYPE, workbook_of
from thidua.kernel.requests import ActorRequest


def standings(request: ActorRequest, year_id: int) -> HttpResponse:
    """Who stands where; provisional or final said plainly."""
    context = queries.standings_page(request.actor, year_id, at=request.at)
    return render(request, "assessment/standings.html", {"page": context, "year": context.year})


def matrix(request: ActorRequest, year_id: int) -> HttpResponse:
    """Units by criteria."""
    context = queries.standings_page(request.actor, year_id, at=request.at)
    grid = queries.matrix_of(context.year, rows=context.rows) if context.shown else None
    return render(request, "assessment/matrix.html", {"page": context, "year": context.year, "matrix": grid})


def plans(request: ActorRequest, year_id: int) -> HttpResponse:
    """What low plans do to everybody else's points, and what would keep them from it."""
    page = queries.plans_page(request.actor, year_id)
    return render(request, "assessment/plans.html", {"page": page, "year": page.year})


def export(request: ActorRequest, year_id: int) -> HttpResponse:
    """The standings with every criterion, as a workbook."""
    page = queries.standings_to_export(request.actor, year_id, at=request.at)
    title = f"{page.year.bloc.name}, {page.year.year}"
    units = [row.unit.pk for row in page.rows if row.points is not None]
    why = queries.explained(page.year, units=units, language=get_language() or "vi")
    rounds = queries.rounds_of_bloc(request.actor, page.year)
    content = workbook_of(queries.matrix_of(page.year, rows=page.rows), title=title, explained=why, rounds=rounds)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    name = f"xep-hang-khoi-{page.year.bloc.number}-nam-{page.year.year}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def propose(request: ActorRequest, year_id: int) -> HttpResponse:
    """The first of two people: confirm, then propose."""
    context = queries.ranking_to_decide(request.actor, year_id)
    if request.method == "POST":
        actions.propose_ranking(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã đề nghị chốt xếp hạng. Cần một người thứ hai xem lại và chốt."))
        return redirect("assessment:standings", year_id)
    return render(request, "assessment/propose.html", {"page": context, "year": context.year})


def finalise(request: ActorRequest, year_id: int) -> HttpResponse:
    """The second person: confirm, then make it final."""
    context = queries.ranking_to_decide(request.actor, year_id)
    if request.method == "POST":
        actions.finalise_ranking(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Xếp hạng của khối đã được chốt."))
        return redirect("assessment:standings", year_id)
    return render(request, "assessment/finalise.html", {"page": context, "year": context.year})


def withdraw(request: ActorRequest, year_id: int) -> HttpResponse:
    """Take a proposal back, with a reason."""
    context = queries.ranking_to_decide(request.actor, year_id)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.withdraw_ranking, year_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã rút đề nghị chốt xếp hạng."))
            return redirect("assessment:standings", year_id)
    return render(request, "assessment/withdraw.html", {"form": form, "page": context, "year": context.year})
