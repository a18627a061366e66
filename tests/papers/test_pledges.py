"""Pledges as documents: what they say, who makes them, that they are kept, and that texts are never read as markup."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tests.assessment.factories import PLEDGING, draft_pledge, make_running_bloc, outsider, signed_pledge
from tests.assessment.factories_movements import WORKING, planned, proposed
from tests.papers.factories_pledges import common, pledge, target
from tests.papers.reading import docx_words, embedded_fonts, pdf_words, squeezed
from tests.papers.test_rendering import HOSTILE
from thidua.assessment.actions import signing
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.papers import actions, docx, pdf, queries, setting
from thidua.papers.actions import making
from thidua.papers.models import Paper
from thidua.papers.pledgewords import plan_in_words, printed_common_pledge, printed_pledge

AT = datetime(2024, 6, 3, 2, 0, tzinfo=UTC)
RENDER = {"docx": (docx.render_docx, docx_words), "pdf": (pdf.render_pdf, pdf_words)}
KINDS: dict[str, Any] = {"pledge": (pledge, printed_pledge), "common_pledge": (common, printed_common_pledge)}


def words(kind: str, kept: str, **of: Any) -> str:
    make, printed = KINDS[kind]
    render, read = RENDER[kept]
    return read(render(printed(make(**of)), at=AT, template=setting.SET_BY[kind][kept]))


@pytest.mark.parametrize("kept", RENDER)
@pytest.mark.parametrize("kind", KINDS)
def test_document_with_the_least_there_can_be_is_set(kind: str, kept: str) -> None:
    found = words(kind, kept, most=False)

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in found
    assert "GIAO ƯỚC THI ĐUA" in found


@pytest.mark.parametrize("kept", RENDER)
def test_unit_pledge_says_targets_commitments_titles_and_signature(kept: str) -> None:
    found = words("pledge", kept, most=True)

    wanted = (
        "HỘI LUẬT GIA TỈNH",
        "Đồng Tháp, ngày 24 tháng 5 năm 2024",
        "36.500",
        "từ 15 đến 20",
        "không để xảy ra",
        "giảm ít nhất 5 so với năm 2023",
        "từ 80 trở lên",
        "7 (trước điều chỉnh: 10, Quyết định số 25/QĐ ngày 30/05/2024)",
        "Báo cáo đúng hạn.",
        "1. Tập thể Lao động xuất sắc",
        "Ký bản giấy ngày 24/05/2024 (muộn so với hạn): Nguyễn Thị Thu Hà, Chủ tịch.",
        "Văn bản có số liệu minh hoạ: chỉ tiêu, nội dung cam kết; tên người ký.",
    )
    assert [one for one in wanted if one not in found] == []


@pytest.mark.parametrize("kept", RENDER)
def test_common_pledge_lists_every_unit_signed_or_not(kept: str) -> None:
    found = words("common_pledge", kept, most=True)

    wanted = (
        "Có 1/2 (một trên hai) đơn vị thành viên đã ký giao ước.",
        "1. Đơn vị 1",
        "2. Hội Luật gia tỉnh Chưa ký giao ước.",
        "Sơ kết 6 tháng",
        "Ký bản giấy, 24/05/2024",
    )
    assert [one for one in wanted if one not in found] == []


@pytest.mark.parametrize("kept", RENDER)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_printed_as_it_stands(kind: str, kept: str) -> None:
    found = words(kind, kept, most=True, text=HOSTILE)

    assert found.replace(" ", "").count(squeezed(HOSTILE).replace(" ", "")) >= 6


def test_common_pledge_of_forty_three_units_is_set_with_its_fonts_inside() -> None:
    made = pdf.render_pdf(
        printed_common_pledge(common(most=True, units=43)), at=AT, template=setting.SET_BY["common_pledge"]["pdf"]
    )

    assert "43. Hội Luật gia tỉnh" in pdf_words(made)
    assert {name.split("-")[0] for name in embedded_fonts(made)} == {"Tinos"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "36.500"),
        ({"planned": ""}, "chưa định"),
        ({"wording": "từ 15–20%", "kind": "range"}, "từ 15–20%"),
        ({"kind": "threshold", "planned": "3", "direction": "less"}, "từ 3 trở xuống"),
        ({"kind": "award", "planned": "1"}, "1"),
    ],
)
def test_plan_is_said_in_the_pledges_own_words_first(changes: dict[str, str], said: str) -> None:
    assert plan_in_words(target(**changes)) == said


# Making them.


@pytest.mark.django_db
def test_signed_pledge_is_made_once_and_again_only_when_something_changed() -> None:
    bloc = make_running_bloc()
    signed = signed_pledge(bloc, bloc.member)
    first = actions.make_pledge_paper(signed.pk, actor=bloc.member.officer, at=PLEDGING).object
    with pytest.raises(setting.AlreadyMade):
        actions.make_pledge_paper(signed.pk, actor=bloc.member.head, at=WORKING)
    signing.approve_amendment(proposed(bloc.member, signed, plan="120").pk, actor=bloc.member.head, at=WORKING)

    second = actions.make_pledge_paper(signed.pk, actor=bloc.leader.head, at=WORKING).object

    assert [paper.format for paper in first] == ["docx", "pdf"]
    assert [paper.replaces for paper in second] == first
    assert {paper.unit for paper in second} == {bloc.member.body}
    found = pdf_words(queries.bytes_of(second[1]))
    assert "120 (trước điều chỉnh: 100, Quyết định số" in found
    assert Entry.objects.filter(event="papers.pledge_made").count() == 2


@pytest.mark.django_db
def test_draft_is_no_document() -> None:
    bloc = make_running_bloc()

    with pytest.raises(making.NotSignedYet):
        actions.make_pledge_paper(draft_pledge(bloc, bloc.member).pk, actor=bloc.member.officer, at=PLEDGING)


@pytest.mark.django_db
def test_other_units_and_strangers_do_not_make_a_pledge() -> None:
    bloc = make_running_bloc(4)
    signed = signed_pledge(bloc, bloc.member)

    with pytest.raises(Denied):
        actions.make_pledge_paper(signed.pk, actor=bloc.units[3].head, at=PLEDGING)
    with pytest.raises(Http404):
        actions.make_pledge_paper(signed.pk, actor=outsider(), at=PLEDGING)


@pytest.mark.django_db
def test_papers_of_two_units_do_not_replace_one_another() -> None:
    bloc = make_running_bloc()
    for unit in (bloc.member, bloc.deputy):
        actions.make_pledge_paper(signed_pledge(bloc, unit).pk, actor=unit.officer, at=PLEDGING)

    assert [paper.replaces for paper in Paper.objects.all()] == [None] * 4
    assert len(queries.papers_of(bloc.year)) == 2


@pytest.mark.django_db
def test_common_pledge_needs_a_signature_and_its_own_makers() -> None:
    bloc = make_running_bloc()
    with pytest.raises(making.NobodySigned):
        actions.make_common_pledge(bloc.year.pk, actor=bloc.leader.head, at=PLEDGING)
    signed_pledge(bloc, bloc.member)
    planned(bloc)
    with pytest.raises(Denied):
        actions.make_common_pledge(bloc.year.pk, actor=bloc.member.head, at=PLEDGING)

    made = actions.make_common_pledge(bloc.year.pk, actor=bloc.authority, at=PLEDGING).object

    assert made[0].unit is None
    facts = Paper.objects.get(pk=made[0].pk).facts
    assert [bool(row["signings"]) for row in facts["units"]] == [False, False, True]
    assert facts["events"] == [["12/07/2024", "Sơ kết 6 tháng", ""]]


@pytest.mark.django_db
def test_made_pledge_cannot_be_changed() -> None:
    bloc = make_running_bloc()
    [paper, _pdf] = actions.make_pledge_paper(
        signed_pledge(bloc, bloc.member).pk, actor=bloc.member.officer, at=PLEDGING
    ).object

    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(title="Khác")


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_pages_make_list_and_hand_out_a_pledge() -> None:
    bloc = make_running_bloc()
    signed = signed_pledge(bloc, bloc.member)
    client, year = as_actor(bloc.member.officer), bloc.year.pk
    offered = client.get(reverse("papers:papers", args=[year])).content.decode()
    client.post(reverse("papers:make_pledge", args=[year, signed.pk]))
    paper = Paper.objects.get(format="pdf")

    answer = client.get(reverse("papers:download", args=[year, paper.pk]))

    assert reverse("papers:make_pledge", args=[year, signed.pk]) in offered
    assert answer["Content-Disposition"].startswith('attachment; filename="giao-uoc-thi-dua-nam-2024-don-vi')
    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_head_makes_the_common_pledge_on_its_page() -> None:
    bloc = make_running_bloc()
    signed_pledge(bloc, bloc.member)
    client = as_actor(bloc.leader.head)

    client.post(reverse("papers:make_common_pledge", args=[bloc.year.pk]))

    assert Paper.objects.filter(kind="common_pledge").count() == 2
    assert "Giao ước thi đua năm 2024 của" in client.get(reverse("papers:papers", args=[bloc.year.pk])).content.decode()


def test_day_of_signing_is_written_long() -> None:
    assert date.fromisoformat(pledge(most=True).signed_on) == date(2024, 5, 24)
    assert printed_pledge(pledge(most=False))["place_and_date"] == "ngày     tháng     năm"
