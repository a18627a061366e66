"""The pages of evidence: adding, seeing, downloading, and being told what lacks and what was used before."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.assessment.factories import (
    REPORTING,
    REVIEWING,
    SCORING,
    Bloc,
    Unit,
    make_running_bloc,
    outsider,
    result_of,
    submitted_scores,
)
from tests.assessment.factories_evidence import draft_line, draft_result, photo, prove
from tests.kernel.uploads.clamd import clamd
from tests.kernel.uploads.files import DOCX, EICAR, SCRIPT, pdf, photo_with_place, stored_part
from thidua.assessment.actions import reports
from thidua.assessment.models import Evidence, EvidenceFile
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def bloc() -> Bloc:
    return make_running_bloc()


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(name: str, data: bytes) -> io.BytesIO:
    stream = io.BytesIO(data)
    stream.name = name
    return stream


def of_result(result: Any) -> str:
    return f"/years/{result.emulation_year_id}/results/{result.pk}/evidence/"


def test_several_files_are_added_at_once(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    files = [sent("Ảnh.jpg", photo_with_place()), sent("Báo cáo.pdf", pdf()), sent("b.docx", DOCX)]

    response = client.post(of_result(result), {"files": files, "caption": "Tết"}, follow=True)

    assert response.redirect_chain == [(of_result(result), 302)]
    assert list(Evidence.objects.order_by("pk").values_list("file__name", "caption")) == [
        ("Ảnh.jpg", "Tết"),
        ("Báo cáo.pdf", "Tết"),
        ("b.docx", "Tết"),
    ]
    assert "Đã thêm 3 tệp minh chứng." in response.content.decode()


def test_refused_file_is_named_with_the_remedy_and_nothing_is_kept(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)
    client = client_of(bloc.member.officer)

    response = client.post(
        of_result(result), {"files": [sent("a.jpg", photo_with_place()), sent("b.png", b"<html>")], "caption": ""}
    )

    assert "b.png: Nội dung tệp không phải dạng .png" in response.content.decode()
    assert EvidenceFile.objects.count() == 0


def test_our_script_gets_a_word_about_each_file(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    alone = {"headers": {"X-Requested-With": "upload"}}

    good = client.post(of_result(result), {"files": sent("a.pdf", pdf()), "caption": ""}, **alone)
    bad = client.post(of_result(result), {"files": sent("a.exe", b"MZ"), "caption": ""}, **alone)

    assert (good.status_code, bad.status_code) == (204, 422)
    assert bad.content.decode().startswith("a.exe: Không nhận tệp có đuôi “exe”.")


def test_file_of_more_than_20_mb_is_refused(bloc: Bloc, at_day: Any, settings: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)
    data = pdf() + b"%" * (settings.UPLOAD_MOST_BYTES + 1 - len(pdf()))

    response = client_of(bloc.member.officer).post(of_result(result), {"files": sent("a.pdf", data), "caption": ""})

    assert "a.pdf: Tệp lớn hơn 20 MB." in response.content.decode()


def test_request_that_goes_on_and_on_is_cut(bloc: Bloc, at_day: Any, settings: Any) -> None:
    settings.UPLOAD_MOST_BYTES_A_REQUEST = 10
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)

    response = client_of(bloc.member.officer).post(
        of_result(result), {"files": sent("a.pdf", b"%PDF-" + b"a" * 2_000_000), "caption": ""}
    )

    assert (response.status_code, EvidenceFile.objects.count()) == (200, 0)


def test_empty_file_is_refused_in_words(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)

    response = client_of(bloc.member.officer).post(of_result(result), {"files": sent("a.pdf", b""), "caption": ""})

    assert "a.pdf: Tệp trống." in response.content.decode()


def test_no_file_chosen_is_said_at_the_field(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)

    response = client_of(bloc.member.officer).post(of_result(result), {"caption": "Trao quà"})

    assert response.context["form"].errors == {"files": ["Mục này bắt buộc, hiện còn trống."]}
    assert 'value="Trao quà"' in response.content.decode()


@pytest.mark.parametrize(
    ("url", "accepted"),
    [
        ("https://baodongthap.vn/a?b=1", True),
        ("HTTP://a.vn", True),
        ("javascript:alert(1)", False),
        ("data:text/html,a", False),
        ("ftp://a.vn", False),
        ("https://", False),
        ("https://name@evil.vn", False),
        ("https://a.vn/ b", False),
        ("https://[", False),
        ("//a.vn", False),
    ],
)
def test_link_leads_to_the_web_or_is_refused(bloc: Bloc, at_day: Any, url: str, accepted: bool) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)

    client_of(bloc.member.officer).post(f"{of_result(result)}link/", {"url": url, "caption": ""})

    assert Evidence.objects.filter(kind="link").exists() is accepted


def test_document_is_shown_by_number_day_and_issuer(bloc: Bloc, at_day: Any) -> None:
    line = draft_line(bloc, bloc.member)
    at_day(SCORING)
    place = f"/years/{bloc.year.pk}/lines/{line.pk}/evidence/"
    fields = {"number": "12/BC-CTĐ", "issued_on": "5/2/2024", "issuer": "Hội Chữ thập đỏ", "caption": ""}

    response = client_of(bloc.member.officer).post(f"{place}document/", fields, follow=True)

    assert response.redirect_chain == [(place, 302)]
    assert "Văn bản số 12/BC-CTĐ ngày 05/02/2024 của Hội Chữ thập đỏ" in response.content.decode()


def test_document_issued_in_the_future_is_refused_at_its_day(bloc: Bloc, at_day: Any) -> None:
    line = draft_line(bloc, bloc.member)
    at_day(SCORING)
    fields = {"number": "12/BC-CTĐ", "issued_on": "5/2/2030", "issuer": "Hội Chữ thập đỏ", "caption": ""}

    place = f"/years/{bloc.year.pk}/lines/{line.pk}/evidence/document/"
    response = client_of(bloc.member.officer).post(place, fields)

    assert response.context["form"].errors == {
        "issued_on": [
            "Văn bản đề ngày 05/02/2030, chưa tới. Kiểm tra lại ngày ban hành; văn bản chưa ban hành thì ghi sau."
        ]
    }
    assert not Evidence.objects.exists()


def downloaded(bloc: Bloc, actor: Actor, at_day: Any, at: datetime, what: str = "") -> Any:
    at_day(at)
    return read(client_of(actor).get(f"/years/{bloc.year.pk}/files/{EvidenceFile.objects.get().pk}/{what}"))


def read(response: Any) -> Any:
    """The response with what streams from it under `sent`."""
    response.sent = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def test_file_is_downloaded_and_never_shown_inline(bloc: Bloc, at_day: Any) -> None:
    prove(bloc.member, draft_result(bloc, bloc.member), photo(name="Ảnh “Tết”.jpg"))

    response = downloaded(bloc, bloc.member.officer, at_day, REPORTING)

    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E1%BA%A2nh%20%E2%80%9CT%E1%BA%BFt%E2%80%9D.jpg"
    )
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.sent.startswith(b"\xff\xd8\xff")


def test_preview_of_a_picture_is_our_own_jpeg(bloc: Bloc, at_day: Any) -> None:
    prove(bloc.member, draft_result(bloc, bloc.member))

    response = downloaded(bloc, bloc.member.officer, at_day, REPORTING, "preview/")

    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert SCRIPT not in response.sent


def test_document_has_no_preview(bloc: Bloc, at_day: Any) -> None:
    from tests.kernel.uploads.files import check

    prove(bloc.member, draft_result(bloc, bloc.member), check("a.docx", DOCX))

    assert downloaded(bloc, bloc.member.officer, at_day, REPORTING, "preview/").status_code == 404


@pytest.mark.parametrize("what", ["", "preview/", "scan/"])
def test_file_behind_a_draft_is_nobody_elses(bloc: Bloc, at_day: Any, what: str) -> None:
    prove(bloc.member, draft_result(bloc, bloc.member))
    others = [bloc.leader.head, bloc.deputy.head, bloc.authority, outsider()]

    assert [downloaded(bloc, one, at_day, REPORTING, what).status_code for one in others if one] == [404] * 4


def submitted_with_file(bloc: Bloc, unit: Unit) -> None:
    from decimal import Decimal

    result = draft_result(bloc, unit)
    prove(unit, result)
    reports.report_result(result.pk, actor=unit.officer, at=REPORTING, written="80", value=Decimal(80))
    reports.submit_report(result.report_id, actor=unit.head, at=REPORTING)


def test_file_behind_a_submitted_report_is_the_blocs(bloc: Bloc, at_day: Any) -> None:
    submitted_with_file(bloc, bloc.member)

    found = [
        downloaded(bloc, one, at_day, REPORTING).status_code
        for one in (bloc.leader.head, bloc.deputy.officer, bloc.authority, outsider())
        if one
    ]
    assert found == [200, 200, 200, 404]


def test_upload_with_a_scanner_is_scanned_at_once(bloc: Bloc, at_day: Any, settings: Any) -> None:
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    infected = stored_part(DOCX, "word/media/a.txt", EICAR)
    with clamd() as settings.CLAMD:
        client.post(of_result(result), {"files": [sent("a.pdf", pdf()), sent("b.docx", infected)], "caption": ""})
    good, bad = EvidenceFile.objects.order_by("pk")

    statuses = [read(client.get(f"/years/{bloc.year.pk}/files/{one.pk}/")).status_code for one in (good, bad)]
    assert (good.state, bad.state, statuses) == ("clean", "infected", [200, 409])
    assert "Có mã độc (Win.Test.EICAR_HDB-1), không tải về được" in client.get(of_result(result)).content.decode()


def test_held_file_says_so_and_is_free_after_another_scan(bloc: Bloc, at_day: Any, settings: Any) -> None:
    settings.CLAMD = "unix:///no/such/socket"
    result = draft_result(bloc, bloc.member)
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    client.post(of_result(result), {"files": sent("a.pdf", pdf()), "caption": ""})
    place = f"/years/{bloc.year.pk}/files/{EvidenceFile.objects.get().pk}/"
    said = client.get(of_result(result)).content.decode()
    held = client.get(place).status_code

    with clamd() as settings.CLAMD:
        client.post(f"{place}scan/")
        free = read(client.get(place)).status_code

    assert ("Chưa quét được mã độc, nên chưa tải về được" in said, held, free) == (True, 409, 200)


def test_without_a_scanner_the_page_says_so(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    prove(bloc.member, result)
    at_day(REPORTING)

    said = client_of(bloc.member.officer).get(of_result(result)).content.decode()
    assert "Chưa quét mã độc: cơ quan quản lý hệ thống chưa đặt máy quét" in said


def test_unit_is_told_that_a_file_stands_elsewhere(bloc: Bloc, at_day: Any) -> None:
    line = draft_line(bloc, bloc.member)
    other = line.sheet.lines.get(criterion__code="III.1")
    prove(bloc.member, line)
    prove(bloc.member, other)
    at_day(SCORING)

    said = client_of(bloc.member.officer).get(f"/years/{bloc.year.pk}/lines/{line.pk}/evidence/").content.decode()
    assert "Tệp này còn dùng cho: III.1. Tiêu chí III.1" in said


def test_only_those_who_answer_for_the_bloc_are_told_across_units(bloc: Bloc, at_day: Any) -> None:
    submitted_with_file(bloc, bloc.member)
    submitted_with_file(bloc, bloc.deputy)
    at_day(REPORTING)
    place = of_result(result_of(bloc.year.reports.get(unit=bloc.member.body)))
    words = f"Tệp này còn dùng cho: Số phần quà ({bloc.deputy.body.short_name})"

    said = [
        words in client_of(one).get(place).content.decode()
        for one in (bloc.leader.head, bloc.deputy.head, bloc.authority, bloc.member.officer, bloc.leader.officer)
        if one
    ]
    assert said == [True, True, True, False, False]


def test_evidence_is_taken_back_after_confirming(bloc: Bloc, at_day: Any) -> None:
    result = draft_result(bloc, bloc.member)
    (row,) = prove(bloc.member, result)
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    place = f"/years/{bloc.year.pk}/evidence/{row.pk}/remove/"

    asked = client.get(place)
    client.post(place)

    assert "Bỏ minh chứng" in asked.content.decode()
    assert Evidence.objects.count() == 0


def test_report_says_what_lacks_evidence_until_there_is_some(bloc: Bloc, at_day: Any) -> None:
    from decimal import Decimal

    result = draft_result(bloc, bloc.member)
    reports.report_result(result.pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80))
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    place = f"/years/{bloc.year.pk}/reports/{result.report_id}/"
    before = client.get(place).content.decode()
    prove(bloc.member, result)

    assert ("Chưa có minh chứng" in before, "Chưa có minh chứng" in client.get(place).content.decode()) == (True, False)


def test_reviewer_sees_evidence_beside_the_line(bloc: Bloc, at_day: Any) -> None:
    submitted_with_file(bloc, bloc.member)
    from thidua.assessment.actions import scores

    sheet = scores.start_scores(bloc.year.pk, actor=bloc.member.officer, at=SCORING).object
    by = {"actor": bloc.member.officer, "at": SCORING}
    scores.judge_line(sheet.lines.get(criterion__code="II.1").pk, **by, inputs={"judged": "30"}, note="")
    scores.judge_line(sheet.lines.get(criterion__code="III.1").pk, **by, inputs={"occurrences": "0"}, note="")
    scores.submit_scores(sheet.pk, actor=bloc.member.head, at=SCORING)
    at_day(REVIEWING)
    line = sheet.lines.get(criterion__code="I.1")

    said = client_of(bloc.leader.head).get(reverse("assessment:review", args=[bloc.year.pk, line.pk])).content.decode()
    assert "Trao quà.jpg" in said


@pytest.mark.parametrize("count", [1, 30])
def test_pages_of_evidence_ask_as_often_for_one_file_as_for_thirty(
    bloc: Bloc, at_day: Any, count: int, django_assert_num_queries: Any
) -> None:
    result = draft_result(bloc, bloc.member)
    prove(bloc.member, result, *(photo(number) for number in range(count)))
    at_day(REPORTING)
    client = client_of(bloc.member.officer)
    client.get(of_result(result))

    with django_assert_num_queries(QUERIES["claim"]):
        client.get(of_result(result))
    with django_assert_num_queries(QUERIES["unit"]):
        client.get(f"/years/{bloc.year.pk}/evidence/")
    with django_assert_num_queries(QUERIES["report"]):
        client.get(f"/years/{bloc.year.pk}/reports/{result.report_id}/")


QUERIES = {"claim": 26, "unit": 25, "report": 33}


def test_unit_sees_the_room_it_has_used(bloc: Bloc, at_day: Any) -> None:
    prove(bloc.member, draft_result(bloc, bloc.member))
    at_day(REPORTING)

    said = client_of(bloc.member.officer).get(f"/years/{bloc.year.pk}/evidence/").content.decode()
    assert "500,0\xa0MB" in said
    assert "Trao quà.jpg" in said


def test_sheet_of_another_unit_is_untouched_by_evidence(bloc: Bloc, at_day: Any) -> None:
    submitted_scores(bloc, bloc.member)
    at_day(SCORING)

    assert client_of(bloc.leader.head).get(f"/years/{bloc.year.pk}/evidence/").status_code == 200
