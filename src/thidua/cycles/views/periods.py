"""Pages about time: the calendar, more time for one unit, and locking a period."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.cycles.phases import phase_label
from thidua.kernel.requests import ActorRequest


def calendar(request: ActorRequest, year_id: int) -> HttpResponse:
    """The calendar of the year, for everyone in it."""
    page = queries.calendar_page(request.actor, year_id, at=request.at)
    return render(request, "cycles/calendar.html", {"page": page, "year": page.year})


def extend_unit(request: ActorRequest, year_id: int) -> HttpResponse:
    """Give one unit more time, with a reason."""
    year, units = queries.units_to_extend(request.actor, year_id)
    initial = {
        "phase": request.GET.get("phase") or queries.phase_now(year, at=request.at),
        "unit_id": request.GET.get("unit", ""),
    }
    form = forms.ExtendUnitForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.extend_unit, year_id, actor=request.actor, at=request.at, **form.values):
            messages.success(request, _("Đã gia hạn cho đơn vị. Các đơn vị khác giữ nguyên hạn."))
            return redirect("cycles:calendar", year_id)
    return render(request, "cycles/extend_unit.html", {"form": form, "year": year})


def ask_extension(request: ActorRequest, year_id: int) -> HttpResponse:
    """The own unit asks for more time."""
    year = queries.year_to_ask_in(request.actor, year_id)
    form = forms.AskExtensionForm(
        request.POST or None, initial={"phase": request.GET.get("phase") or queries.phase_now(year, at=request.at)}
    )
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.ask_extension, year_id, actor=request.actor, at=request.at, **form.values):
            messages.success(request, _("Đã gửi đề nghị. Hạn chỉ thay đổi khi cán bộ thi đua của tỉnh chấp nhận."))
            return redirect("cycles:calendar", year_id)
    return render(request, "cycles/ask_extension.html", {"form": form, "year": year})


def answer_extension(request: ActorRequest, year_id: int, extension_id: int) -> HttpResponse:
    """Read a request for more time, and give it or not."""
    extension = queries.extension_to_answer(request.actor, year_id, extension_id)
    refuses = "refuse" in request.POST
    grants = request.method == "POST" and not refuses
    initial = queries.request_as_typed(extension)
    grant = forms.GrantForm(request.POST if grants else None, initial=initial, prefix="grant")
    refuse = forms.RefuseForm(request.POST if refuses else None, prefix="refuse")
    by = {"actor": request.actor, "at": request.at}
    done = None
    if refuses and refuse.is_valid():
        done = refuse.submit(actions.refuse_extension, extension_id, **by, **refuse.cleaned_data)
    elif grants and grant.is_valid():
        done = grant.submit(actions.grant_extension, extension_id, **by, **grant.values)
    if done:
        messages.success(request, _("Đã trả lời đề nghị gia hạn."))
        return redirect("cycles:calendar", year_id)
    context = {"extension": extension, "year": extension.emulation_year, "grant": grant, "refuse": refuse}
    return render(request, "cycles/answer_extension.html", context)


def take_extension_back(request: ActorRequest, year_id: int, extension_id: int) -> HttpResponse:
    """Confirm, then take the own request back."""
    extension = queries.own_request(request.actor, year_id, extension_id)
    if request.method == "POST":
        actions.take_extension_back(extension_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã rút đề nghị gia hạn."))
        return redirect("cycles:calendar", year_id)
    context = {"extension": extension, "year": extension.emulation_year}
    return render(request, "cycles/take_extension_back.html", context)


def lock_period(request: ActorRequest, year_id: int, phase: str) -> HttpResponse:
    """Confirm, then lock a period that is over."""
    year = queries.year_to_lock(request.actor, year_id, phase)
    if request.method == "POST":
        actions.lock_period(year_id, actor=request.actor, at=request.at, phase=phase)
        messages.success(request, _("Đã khoá kỳ. Muốn một đơn vị sửa lại, mở lại kỳ cho riêng đơn vị đó."))
        return redirect("cycles:calendar", year_id)
    return render(request, "cycles/lock_period.html", {"year": year, "phase": phase, "label": phase_label(phase)})
