"""Blocs, the setting up of a year, its calendar, and criteria sheets."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.kernel.requests import ActorRequest


def blocs(request: ActorRequest) -> HttpResponse:
    """The blocs that the authority organises."""
    return render(request, "cycles/blocs.html", {"blocs": queries.blocs_with_years(request.actor)})


def create_bloc(request: ActorRequest) -> HttpResponse:
    """Register a bloc under its number."""
    form = forms.BlocForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = form.submit(
            actions.create_bloc, request.actor.body_id, actor=request.actor, at=request.at, **form.cleaned_data
        )
        if recorded:
            return redirect("cycles:bloc", recorded.object.pk)
    return render(request, "cycles/create_bloc.html", {"form": form})


def bloc(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """A bloc with its years and its criteria sheets."""
    return render(request, "cycles/bloc.html", queries.bloc_page(request.actor, bloc_id))


def start_year(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """Begin to set up a year."""
    bloc = queries.bloc_for(request.actor, bloc_id)
    form = forms.YearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = form.submit(
            actions.start_year, bloc_id, actor=request.actor, at=request.at, **form.cleaned_data
        )
        if recorded:
            return redirect("cycles:setup", recorded.object.pk)
    return render(request, "cycles/start_year.html", {"form": form, "bloc": bloc})


def setup(request: ActorRequest, year_id: int) -> HttpResponse:
    """The four steps before a year can be opened."""
    return render(request, "cycles/setup.html", queries.setup_page(request.actor, year_id))


def set_members(request: ActorRequest, year_id: int) -> HttpResponse:
    """Choose the member units."""
    year = queries.year_to_set_up(request.actor, year_id)
    units = queries.units_to_choose(year)
    form = forms.MembersForm(request.POST or None, units=units, initial={"units": queries.members(year)})
    if request.method == "POST" and form.is_valid():
        unit_ids = [unit.pk for unit in form.cleaned_data["units"]]
        if form.submit(actions.set_members, year_id, actor=request.actor, at=request.at, unit_ids=unit_ids):
            messages.success(request, _("Đã ghi danh sách thành viên."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/set_members.html", {"form": form, "year": year})


def set_leadership(request: ActorRequest, year_id: int) -> HttpResponse:
    """Choose the head and the deputy."""
    year = queries.year_to_set_up(request.actor, year_id)
    initial = {"leader": year.leader_id, "deputy": year.deputy_id}
    form = forms.LeadershipForm(request.POST or None, members=queries.members(year), initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = {f"{name}_id": int(unit) for name, unit in form.cleaned_data.items()}
        if form.submit(actions.set_leadership, year_id, actor=request.actor, at=request.at, **chosen):
            messages.success(request, _("Đã ghi Khối trưởng, Khối phó."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/set_leadership.html", {"form": form, "year": year})


def set_calendar(request: ActorRequest, year_id: int) -> HttpResponse:
    """Write when each phase begins and ends."""
    year = queries.year_to_set_up(request.actor, year_id)
    form = forms.CalendarForm(request.POST or None, year=year, initial=queries.calendar_as_typed(year))
    if request.method == "POST" and form.is_valid():
        windows = form.windows()
        if form.submit(actions.set_phase_windows, year_id, actor=request.actor, at=request.at, windows=windows):
            messages.success(request, _("Đã ghi lịch của năm."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/set_calendar.html", {"form": form, "year": year})


def choose_sheet(request: ActorRequest, year_id: int) -> HttpResponse:
    """Choose the adopted sheet by which the year is scored."""
    year = queries.year_to_set_up(request.actor, year_id)
    sheets = queries.adopted_sheets(year)
    form = forms.ChooseSheetForm(request.POST or None, sheets=sheets, initial={"table": year.scoring_table_id})
    if request.method == "POST" and form.is_valid():
        table_id = form.cleaned_data["table"].pk
        if form.submit(actions.choose_sheet, year_id, actor=request.actor, at=request.at, table_id=table_id):
            messages.success(request, _("Đã chọn bảng điểm."))
            return redirect("cycles:setup", year_id)
    return render(request, "cycles/choose_sheet.html", {"form": form, "year": year, "sheets": sheets})


def open_year(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then open the year."""
    page = queries.setup_page(request.actor, year_id)
    if request.method == "POST":
        actions.open_year(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Năm thi đua đã mở. Các đơn vị bắt đầu ký giao ước theo lịch."))
        return redirect("assessment:bloc", year_id)
    return render(request, "cycles/open_year.html", page)


def calendar(request: ActorRequest, year_id: int) -> HttpResponse:
    """The calendar of the year."""
    return render(request, "cycles/calendar.html", queries.calendar_page(request.actor, year_id, at=request.at))


def extend_deadline(request: ActorRequest, year_id: int) -> HttpResponse:
    """Give the whole bloc more time, with a reason."""
    year = queries.year_to_extend(request.actor, year_id)
    form = forms.ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.extend_deadline, year_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã gia hạn cho cả khối."))
            return redirect("cycles:calendar", year_id)
    return render(request, "cycles/extend_deadline.html", {"form": form, "year": year})


def start_sheet(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """Begin a criteria sheet."""
    bloc = queries.bloc_for(request.actor, bloc_id)
    form = forms.SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = form.submit(
            actions.start_sheet, bloc_id, actor=request.actor, at=request.at, **form.cleaned_data
        )
        if recorded:
            return redirect("cycles:sheet", recorded.object.pk)
    return render(request, "cycles/start_sheet.html", {"form": form, "bloc": bloc})


def sheet(request: ActorRequest, table_id: int) -> HttpResponse:
    """A criteria sheet: sections, maxima, clauses, and its hash once adopted."""
    return render(request, "cycles/sheet.html", queries.sheet_page(request.actor, table_id))


def add_criterion(request: ActorRequest, table_id: int) -> HttpResponse:
    """Add a line to a sheet."""
    table = queries.sheet_to_edit(request.actor, table_id)
    form = forms.CriterionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.add_criterion, table_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã thêm tiêu chí."))
            return redirect("cycles:sheet", table_id)
    return render(request, "cycles/add_criterion.html", {"form": form, "table": table})


def remove_criterion(request: ActorRequest, table_id: int, criterion_id: int) -> HttpResponse:
    """Confirm, then drop a line."""
    table = queries.sheet_to_edit(request.actor, table_id)
    line = queries.criterion_of(table, criterion_id)
    if request.method == "POST":
        actions.remove_criterion(table_id, actor=request.actor, at=request.at, criterion_id=criterion_id)
        messages.success(request, _("Đã bỏ tiêu chí."))
        return redirect("cycles:sheet", table_id)
    return render(request, "cycles/remove_criterion.html", {"table": table, "line": line})


def adopt_sheet(request: ActorRequest, table_id: int) -> HttpResponse:
    """Confirm, then adopt the sheet."""
    page = queries.sheet_page(request.actor, table_id)
    if request.method == "POST":
        actions.adopt_sheet(table_id, actor=request.actor, at=request.at)
        messages.success(request, _("Bảng điểm đã được ban hành."))
        return redirect("cycles:sheet", table_id)
    return render(request, "cycles/adopt_sheet.html", page)
