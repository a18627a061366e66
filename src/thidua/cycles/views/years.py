"""Blocs, the setting up of a year, and its calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.kernel.listing import listed
from thidua.kernel.requests import ActorRequest


def blocs(request: ActorRequest) -> HttpResponse:
    """The blocs the reader may see, searchable."""
    rows = queries.bloc_rows(request.actor)
    listing = listed(rows, asked=request.GET, texts=lambda row: row.texts, orders=queries.BLOC_ORDERS, size=30)
    return render(request, "cycles/blocs.html", {"listing": listing, "rows": listing.page.object_list})


def create_bloc(request: ActorRequest) -> HttpResponse:
    """Register a bloc, perhaps within another."""
    initial = {"parent_id": request.GET.get("parent", "")}
    form = forms.BlocForm(request.POST or None, parents=queries.parents_to_choose(request.actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.create_bloc, request.actor.body_id, **by, **form.cleaned_data)
        if recorded:
            messages.success(request, _("Đã lập khối. Bước tiếp theo: soạn bảng điểm và chuẩn bị năm thi đua."))
            return redirect("cycles:bloc", recorded.object.pk)
    return render(request, "cycles/create_bloc.html", {"form": form})


def bloc(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """A bloc with its years and its criteria sheets."""
    found = queries.bloc_for(request.actor, bloc_id)
    context = {
        "bloc": found,
        "years": queries.years_of(request.actor, found),
        "tables": queries.tables_of(request.actor, found),
        "groups": queries.groups_of(request.actor, found),
    }
    return render(request, "cycles/bloc.html", context)


def change_bloc(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """Correct word, number and name of a bloc, or what it belongs to."""
    found = queries.bloc_seen_to_change(request.actor, bloc_id)
    parents = queries.parents_to_choose(request.actor, found)
    form = forms.BlocForm(request.POST or None, parents=parents, initial=forms.bloc_as_typed(found))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.change_bloc, bloc_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã sửa thông tin của khối."))
            return redirect("cycles:bloc", bloc_id)
    return render(request, "cycles/change_bloc.html", {"form": form, "bloc": found})


def start_year(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """Begin to set up a year."""
    found = queries.bloc_for(request.actor, bloc_id)
    form = forms.YearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.start_year, bloc_id, **by, **form.cleaned_data)
        if recorded:
            return redirect("cycles:setup", recorded.object.pk)
    return render(request, "cycles/start_year.html", {"form": form, "bloc": found})


def setup(request: ActorRequest, year_id: int) -> HttpResponse:
    """The four steps before a year can be opened, and what is missing."""
    page = queries.setup_page(request.actor, year_id, at=request.at)
    return render(request, "cycles/setup.html", {"page": page, "year": page.year})


def change_days(request: ActorRequest, year_id: int) -> HttpResponse:
    """Write from which day to which the year goes, and what it is called."""
    year = queries.year_to_set_up(request.actor, year_id)
    initial = {"first_on": year.first_on, "last_on": year.last_on, "label": year.label}
    form = forms.DaysForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.change_days, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi ngày đầu, ngày cuối của năm."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/change_days.html", {"form": form, "year": year})


def change_decision(request: ActorRequest, year_id: int) -> HttpResponse:
    """Correct the number and the day of the decision."""
    year = queries.year_to_set_up(request.actor, year_id)
    initial = {"decision_number": year.decision_number, "decision_on": year.decision_on}
    form = forms.DecisionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.change_decision, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã sửa quyết định."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/change_decision.html", {"form": form, "year": year})


def set_members(request: ActorRequest, year_id: int) -> HttpResponse:
    """Number the member units as in the decision."""
    year = queries.year_to_set_up(request.actor, year_id)
    units = queries.units_to_choose(request.actor, year)
    form = forms.MembersForm(request.POST or None, units=units, chosen=queries.members(year))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.set_members, year_id, **by, unit_ids=form.unit_ids):
            messages.success(request, _("Đã ghi danh sách thành viên."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/set_members.html", {"form": form, "year": year})


def set_leadership(request: ActorRequest, year_id: int) -> HttpResponse:
    """Choose the head and the deputy."""
    year = queries.year_to_set_up(request.actor, year_id)
    initial = {"leader_id": year.leader_id, "deputy_id": year.deputy_id}
    members = queries.members(year)
    form = forms.LeadershipForm(request.POST or None, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.set_leadership, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi Khối trưởng, Khối phó."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/set_leadership.html", {"form": form, "year": year, "members": members})


def set_calendar(request: ActorRequest, year_id: int) -> HttpResponse:
    """Write when each phase begins and ends."""
    year = queries.year_to_set_up(request.actor, year_id)
    form = forms.CalendarForm(request.POST or None, initial=queries.windows_as_typed(year))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.set_phase_windows, year_id, **by, windows=form.windows):
            messages.success(request, _("Đã ghi lịch của năm."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/set_calendar.html", {"form": form, "year": year})


def choose_sheet(request: ActorRequest, year_id: int) -> HttpResponse:
    """Choose the adopted sheet by which the year is scored."""
    year = queries.year_to_set_up(request.actor, year_id)
    tables = queries.tables_to_choose(year)
    form = forms.ChooseSheetForm(request.POST or None, tables=tables, initial={"table_id": year.scoring_table_id})
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.choose_sheet, year_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã chọn bảng điểm."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/choose_sheet.html", {"form": form, "year": year, "tables": tables})


def open_year(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then open the year."""
    if request.method == "POST":
        actions.open_year(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Năm thi đua đã mở. Các đơn vị ký giao ước theo lịch."))
        return redirect("cycles:calendar", year_id)
    queries.year_to_set_up(request.actor, year_id)
    page = queries.setup_page(request.actor, year_id, at=request.at)
    return render(request, "cycles/open_year.html", {"page": page, "year": page.year})


def extend_deadline(request: ActorRequest, year_id: int) -> HttpResponse:
    """Give the whole bloc more time, with a reason."""
    year = queries.year_to_extend(request.actor, year_id)
    phases = [row.phase for row in queries.phase_rows(year, at=request.at)]
    initial = {"phase": request.GET.get("phase", "")}
    form = forms.ExtendForm(request.POST or None, phases=phases, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.extend_deadline, year_id, **by, **form.values):
            messages.success(request, _("Đã gia hạn cho cả khối."))
            return redirect("cycles:calendar", year_id)
    return render(request, "cycles/extend_deadline.html", {"form": form, "year": year})
