"""Scans of the signed tally sheet: who keeps them, when one takes another's place, and that none is ever lost."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.http import Http404

from tests.assessment.factories import outsider
from tests.ballots.factories import Voting, closed, opened
from tests.ballots.factories_scans import confirmed, counted, scanned, sheet_of
from tests.ballots.test_pages import here, leader, text_of
from tests.conferences.factories import DURING, as_actor
from tests.kernel.uploads.clamd import clamd
from tests.kernel.uploads.files import DOCX, EICAR, pdf, photo_with_place
from thidua.ballots import actions, queries
from thidua.ballots.actions import flow, scans
from thidua.ballots.models import Contest, TallySheetScan
from thidua.kernel.gate import Denied
from thidua.kernel.uploads import storing
from thidua.ledger.models import Entry
from thidua.ledger.queries import verification
from thidua.web.cli import main

pytestmark = pytest.mark.django_db

INFECTED = pdf() + b"%" + EICAR + b"\n"


def member(voting: Voting) -> Any:
    return as_actor(voting.committee[0])


def bytes_of(scan: TallySheetScan) -> bytes:
    with storing.opened(scan.key) as stream:
        return stream.read()


def sent(data: bytes, name: str = "Biên bản.pdf", **more: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data), **more}


def replace(voting: Voting, scan: TallySheetScan, number: int = 2) -> TallySheetScan:
    return actions.replace_tally_scan(
        voting.contest_id, **voting.by(voting.committee[1]), scan_id=scan.pk, file=sheet_of(number), reason="Thiếu chữ ký"
    ).object  # fmt: skip


def test_scan_is_kept_with_the_counted_contest_and_its_hash_stands_in_the_ledger() -> None:
    voting = counted()

    scan = scanned(voting)

    entry = Entry.objects.order_by("sequence").last()
    assert entry is not None
    kept = hashlib.sha256(bytes_of(scan)).hexdigest()
    assert (entry.event, entry.payload["sha256"]) == ("ballots.tally_scan_added", kept)
    assert (scan.name, scan.kept_sha256, scan.state) == ("Biên bản.pdf", kept, "quarantine")
    assert verification().whole


def test_scan_can_be_added_after_the_result_was_recognised() -> None:
    voting = confirmed()

    scanned(voting)

    assert voting.contest.scans.count() == 1


@pytest.mark.parametrize("at_step", [lambda: opened(mode="paper"), lambda: closed(mode="paper")])
def test_scan_before_the_count_is_refused(at_step: Any) -> None:
    voting = at_step()

    with pytest.raises(flow.OtherState):
        scanned(voting)


def test_scan_is_refused_from_anybody_outside_the_committee() -> None:
    voting = counted()

    for actor, refused in ((voting.bloc.leader.head, Denied), (outsider(), Http404)):
        with pytest.raises(refused):
            actions.add_tally_scan(voting.contest_id, **voting.by(actor), file=sheet_of())

    assert TallySheetScan.objects.count() == 0


def test_same_scan_is_refused_a_second_time() -> None:
    voting = counted()
    scanned(voting)

    with pytest.raises(scans.ScanThere):
        scanned(voting)


def test_more_scans_than_a_contest_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_SCANS", 1)
    voting = counted()
    scanned(voting)

    with pytest.raises(scans.TooManyScans):
        scanned(voting, 2)


def test_replaced_scan_stays_with_the_reason_and_only_the_new_one_is_told() -> None:
    voting = counted()
    first = scanned(voting)

    second = replace(voting, first)

    entry = Entry.objects.order_by("sequence").last()
    assert entry is not None
    assert (second.replaces_id, second.because) == (first.pk, "Thiếu chữ ký")
    assert len(bytes_of(first)) == first.size
    assert entry.payload["before"] == f"Biên bản.pdf ({first.kept_sha256})"
    assert [one.sha256 for one in queries.tally_scans_told(voting.seen)] == [second.kept_sha256]


def test_scan_is_replaced_once_only() -> None:
    voting = counted()
    first = scanned(voting)
    replace(voting, first)

    with pytest.raises(scans.ScanReplaced):
        replace(voting, first, 3)


def test_scan_is_not_replaced_after_the_result_was_recognised() -> None:
    voting = confirmed()
    scan = scanned(voting)

    with pytest.raises(scans.ScanFinal):
        replace(voting, scan)

    assert TallySheetScan.objects.count() == 1


def test_scan_of_another_contest_is_not_replaced() -> None:
    voting, other = counted(), counted()
    scan = scanned(other)

    with pytest.raises(Http404):
        replace(voting, scan)


def test_closed_year_takes_no_scan_and_still_keeps_what_the_scanner_says(settings: Any) -> None:
    voting = confirmed()
    scan = scanned(voting)
    voting.bloc.year.state = "closed"
    voting.bloc.year.save(update_fields=["state"])

    with clamd() as settings.CLAMD:
        actions.look_for_viruses([scan], at=DURING)

    assert TallySheetScan.objects.get().state == "clean"
    with pytest.raises(DatabaseError), transaction.atomic():
        TallySheetScan.objects.update(name="khác")


def test_minutes_are_told_the_scan_and_its_hash() -> None:
    voting = confirmed()
    scan = scanned(voting)

    (told,) = queries.contests_told(voting.contest.conference)

    assert [(one.name, one.sha256, one.added_at) for one in told.scans] == [("Biên bản.pdf", scan.kept_sha256, DURING)]


# Pages.


def test_member_adds_a_scan_on_its_page_and_everybody_of_the_bloc_downloads_it() -> None:
    voting = counted()

    answer = member(voting).post(here(voting, "scans/add/"), sent(pdf()))
    scan = TallySheetScan.objects.get()
    shown = text_of(leader(voting).get(here(voting)))
    file = as_actor(voting.bloc.member.officer).get(here(voting, f"scans/{scan.pk}/"))

    assert answer.status_code == 302
    assert scan.kept_sha256 in shown
    assert f'href="{here(voting, f"scans/{scan.pk}/")}"' in shown
    assert b"".join(file.streaming_content) == pdf()
    assert file["Content-Disposition"].startswith("attachment; ")


def test_photograph_is_kept_without_its_place_and_both_hashes_are_shown() -> None:
    voting = counted()

    member(voting).post(here(voting, "scans/add/"), sent(photo_with_place(), "bien-ban.jpg"))
    scan = TallySheetScan.objects.get()
    shown = text_of(leader(voting).get(here(voting)))

    assert scan.sha256 != scan.kept_sha256
    assert (scan.sha256 in shown, scan.kept_sha256 in shown) == (True, True)
    assert b"Phone maker" not in bytes_of(scan)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bien-ban.docx", DOCX, "Ở đây chỉ nhận tệp JPG, PDF, PNG."),
        ("bien-ban.pdf", photo_with_place(), "bien-ban.pdf:"),
        ("bien-ban.pdf", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "mã lệnh tự chạy"),
    ],
)
def test_file_that_is_no_scan_is_refused_at_its_field(name: str, data: bytes, said: str) -> None:
    voting = counted()

    answer = member(voting).post(here(voting, "scans/add/"), sent(data, name))

    assert answer.status_code == 200
    assert said in text_of(answer)
    assert TallySheetScan.objects.count() == 0


def test_replacing_on_its_page_needs_a_reason_and_shows_it() -> None:
    voting = counted()
    scan = scanned(voting)
    place = here(voting, f"scans/{scan.pk}/replace/")

    empty = member(voting).post(place, sent(pdf(), reason=""))
    done = member(voting).post(place, sent(pdf(), reason="Thiếu chữ ký"))
    again = member(voting).get(place)

    assert "error-summary" in text_of(empty)
    assert (done.status_code, again.status_code) == (302, 404)
    assert "Đã thay bằng “Biên bản.pdf”: Thiếu chữ ký" in text_of(leader(voting).get(here(voting)))


def test_same_file_sent_again_is_told_at_its_field() -> None:
    voting = counted()
    member(voting).post(here(voting, "scans/add/"), sent(pdf()))

    answer = member(voting).post(here(voting, "scans/add/"), sent(pdf()))

    assert "đã gắn vào cuộc bỏ phiếu này rồi" in text_of(answer)


def test_infected_scan_is_downloaded_by_nobody(settings: Any) -> None:
    voting = counted()
    with clamd() as settings.CLAMD:
        member(voting).post(here(voting, "scans/add/"), sent(INFECTED))

    scan = TallySheetScan.objects.get()
    answer = member(voting).get(here(voting, f"scans/{scan.pk}/"))

    assert (scan.state, answer.status_code) == ("infected", 409)
    assert "Có mã độc" in text_of(member(voting).get(here(voting)))


def test_scan_waits_while_the_scanner_is_away_and_the_committee_asks_again(settings: Any) -> None:
    voting = counted()
    settings.CLAMD = "unix:///no/such/socket"
    member(voting).post(here(voting, "scans/add/"), sent(pdf()))
    scan = TallySheetScan.objects.get()

    held = leader(voting).get(here(voting, f"scans/{scan.pk}/"))
    shown = member(voting).get(here(voting, f"scans/{scan.pk}/check/"))
    with clamd() as settings.CLAMD:
        member(voting).post(here(voting, f"scans/{scan.pk}/check/"))

    assert (held.status_code, shown.status_code) == (409, 200)
    assert TallySheetScan.objects.get().state == "clean"


def test_page_of_the_check_says_where_there_is_no_scanner() -> None:
    voting = counted()
    scan = scanned(voting)

    shown = member(voting).get(here(voting, f"scans/{scan.pk}/check/"))

    assert "chưa đặt máy quét" in text_of(shown)


def test_command_scans_what_waits(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    scanned(counted())

    with clamd() as settings.CLAMD:
        status = main(["scan-files"])

    assert (status, TallySheetScan.objects.get().state) == (0, "clean")
    assert "clean 1" in capsys.readouterr().out


def test_scan_of_another_bloc_is_not_found() -> None:
    voting, other = counted(), counted()
    scan = scanned(other)

    for place in (here(voting, f"scans/{scan.pk}/"), here(other, f"scans/{scan.pk}/")):
        assert leader(voting).get(place).status_code == 404

    assert Contest.objects.count() == 2
