"""The contests of a conference: their list, one of them, preparing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.ballots import actions, forms, queries
from thidua.conferences.queries import conference_to_run, unit_choices
from thidua.cycles.queries import year_for
from thidua.kernel.requests import ActorRequest


def secrecy(request: ActorRequest) -> HttpResponse:
    """Who could see what: the limits of each kind of ballot, said honestly."""
    return render(request, "ballots/secrecy.html")


def contests(request: ActorRequest, year_id: int) -> HttpResponse:
    """The contests of the year's conference."""
    year = year_for(request.actor, year_id)
    found = [queries.contest_page(request.actor, one) for one in queries.contests_of(request.actor, year_id)]
    context = {"year": year, "pages": found, "may_prepare": queries.may_prepare(request.actor, year_id)}
    return render(request, "ballots/contests.html", context)


def prepare(request: ActorRequest, year_id: int) -> HttpResponse:
    """Put a question to the vote."""
    conference = conference_to_run(request.actor, year_id)
    form = forms.ContestForm(request.POST or None, units=unit_choices(conference))
    if request.method == "POST" and form.is_valid():
        values = form.values()
        made = form.submit(actions.prepare_contest, conference.pk, actor=request.actor, at=request.at, **values)
        if made:
            messages.success(request, _("Đã chuẩn bị cuộc bỏ phiếu. Lập danh sách người bỏ phiếu và tổ kiểm phiếu."))
            return redirect("ballots:contest", year_id, made.object.pk)
    return render(request, "ballots/prepare.html", {"form": form, "year": conference.emulation_year})


def contest(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """One contest: its rule, its roll, where it stands, and what it decided."""
    page = queries.contest_page(request.actor, queries.contest_for(request.actor, year_id, contest_id))
    return render(request, "ballots/contest.html", {"page": page, "year": page.contest.emulation_year})


def roll(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Choose who votes for each unit."""
    found = queries.contest_to_lead(request.actor, year_id, contest_id)
    form = forms.RollForm(
        request.POST or None, people=queries.people_of_units(found.conference),
        names=dict(unit_choices(found.conference)), initial={f"unit_{one.unit_id}": one.person_id for one in found.roll.all()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.write_roll, contest_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu danh sách người bỏ phiếu."))
            return redirect("ballots:contest", year_id, contest_id)
    return render(request, "ballots/roll.html", {"form": form, "contest": found, "year": found.emulation_year})


def committee(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Choose the counting committee."""
    found = queries.contest_to_lead(request.actor, year_id, contest_id)
    chosen = {"members": [one.person_id for one in found.committee.all()], "threshold": found.threshold}
    form = forms.CommitteeForm(request.POST or None, people=queries.people_to_count(found), initial=chosen)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.choose_committee, contest_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã lưu tổ kiểm phiếu."))
            return redirect("ballots:contest", year_id, contest_id)
    return render(request, "ballots/committee.html", {"form": form, "contest": found, "year": found.emulation_year})
