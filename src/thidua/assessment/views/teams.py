"""Cross-check teams and the records of their visits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, policies, queries
from thidua.assessment.actions import teams as actions
from thidua.kernel.requests import ActorRequest
from thidua.kernel.versions import shown


def teams(request: ActorRequest, year_id: int) -> HttpResponse:
    """The teams of the year, whom they visit, and how far each record is."""
    page = queries.teams_page(request.actor, year_id, at=request.at)
    return render(request, "assessment/teams.html", {"page": page, "year": page.year})


def add_team(request: ActorRequest, year_id: int) -> HttpResponse:
    """Set a team up."""
    year = queries.year_to_set_up_teams(request.actor, year_id)
    form = forms.TeamForm(request.POST or None, units=queries.units_for_teams(year))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.set_up_team, year_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lập tổ."))
            return redirect("assessment:teams", year_id)
    return render(request, "assessment/add_team.html", {"form": form, "year": year})


def dissolve(request: ActorRequest, year_id: int, team_id: int) -> HttpResponse:
    """Dissolve a team that has begun no record."""
    team = queries.team_for(request.actor, year_id, team_id, policies.RUN_ROUNDS)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.dissolve_team, team_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã giải thể tổ."))
            return redirect("assessment:teams", year_id)
    return render(request, "assessment/dissolve_team.html", {"form": form, "team": team, "year": team.emulation_year})


def start_visit(request: ActorRequest, year_id: int, team_id: int, unit_id: int) -> HttpResponse:
    """Begin the record of a visit."""
    team = queries.team_for(request.actor, year_id, team_id, policies.WRITE_VISIT)
    if request.method == "POST":
        visit = actions.start_visit(team_id, actor=request.actor, at=request.at, unit_id=unit_id).object
        return redirect("assessment:write_visit", year_id, visit.pk)
    context = {"team": team, "unit": queries.unit_to_visit(team, unit_id), "year": team.emulation_year}
    return render(request, "assessment/start_visit.html", context)


def visit(request: ActorRequest, year_id: int, visit_id: int) -> HttpResponse:
    """A record with what the team found, and both signatures."""
    page = queries.visit_page(request.actor, year_id, visit_id, at=request.at)
    return render(request, "assessment/visit.html", {"page": page, "year": page.visit.emulation_year})


def write_visit(request: ActorRequest, year_id: int, visit_id: int) -> HttpResponse:
    """Write down what was found."""
    page = queries.visit_to_write(request.actor, year_id, visit_id, policies.WRITE_VISIT, at=request.at)
    if request.method != "POST" and not page.visit.draft:
        return redirect("assessment:visit", year_id, visit_id)
    form = forms.VisitForm(request.POST or None, lines=page.rows, initial=queries.visit_as_typed(page))
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.write_visit, visit_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu biên bản."))
            return redirect("assessment:visit", year_id, visit_id)
    return shown(
        request, "assessment/write_visit.html", {"form": form, "page": page, "year": page.visit.emulation_year}
    )


def sign_visit(request: ActorRequest, year_id: int, visit_id: int) -> HttpResponse:
    """The team's head signs."""
    page = queries.visit_to_write(request.actor, year_id, visit_id, policies.SIGN_VISIT, at=request.at)
    if request.method == "POST":
        actions.sign_visit(visit_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã ký biên bản. Thủ trưởng đơn vị được kiểm tra ký tiếp."))
        return redirect("assessment:visit", year_id, visit_id)
    return render(request, "assessment/sign_visit.html", {"page": page, "year": page.visit.emulation_year})


def agree_to_visit(request: ActorRequest, year_id: int, visit_id: int) -> HttpResponse:
    """The unit's head signs too."""
    page = queries.visit_to_write(request.actor, year_id, visit_id, policies.RECEIVE_VISIT, at=request.at)
    if request.method == "POST":
        actions.agree_to_visit(visit_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã ký biên bản. Điểm của biên bản được tính từ bây giờ."))
        return redirect("assessment:visit", year_id, visit_id)
    return render(request, "assessment/agree_visit.html", {"page": page, "year": page.visit.emulation_year})


def return_visit(request: ActorRequest, year_id: int, visit_id: int) -> HttpResponse:
    """The unit's head returns the record with a reason."""
    page = queries.visit_to_write(request.actor, year_id, visit_id, policies.RECEIVE_VISIT, at=request.at)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.return_visit, visit_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã trả lại biên bản cho tổ, kèm lý do."))
            return redirect("assessment:teams", year_id)
    return render(
        request, "assessment/return_visit.html", {"form": form, "page": page, "year": page.visit.emulation_year}
    )
