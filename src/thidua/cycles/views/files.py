"""Criteria sheets as files: out as XLSX, DOCX and JSON; in with a preview before anything is written."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thidua.cycles import actions, exchange, forms, queries
from thidua.cycles.exchange import jsonfile, word, workbook
from thidua.kernel.requests import ActorRequest

KINDS: dict[str, tuple[Callable[..., bytes], str]] = {
    "xlsx": (exchange.workbook_of, workbook.CONTENT_TYPE),
    "docx": (exchange.document_of, word.CONTENT_TYPE),
    "json": (lambda sheet, language: exchange.json_of(sheet), jsonfile.CONTENT_TYPE),
}


def export_sheet(request: ActorRequest, table_id: int, kind: str) -> HttpResponse:
    """The sheet as a file."""
    table = queries.table_for(request.actor, table_id)
    if kind not in KINDS:
        raise Http404
    write, content_type = KINDS[kind]
    response = HttpResponse(write(queries.sheet_of(table), language=get_language() or "vi"), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="bang-diem-{table.pk}-ban-{table.edition}.{kind}"'
    return response


def import_sheet(request: ActorRequest, table_id: int) -> HttpResponse:
    """Read a file and show what it says; nothing is written yet."""
    table = queries.table_to_edit(request.actor, table_id)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    context = {"form": form, "table": table, "found": None, "preview": None}
    if request.method == "POST" and form.is_valid():
        found = form.read()
        context["found"] = found
        if found.sheet is not None:
            content = exchange.json_of(found.sheet).decode()
            kept = {"content": content, "origin": form.origin, "revision": table.revision}
            context["preview"] = forms.PreviewForm(initial=kept)
    return render(request, "cycles/import_sheet.html", context)


def keep_import(request: ActorRequest, table_id: int) -> HttpResponse:
    """Put the sheet that was read in place of the draft."""
    table = queries.table_to_edit(request.actor, table_id)
    form = forms.PreviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.sheet()
        if found.sheet is not None:
            content = replace(found.sheet, title=table.title, source=table.source or found.sheet.source)
            values = {"content": content, "origin": form.cleaned_data["origin"]}
            by = {"actor": request.actor, "at": request.at, "revision": form.cleaned_data["revision"]}
            if form.submit(actions.replace_content, table_id, **by, **values):
                messages.success(request, _("Đã ghi bảng điểm từ tệp. Xem lại từng dòng rồi ban hành."))
                return redirect("cycles:sheet", table_id)
    messages.error(request, _("Chưa ghi được bảng điểm từ tệp. Tải tệp lên lại."))
    return redirect("cycles:import_sheet", table_id)
