"""Scans of the signed tally sheet: added, replaced, downloaded, looked at for viruses."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.ballots import actions, forms, queries
from thidua.kernel.requests import ActorRequest
from thidua.kernel.uploads import scanning
from thidua.kernel.uploads.sending import attachment


def add(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Keep a scan of the signed sheet with the contest."""
    found = queries.contest_to_count(request.actor, year_id, contest_id)
    form = forms.TallyScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        kept = form.submit(actions.add_tally_scan, contest_id, **by, **form.cleaned_data)
        if kept:
            actions.look_for_viruses([kept.object], at=request.at)
            messages.success(request, _("Đã gắn bản quét biên bản kiểm phiếu."))
            return redirect("ballots:contest", year_id, contest_id)
    return render(request, "ballots/add_scan.html", {"form": form, "contest": found, "year": found.emulation_year})


def replace(request: ActorRequest, year_id: int, contest_id: int, scan_id: int) -> HttpResponse:
    """Put another scan in the place of one, with a reason; the old one stays."""
    scan = queries.scan_to_replace(request.actor, year_id, contest_id, scan_id)
    form = forms.ReplacedScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at, "scan_id": scan_id}
        kept = form.submit(actions.replace_tally_scan, contest_id, **by, **form.cleaned_data)
        if kept:
            actions.look_for_viruses([kept.object], at=request.at)
            messages.success(request, _("Đã thay bản quét. Bản cũ vẫn được giữ cùng lý do thay."))
            return redirect("ballots:contest", year_id, contest_id)
    context = {"form": form, "scan": scan, "contest": scan.contest, "year": scan.contest.emulation_year}
    return render(request, "ballots/replace_scan.html", context)


def download(request: ActorRequest, year_id: int, contest_id: int, scan_id: int) -> FileResponse:
    """A scan, to be saved and never shown in the browser."""
    scan = queries.scan_to_download(request.actor, year_id, contest_id, scan_id)
    return attachment(scan.key, kind=scan.kind, name=scan.name)


def check(request: ActorRequest, year_id: int, contest_id: int, scan_id: int) -> HttpResponse:
    """Have the virus scanner look at a scan again; the contest's page says what it found."""
    scan = queries.scan_to_check(request.actor, year_id, contest_id, scan_id)
    if request.method == "POST":
        actions.look_for_viruses([scan], at=request.at)
        messages.info(request, _("Đã quét lại tệp."))
        return redirect("ballots:contest", year_id, contest_id)
    context = {"scan": scan, "scanner": scanning.is_set(), "year": scan.contest.emulation_year}
    return render(request, "ballots/check_scan.html", context)
