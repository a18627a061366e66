"""Sheets that come from others: copied, changed by decision, held against one another."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.cycles import actions, forms, queries
from thidua.kernel.requests import ActorRequest


def copy_sheet(request: ActorRequest, bloc_id: int) -> HttpResponse:
    """Begin a sheet with the content of another."""
    found = queries.bloc_for(request.actor, bloc_id)
    form = forms.CopyForm(request.POST or None, origins=queries.origins_of(request.actor, found))
    if request.method == "POST" and form.is_valid():
        origin = queries.origin_of(request.actor, form.cleaned_data["origin"])
        title = form.cleaned_data["title"]
        values = {"title": title, "source": origin.source, "content": replace(origin.sheet, title=title)}
        recorded = form.submit(actions.start_sheet, bloc_id, actor=request.actor, at=request.at, **values)
        if recorded:
            messages.success(request, _("Đã chép nội dung. Sửa lại cho đúng với khối rồi ban hành."))
            return redirect("cycles:sheet", recorded.object.pk)
    return render(request, "cycles/copy_sheet.html", {"form": form, "bloc": found})


def start_edition(request: ActorRequest, table_id: int) -> HttpResponse:
    """Begin a changed edition of an adopted sheet."""
    table = queries.table_for(request.actor, table_id)
    form = forms.EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        recorded = form.submit(actions.start_edition, table_id, **by, **form.cleaned_data)
        if recorded:
            messages.success(
                request, _("Đã lập bản sửa đổi. Bảng đang dùng chưa thay đổi cho đến khi ban hành bản này.")
            )
            return redirect("cycles:sheet", recorded.object.pk)
    return render(request, "cycles/start_edition.html", {"form": form, "table": table})


def differences(request: ActorRequest, table_id: int) -> HttpResponse:
    """What the sheet changes against another."""
    table = queries.table_for(request.actor, table_id)
    against = request.GET.get("against", "")
    page = queries.differences_page(request.actor, table, int(against) if against.isdecimal() else None)
    return render(request, "cycles/differences.html", {"page": page, "table": table})
