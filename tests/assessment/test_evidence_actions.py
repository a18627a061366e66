"""Putting evidence forward, taking it back, and what a scan leaves behind."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.assessment.factories import (
    REPORTING,
    REVIEWING,
    SCORING,
    Bloc,
    make_running_bloc,
    outsider,
    submitted_report,
)
from tests.assessment.factories_evidence import draft_line, draft_result, photo, prove
from tests.kernel.uploads.clamd import clamd
from tests.kernel.uploads.files import DOCX, EICAR, check, stored_part
from thidua.assessment import queries
from thidua.assessment.actions import evidence as actions
from thidua.assessment.actions import flow, reports
from thidua.assessment.models import Evidence, EvidenceFile
from thidua.assessment.queries.evidence import FileHeld
from thidua.kernel.gate import Denied
from thidua.kernel.uploads import storing
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(store: Path) -> int:
    return sum(path.is_file() for path in store.rglob("*"))


@pytest.fixture
def bloc() -> Bloc:
    return make_running_bloc()


def test_file_put_forward_is_kept_under_a_random_name(bloc: Bloc, store: Path) -> None:
    result = draft_result(bloc, bloc.member)
    sent = photo()

    (row,) = prove(bloc.member, result, sent, caption="Trao quà Tết")

    assert row.file is not None
    assert (row.file.name, row.file.kind, row.file.state) == ("Trao quà.jpg", "jpg", "quarantine")
    assert row.file.sha256 == sent.sha256
    assert "Trao" not in row.file.key
    assert row.file.preview_key
    with storing.opened(row.file.key) as kept:
        sent.content.seek(0)
        assert kept.read() == sent.content.read()
    assert stored(store) == 2


def test_evidence_put_forward_stands_in_the_ledger(bloc: Bloc) -> None:
    result = draft_result(bloc, bloc.member)

    prove(bloc.member, result)

    entry = Entry.objects.order_by("-sequence")[0]
    assert (entry.event, entry.subject) == ("assessment.evidence_added", f"report:{result.report_id}")
    assert entry.payload["added"] == ["Trao quà.jpg"]


def test_link_and_document_stand_beside_files(bloc: Bloc) -> None:
    line = draft_line(bloc, bloc.member)
    by = {"actor": bloc.member.head, "at": SCORING}

    actions.add_to_line(line.pk, **by, given=actions.Link(url="https://baodongthap.vn/a"))
    actions.add_to_line(line.pk, **by, given=actions.Document(number="12/BC", issued_on=date(2024, 2, 5), issuer="Hội"))

    assert [(row.kind, row.position) for row in queries.evidence_rows()] == [("link", 1), ("document", 2)]


def test_same_evidence_twice_for_one_claim_is_refused(bloc: Bloc) -> None:
    result = draft_result(bloc, bloc.member)
    by = {"actor": bloc.member.officer, "at": REPORTING}
    document = actions.Document(number="12/BC", issued_on=date(2024, 2, 5), issuer="Hội")
    for given in (actions.Files(files=[photo()]), actions.Link(url="https://a.vn"), document):
        actions.add_to_result(result.pk, **by, given=given)
        with pytest.raises(actions.AlreadyThere):
            actions.add_to_result(result.pk, **by, given=given)

    assert Evidence.objects.count() == 3


def test_same_file_for_two_claims_is_stored_once(bloc: Bloc, store: Path) -> None:
    line = draft_line(bloc, bloc.member)
    other = line.sheet.lines.get(criterion__code="III.1")

    prove(bloc.member, line)
    prove(bloc.member, other, photo(name="Tên khác.jpg"))

    assert (Evidence.objects.count(), EvidenceFile.objects.count(), stored(store)) == (2, 1, 2)


def test_file_that_something_rests_on_outlives_one_claim(
    bloc: Bloc, store: Path, django_capture_on_commit_callbacks
) -> None:  # type: ignore[no-untyped-def]
    line = draft_line(bloc, bloc.member)
    first = prove(bloc.member, line)[0]
    second = prove(bloc.member, line.sheet.lines.get(criterion__code="III.1"))[0]

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(first.pk, actor=bloc.member.officer, at=SCORING)
    after_first = stored(store)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(second.pk, actor=bloc.member.officer, at=SCORING)

    assert (after_first, stored(store), EvidenceFile.objects.count()) == (2, 0, 0)


def test_evidence_of_a_submitted_report_stays(bloc: Bloc) -> None:
    result = draft_result(bloc, bloc.member)
    (row,) = prove(bloc.member, result)
    reports.report_result(result.pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80))
    reports.submit_report(result.report_id, actor=bloc.member.head, at=REPORTING)

    with pytest.raises(flow.NotInDraft):
        actions.remove_evidence(row.pk, actor=bloc.member.officer, at=REPORTING)
    with pytest.raises(flow.NotInDraft):
        prove(bloc.member, result, photo(2))


def test_evidence_after_the_deadline_is_refused(bloc: Bloc) -> None:
    result = draft_result(bloc, bloc.member)

    with pytest.raises(flow.PhaseOver):
        actions.add_to_result(
            result.pk, actor=bloc.member.officer, at=REVIEWING, given=actions.Link(url="https://a.vn")
        )


def test_nobody_else_adds_or_removes_evidence(bloc: Bloc) -> None:
    report = submitted_report(bloc, bloc.member)
    result = report.results.get()

    with pytest.raises(Denied):
        prove(bloc.leader, result)
    with pytest.raises(Exception, match="No Result matches"):
        actions.add_to_result(result.pk, actor=outsider(), at=REPORTING, given=actions.Link(url="https://a.vn"))


def test_claim_takes_so_many_files_and_no_more(bloc: Bloc, settings: Any, store: Path) -> None:
    settings.UPLOAD_MOST_FILES_A_CLAIM = 2
    result = draft_result(bloc, bloc.member)
    prove(bloc.member, result, photo(1), photo(2))

    with pytest.raises(actions.TooManyFiles):
        prove(bloc.member, result, photo(3))

    assert (Evidence.objects.count(), stored(store)) == (2, 4)


def test_year_has_so_much_room_and_no_more(bloc: Bloc, settings: Any, store: Path) -> None:
    result = draft_result(bloc, bloc.member)
    settings.UPLOAD_MOST_BYTES_A_YEAR = photo().size + 1
    prove(bloc.member, result, photo(1))

    with pytest.raises(actions.YearFull):
        prove(bloc.member, result, photo(2))

    assert stored(store) == 2


def test_refused_action_leaves_no_bytes(bloc: Bloc, store: Path) -> None:
    result = draft_result(bloc, bloc.member)
    broken = photo(2)
    broken.content.close()

    with pytest.raises(ValueError, match="closed file"):
        prove(bloc.member, result, photo(1), broken)

    assert (EvidenceFile.objects.count(), stored(store)) == (0, 0)


def infected_document() -> bytes:
    return stored_part(DOCX, "word/media/a.txt", EICAR)


def test_scan_marks_files_clean_or_infected(bloc: Bloc, settings: Any) -> None:
    result = draft_result(bloc, bloc.member)
    rows = prove(bloc.member, result, photo(), check("Báo cáo.docx", infected_document()))

    with clamd() as settings.CLAMD:
        actions.scan([row.file for row in rows if row.file], at=REPORTING)

    assert [(file.state, file.scan_note) for file in EvidenceFile.objects.order_by("pk")] == [
        ("clean", ""),
        ("infected", "Win.Test.EICAR_HDB-1"),
    ]


def test_infected_file_is_not_taken_again(bloc: Bloc, settings: Any) -> None:
    line = draft_line(bloc, bloc.member)
    rows = prove(bloc.member, line, check("a.docx", infected_document()))
    with clamd() as settings.CLAMD:
        actions.scan([row.file for row in rows if row.file], at=SCORING)

    with pytest.raises(actions.InfectedBefore):
        prove(bloc.member, line.sheet.lines.get(criterion__code="III.1"), check("b.docx", infected_document()))


def test_scanner_that_is_away_leaves_the_file_held_and_the_report_free(bloc: Bloc, settings: Any) -> None:
    settings.CLAMD = "unix:///no/such/socket"
    result = draft_result(bloc, bloc.member)
    (row,) = prove(bloc.member, result)
    assert row.file is not None
    actions.scan([row.file], at=REPORTING)
    file = EvidenceFile.objects.get()

    with pytest.raises(FileHeld):
        queries.file_to_download(bloc.member.officer, bloc.year.pk, file.pk)
    reports.report_result(result.pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80))
    assert file.state == "scan_error"
    assert reports.submit_report(result.report_id, actor=bloc.member.head, at=REPORTING).object.approved


def test_scan_of_a_closed_year_is_kept_and_nothing_else_changes(bloc: Bloc, settings: Any) -> None:
    (row,) = prove(bloc.member, draft_result(bloc, bloc.member))
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])
    assert row.file is not None
    with clamd() as settings.CLAMD:
        actions.scan([row.file], at=REVIEWING)

    assert EvidenceFile.objects.get().state == "clean"
    with pytest.raises(DatabaseError), transaction.atomic():
        EvidenceFile.objects.update(name="Khác.jpg")
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.update(caption="Khác")


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": None},
        {"kind": "link"},
        {"kind": "link", "file": None, "url": ""},
        {"kind": "link", "file": None, "url": "javascript:alert(1)"},
        {"kind": "document", "file": None, "document_number": "1", "issuer": "A"},
        {"url": "https://a.vn"},
    ],
)
def test_database_refuses_evidence_that_is_of_no_kind(bloc: Bloc, wrong: dict[str, Any]) -> None:
    (row,) = prove(bloc.member, draft_result(bloc, bloc.member))
    row.pk = None
    for name, value in wrong.items():
        setattr(row, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
