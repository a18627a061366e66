"""Opening a period again for one unit, closing it, and rankings that no longer hold."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions import reopening as actions
from thidua.kernel.requests import ActorRequest


def reopen(request: ActorRequest, year_id: int) -> HttpResponse:
    """Choose the unit, the phase and the time; where the ranking is final, a second person decides."""
    year, units = queries.memberships_to_reopen(request.actor, year_id)
    form = forms.ReopenForm(request.POST or None, units=units, initial={"phase": request.GET.get("phase", "")})
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.reopen, form.cleaned_data["membership_id"], **by, **form.values)
        if recorded and recorded.object.waiting:
            messages.success(request, _("Đã đề nghị mở lại. Cần một người thứ hai xem và quyết định."))
        elif recorded:
            messages.success(request, _("Đã mở lại cho đơn vị. Nếu đơn vị đã nộp, trả lại kèm lý do để đơn vị sửa."))
        if recorded:
            return redirect("cycles:calendar", year_id)
    context = {"form": form, "year": year, "final": queries.ranking_is_final(year)}
    return render(request, "assessment/reopen.html", context)


def confirm_reopening(request: ActorRequest, year_id: int, reopening_id: int) -> HttpResponse:
    """The second person: read, then open."""
    found = queries.reopening_to_decide(request.actor, year_id, reopening_id)
    if request.method == "POST":
        actions.confirm_reopening(reopening_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã mở lại cho đơn vị. Xếp hạng đã chốt được giữ lại và ghi là không còn giá trị."))
        return redirect("cycles:calendar", year_id)
    return render(request, "assessment/confirm_reopening.html", {"reopening": found, "year": found.emulation_year})


def close_reopening(request: ActorRequest, year_id: int, reopening_id: int) -> HttpResponse:
    """Confirm, then close what was opened again, or take a proposal back."""
    found = queries.reopening_to_decide(request.actor, year_id, reopening_id)
    if request.method == "POST":
        actions.close_reopening(reopening_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã khép lại."))
        return redirect("cycles:calendar", year_id)
    return render(request, "assessment/close_reopening.html", {"reopening": found, "year": found.emulation_year})


def superseded(request: ActorRequest, year_id: int, superseded_id: int) -> HttpResponse:
    """A ranking that no longer holds, as it was finalised."""
    page = queries.superseded_page(request.actor, year_id, superseded_id)
    return render(request, "assessment/superseded.html", {"page": page, "year": page.year})
