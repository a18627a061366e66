"""Who belongs to a year and who stands beside it: the list, and the changes of a running year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.kernel.requests import ActorRequest


def members(request: ActorRequest, year_id: int) -> HttpResponse:
    """The units of the year, those that left, and who stands beside the bloc."""
    page = queries.members_page(request.actor, year_id)
    return render(request, "cycles/members.html", {"page": page, "year": page.year})


def find_member(request: ActorRequest, year_id: int) -> HttpResponse:
    """Look for a body of any authority to take into the year."""
    year = queries.year_to_change_members(request.actor, year_id)
    words = request.GET.get("q", "")
    context = {"year": year, "words": words, "found": queries.bodies_found(year, words=words)}
    return render(request, "cycles/find_member.html", context)


def add_member(request: ActorRequest, year_id: int, body_id: int) -> HttpResponse:
    """Take a body into the year by a decision."""
    year = queries.year_to_change_members(request.actor, year_id)
    unit = queries.body_to_invite(year, body_id)
    initial = {"decision_number": year.decision_number, "decision_on": year.decision_on} if year.draft else {}
    form = forms.AddMemberForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at, "unit_id": unit.pk}
        if form.submit(actions.add_member, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã đưa đơn vị vào khối. Mọi người của đơn vị thấy năm thi đua này."))
            return redirect("cycles:members", year_id)
    return render(request, "cycles/add_member.html", {"form": form, "year": year, "unit": unit})


def let_member_go(request: ActorRequest, year_id: int, membership_id: int) -> HttpResponse:
    """Say what becomes of a unit's papers, then let it go by a decision."""
    membership = queries.membership_of_year(request.actor, year_id, membership_id)
    form = forms.LetGoForm(request.POST or None, initial={"last_on": timezone.localdate(request.at)})
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.let_member_go, membership_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi đơn vị thôi tham gia. Hồ sơ của đơn vị vẫn đọc được."))
            return redirect("cycles:members", year_id)
    context = {"form": form, "year": membership.emulation_year, "membership": membership}
    return render(request, "cycles/let_member_go.html", context)


def replace_leadership(request: ActorRequest, year_id: int) -> HttpResponse:
    """Another head or deputy while the year runs, by a decision."""
    year = queries.year_to_change_members(request.actor, year_id)
    initial = {"leader_id": year.leader_id, "deputy_id": year.deputy_id}
    form = forms.ReplaceLeadershipForm(request.POST or None, members=queries.members(year), initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.replace_leadership, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi Khối trưởng, Khối phó."))
            return redirect("cycles:members", year_id)
    return render(request, "cycles/replace_leadership.html", {"form": form, "year": year})


def assign_role(request: ActorRequest, year_id: int) -> HttpResponse:
    """Put a person or a body beside the bloc."""
    year = queries.year_to_assign_roles(request.actor, year_id)
    people, bodies = queries.people_to_assign(request.actor), queries.bodies_to_assign()
    initial = {"first_on": timezone.localdate(request.at)}
    form = forms.RoleForm(request.POST or None, initial=initial, people=people, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.assign_role, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi phân công."))
            return redirect("cycles:members", year_id)
    return render(request, "cycles/assign_role.html", {"form": form, "year": year})


def end_role(request: ActorRequest, year_id: int, role_id: int) -> HttpResponse:
    """Say from when somebody no longer stands beside the bloc."""
    role = queries.role_of_year(request.actor, year_id, role_id)
    form = forms.EndRoleForm(request.POST or None, initial={"last_on": timezone.localdate(request.at)})
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.end_role, role_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi ngày thôi giữ vai trò."))
            return redirect("cycles:members", year_id)
    return render(request, "cycles/end_role.html", {"form": form, "year": role.emulation_year, "role": role})
