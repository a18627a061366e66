"""Scans of the signed tally sheet: whoever may see the contest may see them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import FileState
from thidua.assessment.queries.behind import may_be_read
from thidua.ballots.models import Contest, TallySheetScan
from thidua.ballots.queries.finding import contest_for, contest_to_count, visible
from thidua.kernel.actor import Actor, Office
from thidua.kernel.refusals import Refusal


class ScanHeld(Refusal):
    code = "tally_scan_held"
    sentence = _(
        "Tệp “%(name)s” chưa được quét mã độc xong nên chưa tải về được. Tổ kiểm phiếu bấm “Quét lại”, hoặc thử lại sau ít phút."
    )


class ScanInfected(Refusal):
    code = "tally_scan_infected"
    sentence = _(
        "Máy quét thấy mã độc trong tệp “%(name)s” (%(note)s) nên không ai tải về được. Tổ kiểm phiếu gắn bản quét sạch khác."
    )


def scans_in_order(contest: Contest) -> list[TallySheetScan]:
    """The scans of a contest that was loaded with them, those that were replaced among them, as they were added."""
    return sorted(contest.scans.all(), key=lambda one: one.pk)


def standing(scans: Sequence[TallySheetScan]) -> list[TallySheetScan]:
    """Those that no other was put in the place of."""
    replaced = {one.replaces_id for one in scans}
    return [one for one in scans if one.pk not in replaced]


def scan_of(contest: Contest, scan_id: int) -> TallySheetScan:
    """A scan of this contest, or 404."""
    scan = get_object_or_404(TallySheetScan.objects.select_related("successor"), pk=scan_id, contest=contest)
    scan.contest = contest
    return scan


def scan_to_download(actor: Actor, year_id: int, contest_id: int, scan_id: int) -> TallySheetScan:
    """A scan that may be downloaded, or 404. Raises ScanHeld or ScanInfected, which say why it may not be."""
    scan = scan_of(contest_for(actor, year_id, contest_id), scan_id)
    if scan.state == FileState.INFECTED:
        raise ScanInfected(name=scan.name, note=scan.scan_note)
    if not may_be_read(scan.state):
        raise ScanHeld(name=scan.name)
    return scan


def scan_to_replace(actor: Actor, year_id: int, contest_id: int, scan_id: int) -> TallySheetScan:
    """A scan that a member of the committee may put another in the place of; 404 for one that was replaced before."""
    scan = scan_of(contest_to_count(actor, year_id, contest_id), scan_id)
    if hasattr(scan, "successor"):
        raise Http404
    return scan


def scan_to_check(actor: Actor, year_id: int, contest_id: int, scan_id: int) -> TallySheetScan:
    """A scan that a member of the committee may have looked at for viruses once more."""
    return scan_of(contest_to_count(actor, year_id, contest_id), scan_id)


def scan_to_look_at(actor: Actor, scan_id: int) -> TallySheetScan:
    """A scan, locked, for the system or for somebody who may see its contest; or 404."""
    rows = TallySheetScan.objects.select_related("contest").select_for_update(of=("self",))
    if actor.office is not Office.SYSTEM:
        rows = rows.filter(contest__in=visible(actor).values("pk"))
    return get_object_or_404(rows, pk=scan_id)


def scans_waiting() -> QuerySet[TallySheetScan]:
    """The scans that no virus scanner has looked at, or could not."""
    return TallySheetScan.objects.filter(state__in=(FileState.QUARANTINE, FileState.SCAN_ERROR)).order_by("pk")
