"""Scans of the signed tally sheet: added, put in another's place while that is allowed, never deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import FileState
from thidua.ballots import events, policies, queries
from thidua.ballots.actions import flow
from thidua.ballots.models import Contest, ContestState, TallySheetScan
from thidua.kernel.actor import SYSTEM, Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.uploads import scanning, storing
from thidua.kernel.uploads.checking import Checked
from thidua.kernel.uploads.scanning import Verdict
from thidua.ledger.actions import Recorded, action

MOST_SCANS = 20


class ScanThere(Refusal):
    code = "tally_scan_there"
    field = "file"
    sentence = _("Tệp “%(name)s” đã gắn vào cuộc bỏ phiếu này rồi. Chọn tệp khác, hoặc quay lại trang cuộc bỏ phiếu.")


class TooManyScans(Refusal):
    code = "too_many_tally_scans"
    field = "file"
    sentence = _("Cuộc bỏ phiếu này đã có %(most)s bản quét. Gộp các trang vào một tệp PDF trước khi gắn.")


class ScanFinal(Refusal):
    code = "tally_scan_final"
    sentence = _(
        "Kết quả đã được công nhận, nên không thay bản quét được nữa. Gắn thêm một bản quét; bản cũ vẫn được giữ."
    )


class ScanReplaced(Refusal):
    code = "tally_scan_replaced"
    sentence = _("Bản quét này đã được thay bằng bản khác. Tải lại trang cuộc bỏ phiếu để thấy bản đang dùng.")


@action(needs=policies.COUNT, loads=queries.contest_to_change)
def add_tally_scan(
    contest: Contest, *, actor: Actor, at: datetime, file: Checked, illustrative: bool = False
) -> Recorded[TallySheetScan]:
    """A member of the committee keeps a scan of the signed sheet with the counted contest.

    Raises OtherState, ScanThere, TooManyScans.
    """
    flow.require_state(contest, ContestState.COUNTED, ContestState.CONFIRMED)
    kept = _kept(contest, file, added_by=actor.describe(), added_at=at, illustrative=illustrative)
    return Recorded(kept, events.TallyScanAdded(**_about(contest, kept)))


@action(needs=policies.COUNT, loads=queries.contest_to_change)
def replace_tally_scan(
    contest: Contest, *, actor: Actor, at: datetime, scan_id: int, file: Checked, reason: str
) -> Recorded[TallySheetScan]:
    """A member of the committee puts another scan in the place of one, with a reason, until the result is recognised.

    Raises OtherState, ScanFinal, ScanReplaced, ScanThere, TooManyScans.
    """
    if contest.confirmed:
        raise ScanFinal
    flow.require_state(contest, ContestState.COUNTED)
    before = queries.scan_of(contest, scan_id)
    if hasattr(before, "successor"):
        raise ScanReplaced
    kept = _kept(contest, file, added_by=actor.describe(), added_at=at, replaces=before, because=reason)
    said = _about(contest, kept) | {"before": f"{before.name} ({before.kept_sha256})", "reason": reason}
    return Recorded(kept, events.TallyScanReplaced(**said))


@action(needs=policies.LOOK_AT_SCAN, loads=queries.scan_to_look_at)
def record_verdict(scan: TallySheetScan, *, actor: Actor, at: datetime, verdict: Verdict) -> Recorded[TallySheetScan]:
    """Keep what the virus scanner said of a file. Everything else of the row stays as it is, also in a closed year."""
    scan.state, scan.scan_note, scan.scanned_at = FileState(verdict.found), verdict.note, at
    scan.save(update_fields=["state", "scan_note", "scanned_at"])
    event = events.TallyScanLookedAt(
        **flow.about(scan.contest), file=scan.name, found=str(verdict.found), note=verdict.note
    )
    return Recorded(scan, event)


def look_for_viruses(scans: Iterable[TallySheetScan], *, at: datetime) -> list[TallySheetScan]:
    """Have the scanner look at each file and keep what it said. Outside any transaction, since scanners take time."""
    return [
        record_verdict(one.pk, actor=SYSTEM, at=at, verdict=scanning.scanned_in_store(one.key)).object
        for one in scans
        if scanning.is_set()
    ]


def _about(contest: Contest, scan: TallySheetScan) -> dict[str, Any]:
    return flow.about(contest) | {"file": scan.name, "sha256": scan.kept_sha256, "received": scan.sha256}


def _kept(contest: Contest, file: Checked, **columns: Any) -> TallySheetScan:
    """Store a checked file; when the row cannot be written, its bytes are not kept either."""
    there = TallySheetScan.objects.filter(contest=contest)
    if there.filter(sha256=file.sha256).exists():
        raise ScanThere(name=file.name)
    if there.count() >= MOST_SCANS:
        raise TooManyScans(most=MOST_SCANS)
    key = storing.keep(file.content)
    try:
        return TallySheetScan.objects.create(
            emulation_year_id=contest.emulation_year_id, contest=contest, key=key, name=file.name, kind=file.kind,
            size=file.size, sha256=file.sha256, kept_sha256=file.kept_sha256, **columns,
        )  # fmt: skip
    except BaseException:
        storing.discard(key)
        raise
