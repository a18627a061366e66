"""The minutes of a conference from the hall to two signatures, and what comes after."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.assessment.factories import Bloc, make_running_bloc
from tests.conferences.factories import AFTER, DURING, as_actor, attended, by, closed, opened, prepared
from tests.conferences.factories_leadership import drawn_up
from tests.conferences.test_actions import refused
from tests.conferences.test_pages import text_of
from tests.kernel.uploads.files import pdf
from tests.papers.factories import maximal_facts, other_facts, supplement_facts
from tests.papers.reading import docx_words, pdf_words
from thidua.conferences import actions as conferences
from thidua.conferences.actions.opinions import record_opinion
from thidua.conferences.models import Conference, Said
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.papers import actions, queries, signing
from thidua.papers.facts import MinutesFacts, SupplementFacts, revived
from thidua.papers.minutes import minutes_facts
from thidua.papers.models import MinutesScan, MinutesSignature, Paper, Signing
from thidua.papers.waiting import tasks_for

pytestmark = pytest.mark.django_db
LATER = AFTER + timedelta(hours=1)
NOTE = {"part": "members", "text": "Một đại biểu về sớm.", "reason": "Bổ sung"}


def named(absent: int = 0) -> tuple[Bloc, Conference]:
    """A closed conference; the leading unit's head signs as chair, its officer as secretary."""
    bloc, conference = closed(absent=absent)
    actions.name_signers(conference.pk, **by(bloc, LATER), chair=bloc.leader.head.id, secretary=bloc.leader.officer.id)
    return bloc, conference


def made() -> tuple[Bloc, Conference, str]:
    """Ready to be signed: the conference and the hash of what was made."""
    bloc, conference = named()
    papers = actions.make_minutes(conference.pk, **by(bloc, LATER)).object
    return bloc, conference, papers[0].facts_hash


def sign(conference: Conference, actor: Actor, content: str, number: int = 0) -> MinutesSignature:
    return actions.sign_minutes(conference.pk, actor=actor, at=LATER, content=content, number=number).object


def final() -> tuple[Bloc, Conference, str]:
    bloc, conference, content = made()
    sign(conference, bloc.leader.officer, content)
    sign(conference, bloc.leader.head, content)
    return bloc, conference, content


def latest(conference: Conference, number: int = 0) -> dict[str, Paper]:
    return signing.document_of(conference, number).made


def url(name: str, bloc: Bloc, conference: Conference, *more: Any) -> str:
    return reverse(f"papers:{name}", args=[bloc.year.pk, conference.pk, *more])


def test_minutes_are_final_with_two_signatures_and_carry_both() -> None:
    bloc, conference, content = made()
    before = latest(conference)

    sign(conference, bloc.leader.officer, content)
    assert not signing.document_of(conference).final
    assert latest(conference) == before
    sign(conference, bloc.leader.head, content)

    document = signing.document_of(conference)
    assert document.final
    assert (document.content, set(document.signed)) == (content, set(Signing))
    after = latest(conference)
    assert after["pdf"].replaces == before["pdf"]
    for kept, read in (("docx", docx_words), ("pdf", pdf_words)):
        said = read(queries.bytes_of(after[kept]))
        assert said.count("Xác nhận ký trong hệ thống lúc") == 2
        assert "Xác nhận ký trong hệ thống" not in read(queries.bytes_of(before[kept]))
    entry = Entry.objects.latest("sequence")
    assert entry.event == "papers.minutes_settled"
    assert (entry.payload["content"], entry.payload["pdf"]) == (content, after["pdf"].sha256)


def test_one_person_does_not_sign_twice_nor_anybody_who_was_not_named() -> None:
    bloc, conference, content = made()
    sign(conference, bloc.leader.head, content)

    assert refused(actions.sign_minutes, conference.pk, **by(bloc, LATER), content=content) == "signed_already"
    with pytest.raises(Denied):
        sign(conference, bloc.deputy.head, content)
    assert not signing.document_of(conference).final


def test_chair_and_secretary_are_two_people_of_the_bloc_or_the_authority() -> None:
    bloc, conference = closed()
    head = bloc.leader.head.id

    for chair, secretary, code in (
        (head, head, "two_people"),
        (head, make_running_bloc().leader.head.id, "not_among_them"),
    ):
        assert refused(actions.name_signers, conference.pk, **by(bloc, LATER), chair=chair, secretary=secretary) == code
    assert signing.signers_of(conference) is None


def test_signers_are_proposed_by_the_names_in_the_conference() -> None:
    bloc = make_running_bloc()
    bloc, conference = prepared(
        bloc, chair=f"{bloc.leader.head.name}, Chủ tịch", secretary=f"{bloc.leader.officer.name}, Chánh Văn phòng"
    )

    proposed = signing.signers_to_begin_with(conference, signing.people_to_sign(conference))

    assert proposed == {"chair": bloc.leader.head.id, "secretary": bloc.leader.officer.id}


def test_nothing_is_signed_before_it_is_made_or_after_it_has_changed() -> None:
    bloc, conference = named()
    assert refused(actions.sign_minutes, conference.pk, **by(bloc, LATER), content="") == "not_made_yet"
    papers = actions.make_minutes(conference.pk, **by(bloc, LATER)).object
    content = papers[0].facts_hash
    assert refused(actions.sign_minutes, conference.pk, **by(bloc, LATER), content="0" * 64) == "changed_before_signing"

    actions.correct_minutes(conference.pk, **by(bloc, LATER), **NOTE)

    assert refused(actions.sign_minutes, conference.pk, **by(bloc, LATER), content=content) == "not_made_yet"


def test_correction_makes_an_earlier_signature_count_no_more() -> None:
    bloc, conference, content = made()
    sign(conference, bloc.leader.officer, content)

    actions.correct_minutes(conference.pk, **by(bloc, LATER), **NOTE)
    papers = actions.make_minutes(conference.pk, **by(bloc, LATER)).object
    sign(conference, bloc.leader.head, papers[0].facts_hash)

    document = signing.document_of(conference)
    assert (set(document.signed), len(document.earlier), document.final) == ({Signing.CHAIR}, 1, False)


def test_figures_stay_and_the_note_stands_beside_them() -> None:
    bloc, conference = closed(absent=1)

    actions.correct_minutes(conference.pk, **by(bloc, LATER), **NOTE)

    texts = signing.words(minutes_facts(conference))
    assert texts["attendance"].startswith("Có mặt 2/3")
    assert texts["notes"]["members"] == ["Thư ký ghi thêm: Một đại biểu về sớm."]


def test_words_of_the_review_are_replaced_and_come_back_when_the_correction_goes() -> None:
    bloc, conference = closed()
    change = {"part": "review", "reason": "Sửa câu chữ"}

    actions.correct_minutes(conference.pk, **by(bloc, LATER), **change, text="Viết lại.\n\nHai đoạn.")
    assert signing.words(minutes_facts(conference))["review"] == ["Viết lại.", "Hai đoạn."]
    actions.correct_minutes(conference.pk, **by(bloc, LATER), **change, text="")

    assert signing.words(minutes_facts(conference))["review"][0] == "Các đơn vị hoàn thành kế hoạch."
    entry = Entry.objects.latest("sequence")
    assert (entry.payload["before"], entry.payload["heading"]) == ("Viết lại.\n\nHai đoạn.", "Tổng kết, sơ kết")


@pytest.mark.parametrize(
    ("changes", "code"), [({"part": "kết quả"}, "no_such_part"), ({"text": " "}, "nothing_written")]
)
def test_correction_that_says_nothing_is_refused(changes: dict[str, str], code: str) -> None:
    bloc, conference = closed()

    assert refused(actions.correct_minutes, conference.pk, **by(bloc, LATER), **(NOTE | changes)) == code


def test_minutes_are_written_into_from_the_opening_on() -> None:
    bloc, conference = prepared()
    assert refused(actions.correct_minutes, conference.pk, **by(bloc), **NOTE) == "not_opened_yet"
    conferences.open_conference(conference.pk, **by(bloc))

    actions.correct_minutes(conference.pk, **by(bloc), **NOTE)

    assert refused(actions.make_minutes, conference.pk, **by(bloc)) == "not_closed_yet"


def test_final_minutes_are_changed_by_nobody() -> None:
    bloc, conference, content = final()
    signers = {"chair": bloc.leader.officer.id, "secretary": bloc.leader.head.id}

    assert refused(actions.correct_minutes, conference.pk, **by(bloc, LATER), **NOTE) == "minutes_final"
    assert refused(actions.make_minutes, conference.pk, **by(bloc, LATER)) == "minutes_final"
    assert refused(actions.name_signers, conference.pk, **by(bloc, LATER), **signers) == "minutes_final"
    assert refused(actions.sign_minutes, conference.pk, **by(bloc, LATER), content=content) == "minutes_final"
    with pytest.raises(DatabaseError), transaction.atomic():
        MinutesSignature.objects.filter(conference=conference).update(signed_by="Ai đó")
    with pytest.raises(DatabaseError), transaction.atomic():
        MinutesSignature.objects.filter(conference=conference).delete()


def test_page_of_final_minutes_shows_what_was_signed() -> None:
    bloc, conference, _content = final()
    Conference.objects.filter(pk=conference.pk).update(place="Nơi khác")

    page = text_of(as_actor(bloc.member.officer).get(url("minutes", bloc, conference)))

    assert "Nơi khác" not in page
    assert "Đã ký đủ, không sửa được nữa" in page


@pytest.mark.parametrize("facts", [maximal_facts(), other_facts(), supplement_facts()])
def test_facts_come_back_from_what_was_kept(facts: MinutesFacts | SupplementFacts) -> None:
    assert revived(type(facts), facts.to_json()) == facts


def test_signatures_are_no_part_of_the_content() -> None:
    signed, unsigned = maximal_facts(), MinutesFacts(**(vars(maximal_facts()) | {"signed_by": ()}))

    assert signed.content_hash() == unsigned.content_hash()


def test_scan_of_the_paper_signed_by_hand_makes_it_final() -> None:
    bloc, conference, content = made()
    client = as_actor(bloc.leader.head)
    here = url("scan_minutes", bloc, conference, 0)
    assert content in text_of(client.get(here))

    wrong = client.post(here, {"content": content, "file": SimpleUploadedFile("a.docx", b"PK\x03\x04")})
    assert not MinutesScan.objects.exists()
    assert wrong.status_code == 200
    client.post(here, {"content": content, "file": SimpleUploadedFile("bien-ban.pdf", pdf())})

    scan = MinutesScan.objects.get()
    assert signing.document_of(conference).final
    assert Entry.objects.latest("sequence").payload["sha256"] == scan.sha256
    page = text_of(as_actor(bloc.member.officer).get(url("minutes", bloc, conference)))
    assert scan.sha256 in page
    got = as_actor(bloc.member.officer).get(url("download_scan", bloc, conference, scan.pk))
    assert b"".join(got.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    again = client.post(here, {"content": content, "file": SimpleUploadedFile("b.pdf", pdf())})
    assert "đã ký đủ" in text_of(again)


def test_supplement_waits_for_the_minutes_and_is_signed_like_them() -> None:
    bloc, conference, content = made()
    words: dict[str, Any] = {"text": "Bổ sung một tham luận.", "reason": "Ghi thiếu"}
    assert refused(actions.write_supplement, conference.pk, **by(bloc, LATER), **words) == "not_final_yet"
    sign(conference, bloc.leader.officer, content)
    sign(conference, bloc.leader.head, content)

    supplement = actions.write_supplement(conference.pk, **by(bloc, LATER), **words).object
    assert supplement.number == 1
    assert refused(actions.write_supplement, conference.pk, **by(bloc, LATER), **words) == "not_final_yet"
    again = {"number": 1, **words}
    assert refused(actions.write_supplement, conference.pk, **by(bloc, LATER), **again) == "nothing_written"
    papers = actions.make_minutes(conference.pk, **by(bloc, LATER), number=1).object
    for actor in (bloc.leader.officer, bloc.leader.head):
        sign(conference, actor, papers[0].facts_hash, number=1)

    assert signing.document_of(conference, 1).final
    said = pdf_words(queries.bytes_of(latest(conference, 1)["pdf"]))
    assert "BIÊN BẢN BỔ SUNG Số 1, cho biên bản hội nghị tổng kết, ký giao ước năm 2024" in said
    assert content in said.replace(" ", "")
    assert signing.document_of(conference).content == content
    more = words | {"text": "Nữa"}
    assert actions.write_supplement(conference.pk, **by(bloc, LATER), **more).object.number == 2
    assert refused(actions.make_minutes, conference.pk, **by(bloc, LATER), number=7) == "no_such_supplement"


def test_supplement_is_written_after_the_year_was_handed_over() -> None:
    bloc, conference, _content = final()
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    made = actions.write_supplement(
        conference.pk, **by(bloc, LATER), text="Đính chính một tên.", reason="Sai tên"
    ).object

    assert actions.make_minutes(conference.pk, **by(bloc, LATER), number=made.number).object


def test_conference_that_does_not_review_the_year_has_minutes_of_its_own() -> None:
    bloc, conference = prepared(kinds=["half_year"], held_at=DURING)
    conferences.open_conference(conference.pk, **by(bloc))
    rows = {unit.body.pk: (True, "") for unit in bloc.units}
    conferences.record_attendance(conference.pk, **by(bloc), rows=rows)
    conferences.write_review(conference.pk, **by(bloc), text="Sáu tháng đạt kế hoạch.")
    conferences.close_conference(conference.pk, **by(bloc, AFTER))

    papers = actions.make_minutes(conference.pk, **by(bloc, LATER)).object

    said = docx_words(queries.bytes_of(papers[0]))
    assert "BIÊN BẢN Hội nghị sơ kết 6 tháng năm 2024" in said
    assert "2. Nội dung sơ kết Sáu tháng đạt kế hoạch." in said
    assert "xếp hạng" not in said
    assert Entry.objects.latest("sequence").event == "papers.other_minutes_made"


def test_written_opinion_and_delegates_stand_in_the_minutes() -> None:
    bloc, conference = attended(make_running_bloc(4), absent=1)
    away = bloc.units[3]
    record_opinion(
        conference.pk,
        actor=away.head,
        at=DURING,
        unit_id=away.body.pk,
        matter="Quy chế",
        said=Said.AGAINST,
        text="Để sau",
    )
    guest = conferences.register_delegate(
        conference.pk, **by(bloc), unit_id=None, name="Đặng Văn Hùng", post="Báo Đồng Tháp", role="guest"
    ).object
    conferences.record_arrival(guest.pk, **by(bloc))

    texts = signing.words(minutes_facts(Conference.objects.get(pk=conference.pk)))

    assert texts["delegates"] == ["Khách mời: Đặng Văn Hùng, Báo Đồng Tháp."]
    (opinion,) = texts["opinions"]
    assert opinion["heading"] == "1) Về việc: Quy chế"
    assert opinion["sentences"][1] == "“Để sau”"
    assert texts["resolutions"] == []


def test_pages_lead_from_the_draft_to_the_signatures() -> None:
    bloc, conference = closed()
    head, officer = as_actor(bloc.leader.head), as_actor(bloc.leader.officer)
    here = url("minutes", bloc, conference)
    assert "Bản nháp" in text_of(head.get(here))

    part = url("correct_minutes", bloc, conference, "members")
    assert "Mục này bắt buộc" in text_of(head.post(part, {"text": "Về sớm"}))
    head.post(part, {"text": "Một người về sớm", "reason": "Thiếu"})
    signers = {"chair": bloc.leader.head.id, "secretary": bloc.leader.officer.id}
    assert "phải là hai người" in text_of(
        head.post(url("signers", bloc, conference), signers | {"secretary": bloc.leader.head.id})
    )
    head.post(url("signers", bloc, conference), signers)
    head.post(url("make_minutes", bloc, conference, 0))
    page = text_of(officer.get(here))
    assert "Thư ký ghi thêm: Một người về sớm" in page
    assert "Đọc và ký (Thư ký)" in page
    content = signing.document_of(conference).content
    sign_here = url("sign_minutes", bloc, conference, 0)
    assert "Mục này bắt buộc" in text_of(officer.post(sign_here, {"content": content}))
    for client in (officer, head):
        assert client.post(sign_here, {"content": content, "read": "on"}).status_code == 302

    assert "Đã ký đủ" in text_of(head.get(here))
    assert "Biên bản đã ký đủ" in text_of(head.get(sign_here))
    add = url("add_supplement", bloc, conference)
    assert add in text_of(head.get(here))
    head.post(add, {"text": "Thêm", "reason": "Thiếu"})
    supplement = url("supplement", bloc, conference, 1)
    assert "Thêm" in text_of(officer.get(supplement))
    head.post(url("edit_supplement", bloc, conference, 1), {"text": "Thêm nữa", "reason": "Thiếu"})
    assert "Thêm nữa" in text_of(officer.get(supplement))


def test_pages_of_the_minutes_are_closed_to_those_who_only_read() -> None:
    bloc, conference, _content = made()
    reader = as_actor(bloc.member.head)

    page = text_of(reader.get(url("minutes", bloc, conference)))
    assert "Ghi vào phần này" not in page
    for name, more in (
        ("correct_minutes", ["members"]), ("signers", []), ("make_minutes", [0]), ("sign_minutes", [0]),
        ("scan_minutes", [0]), ("add_supplement", []),
    ):  # fmt: skip
        assert reader.get(url(name, bloc, conference, *more)).status_code == 403, name


def test_part_that_does_not_exist_is_not_found() -> None:
    bloc, conference = opened()

    assert as_actor(bloc.leader.head).get(url("correct_minutes", bloc, conference, "khac")).status_code == 404


def test_page_of_minutes_asks_the_same_number_of_questions() -> None:
    counts = []
    for units in (3, 8):
        bloc, conference = attended(make_running_bloc(units))
        client = as_actor(bloc.leader.head)
        client.get(url("minutes", bloc, conference))
        with CaptureQueriesContext(connection) as asked:
            client.get(url("minutes", bloc, conference))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_officer_of_the_leading_unit_writes_the_minutes_but_does_not_bring_them_to_signing() -> None:
    bloc, conference = closed()
    officer: dict[str, Any] = {"actor": bloc.leader.officer, "at": LATER}

    actions.correct_minutes(conference.pk, **officer, **NOTE)

    with pytest.raises(Denied):
        actions.make_minutes(conference.pk, **officer)
    with pytest.raises(Denied):
        actions.correct_minutes(conference.pk, actor=bloc.member.officer, at=LATER, **(NOTE | {"text": "Khác"}))
    page = text_of(as_actor(bloc.leader.officer).get(url("minutes", bloc, conference)))
    assert "Ghi vào phần này" in page
    assert "Chọn người ký</a>" not in page


def test_minutes_to_sign_wait_on_the_home_page_until_signed() -> None:
    bloc, conference, content = made()

    (task,) = tasks_for(bloc.leader.officer)
    assert task.url == url("minutes", bloc, conference)
    assert tasks_for(bloc.deputy.head) == []
    sign(conference, bloc.leader.officer, content)

    assert tasks_for(bloc.leader.officer) == []
    assert len(tasks_for(bloc.leader.head)) == 1


def test_scan_goes_into_the_package_of_the_handover() -> None:
    bloc, conference, _handover = drawn_up()
    actions.name_signers(conference.pk, **by(bloc, LATER), chair=bloc.leader.head.id, secretary=bloc.leader.officer.id)
    content = actions.make_minutes(conference.pk, **by(bloc, LATER)).object[0].facts_hash
    client = as_actor(bloc.leader.head)
    file = SimpleUploadedFile("ký.pdf", pdf())
    client.post(url("scan_minutes", bloc, conference, 0), {"content": content, "file": file})

    response = client.get(reverse("papers:handover_package", args=[bloc.year.pk]))

    with zipfile.ZipFile(io.BytesIO(response.content)) as whole:
        name = next(one for one in whole.namelist() if one.startswith("ban-ky-tay/"))
        assert whole.read(name) == pdf()
