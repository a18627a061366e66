"""Taking what a vote decided over into next year's leadership."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.ballots import actions, queries
from thidua.ballots.queries.results import chosen_units
from thidua.conferences.forms import HolderForm
from thidua.conferences.queries.leadership import holder_as_typed
from thidua.kernel.requests import ActorRequest


def take_over(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Name who holds the post, then write the choice down."""
    found = queries.contest_to_lead(request.actor, year_id, contest_id)
    units = chosen_units(found) if found.confirmed else []
    known = holder_as_typed(units[0], at=request.at) if len(units) == 1 else {}
    form = HolderForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.take_over_result, contest_id, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã đưa vào kết quả chọn. Đơn vị được chọn xác nhận ở trang này."))
            return redirect("conferences:leadership", year_id)
    context = {"form": form, "contest": found, "units": units, "year": found.emulation_year}
    return render(request, "ballots/take_over.html", context)
