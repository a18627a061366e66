"""What the sheet asks about units beside their lines, and the answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import forms, queries
from thidua.assessment.actions.guards import answer_guards
from thidua.kernel.requests import ActorRequest


def conditions(request: ActorRequest, year_id: int) -> HttpResponse:
    """Every unit with the sheet's questions: answered by whom, and what follows."""
    year, rows = queries.conditions_of(request.actor, year_id)
    return render(request, "assessment/conditions.html", {"year": year, "rows": rows})


def answer(request: ActorRequest, year_id: int, unit_id: int) -> HttpResponse:
    """Answer for one unit."""
    year, row = queries.unit_to_answer_for(request.actor, year_id, unit_id)
    asked = [one.guard for one in row.answered]
    initial = {one.guard.key: one.answer.times for one in row.answered if one.answer}
    form = forms.GuardsForm(request.POST or None, asked=asked, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(answer_guards, row.membership_id, **by, **form.values()):
            messages.success(request, _("Đã ghi điều kiện của đơn vị."))
            return redirect("assessment:conditions", year_id)
    return render(request, "assessment/answer_conditions.html", {"form": form, "year": year, "row": row})
