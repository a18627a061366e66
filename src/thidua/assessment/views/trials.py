"""Trying a sheet out, and letting a changed edition take over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import queries
from thidua.assessment.actions.editions import adopt_edition as adopt
from thidua.kernel.requests import ActorRequest


def trial(request: ActorRequest, table_id: int) -> HttpResponse:
    """A sheet tried on a year's facts or on made-up ones, side by side with the one in force."""
    year = request.GET.get("year", "")
    year_id = int(year) if year.isdecimal() else None
    page = queries.trial_page(request.actor, table_id, year_id, made_up=year == "invented")
    return render(request, "assessment/trial.html", {"page": page, "table": page.table})


def adopt_edition(request: ActorRequest, table_id: int) -> HttpResponse:
    """Show every unit's points before and after, then adopt the edition."""
    page = queries.edition_page(request.actor, table_id)
    if request.method == "POST":
        adopt(table_id, actor=request.actor, at=request.at)
        messages.success(request, _("Bản sửa đổi đã được ban hành và thay cho bảng cũ."))
        return redirect("cycles:sheet", table_id)
    return render(request, "assessment/adopt_edition.html", {"page": page, "table": page.table})
