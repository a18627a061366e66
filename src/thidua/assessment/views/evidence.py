"""Evidence: files, links and documents behind a claim, and the files themselves."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.assessment import queries
from thidua.assessment.actions import evidence as actions
from thidua.assessment.forms.evidence import DocumentForm, FilesForm, LinkForm
from thidua.kernel.requests import ActorRequest
from thidua.kernel.uploads import scanning, sending, storing

ADD: dict[str, Any] = {"result_id": actions.add_to_result, "line_id": actions.add_to_line}
GIVEN: dict[str, tuple[Any, Callable[..., actions.Given]]] = {
    "link": (LinkForm, actions.Link),
    "document": (DocumentForm, actions.Document),
}


def evidence(request: ActorRequest, year_id: int, **claim: int) -> HttpResponse:
    """Everything put forward for one claim; files are added here."""
    page = queries.evidence_page(request.actor, year_id, at=request.at, **claim)
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        queries.claim_to_edit(request.actor, year_id, **claim)
        added = _added(request, form, claim) if form.is_valid() else None
        if added is not None:
            messages.success(request, _said(len(added)))
            return HttpResponse(status=204) if _piecemeal(request) else redirect(request.path)
        if _piecemeal(request):
            said = " ".join(str(one) for errors in form.errors.values() for one in errors)
            return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    return render(request, "assessment/evidence.html", {"page": page, "form": form, "year": page.year})


def _piecemeal(request: ActorRequest) -> bool:
    """Whether our own script sends the files one by one and waits for a word about each."""
    return request.headers.get("X-Requested-With") == "upload"


def _said(count: int) -> str:
    return ngettext("Đã thêm %(count)d tệp minh chứng.", "Đã thêm %(count)d tệp minh chứng.", count) % {"count": count}


def _added(request: ActorRequest, form: FilesForm, claim: dict[str, int]) -> list[Any] | None:
    """Keep the files of a valid form and have them scanned; None when they were refused."""
    (name, claim_id), by = next(iter(claim.items())), {"actor": request.actor, "at": request.at}
    done = form.submit(ADD[name], claim_id, **by, given=actions.Files(**form.cleaned_data))
    if done is None:
        return None
    rows: list[Any] = done.object
    actions.scan([row.file for row in rows if row.file], at=request.at)
    return rows


def add(kind: str) -> Callable[..., HttpResponse]:
    """A page that puts a link or a document forward."""
    form_class, given = GIVEN[kind]

    def view(request: ActorRequest, year_id: int, **claim: int) -> HttpResponse:
        queries.claim_to_edit(request.actor, year_id, **claim)
        page = queries.evidence_page(request.actor, year_id, at=request.at, **claim)
        form = form_class(request.POST or None)
        ((name, claim_id),) = claim.items()
        if request.method == "POST" and form.is_valid():
            by = {"actor": request.actor, "at": request.at}
            if form.submit(ADD[name], claim_id, **by, given=given(**form.cleaned_data)):
                messages.success(request, _("Đã thêm minh chứng."))
                return redirect(f"assessment:evidence_of_{name[:-3]}", year_id, claim_id)
        context = {"page": page, "form": form, "kind": kind, "year": page.year}
        return render(request, "assessment/evidence_add.html", context)

    return view


def remove(request: ActorRequest, year_id: int, evidence_id: int) -> HttpResponse:
    """Confirm, then take a piece of evidence back."""
    row = queries.evidence_to_edit(request.actor, year_id, evidence_id)
    if request.method == "POST":
        actions.remove_evidence(evidence_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ minh chứng."))
        if row.result_id is not None:
            return redirect("assessment:evidence_of_result", year_id, row.result_id)
        return redirect("assessment:evidence_of_line", year_id, row.line_id)
    return render(request, "assessment/evidence_remove.html", {"row": row})


def of_unit(request: ActorRequest, year_id: int) -> HttpResponse:
    """All evidence of the own unit in a year, with the room it takes."""
    page = queries.unit_evidence(request.actor, year_id, most=settings.UPLOAD_MOST_BYTES_A_YEAR)
    return render(request, "assessment/evidence_of_unit.html", {"page": page, "year": page.year})


def download(request: ActorRequest, year_id: int, file_id: int) -> FileResponse:
    """A stored file, to be saved and never shown in the browser."""
    file = queries.file_to_download(request.actor, year_id, file_id)
    return sending.attachment(file.key, kind=file.kind, name=file.name)


def preview(request: ActorRequest, year_id: int, file_id: int) -> FileResponse:
    """A small JPEG of a picture, written by this program from its pixels."""
    file = queries.picture_to_show(request.actor, year_id, file_id)
    return sending.guarded(FileResponse(storing.opened(file.preview_key), content_type="image/jpeg"))


def scan(request: ActorRequest, year_id: int, file_id: int) -> HttpResponse:
    """Have the scanner look at a file again; the page says what it found."""
    file = queries.file_for(request.actor, file_id, year_id)
    if request.method == "POST":
        actions.scan([file], at=request.at)
        messages.info(request, _("Đã quét lại tệp."))
        return redirect("assessment:scan_file", year_id, file_id)
    context = {"file": file, "scanner": scanning.is_set(), "year": file.emulation_year}
    return render(request, "assessment/evidence_scan.html", context)
