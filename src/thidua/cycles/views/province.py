"""A whole province from a workbook: the template, the preview, and writing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.cycles.exchange.workbook import CONTENT_TYPE
from thidua.cycles.province import kept, template
from thidua.kernel.requests import ActorRequest


def import_province(request: ActorRequest) -> HttpResponse:
    """Read a workbook and show what it would write; nothing is written yet."""
    form = forms.ProvinceForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "plan": None, "keep": None}
    if request.method == "POST" and form.is_valid():
        plan = queries.province_plan(request.actor, form.read(today=timezone.localdate(request.at)))
        context["plan"] = plan
        if plan.changes_something and not plan.faults:
            context["keep"] = forms.KeepProvinceForm(initial={"content": kept(plan.province), "origin": form.origin})
    return render(request, "cycles/import_province.html", context)


def keep_province(request: ActorRequest) -> HttpResponse:
    """Write what the preview showed: all of it or nothing."""
    form = forms.KeepProvinceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        province = form.read(today=timezone.localdate(request.at))
        by = {"actor": request.actor, "at": request.at, "origin": form.cleaned_data["origin"]}
        if form.submit(actions.import_province, request.actor.body_id, **by, province=province):
            messages.success(request, _("Đã ghi toàn bộ tệp. Các năm mới ở trạng thái đang chuẩn bị."))
            return redirect("cycles:blocs")
        messages.error(request, " ".join(str(one) for one in form.non_field_errors()))
    return redirect("cycles:import_province")


def province_template(request: ActorRequest) -> HttpResponse:
    """The workbook to fill in."""
    response = HttpResponse(template(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="mau-nhap-khoi-don-vi.xlsx"'
    return response
