"""Who is late, and one word to all of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from thidua.assessment.actions.reminders import remind_late
from thidua.assessment.forms.reminders import RemindForm
from thidua.assessment.queries import reminding
from thidua.kernel.requests import ActorRequest


def late(request: ActorRequest, year_id: int) -> HttpResponse:
    """Who is late with pledge, report and score sheet."""
    return render(request, "assessment/late.html", {"page": reminding.late_page(request.actor, year_id, at=request.at)})


def remind(request: ActorRequest, year_id: int, what: str) -> HttpResponse:
    """Who is told, a note if wanted, and the button that tells them."""
    page = reminding.remind_page(request.actor, year_id, what, at=request.at)
    form = RemindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        done = form.submit(remind_late, year_id, **by, what=what, **form.cleaned_data)
        if done:
            count = len(done.object)
            said = ngettext("Đã nhắc %(count)s người.", "Đã nhắc %(count)s người.", count)
            messages.success(request, said % {"count": count})
            return redirect("assessment:late", year_id)
    return render(request, "assessment/remind.html", {"page": page, "form": form})
