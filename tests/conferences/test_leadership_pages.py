"""The pages of leadership, rotation and handover as people meet them."""

import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from tests.assessment.factories import Bloc, make_running_bloc
from tests.conferences.factories import AFTER, DURING, as_actor, by, ranked_bloc, ready
from tests.conferences.factories_leadership import appointed, drawn_up, handed, ruled
from tests.conferences.test_pages import text_of
from thidua.conferences.actions import handing
from thidua.conferences.models import LeadershipChoice, LeadershipRule, PastLeadership
from thidua.conferences.queries.leadership import standing_choices
from thidua.papers.actions import make_minutes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)


def url(name: str, bloc: Bloc, *more: Any) -> str:
    return reverse(f"conferences:{name}", args=[bloc.year.pk, *more])


def test_page_offers_every_way_while_nobody_is_chosen() -> None:
    bloc = make_running_bloc()

    page = text_of(as_actor(bloc.leader.head).get(url("leadership", bloc)))
    reader = text_of(as_actor(bloc.member.officer).get(url("leadership", bloc)))

    for way in ("Luân phiên</a>", "Cấp trên chỉ định</a>", "Không bố trí Khối phó</a>", "Bỏ phiếu kín"):
        assert way in page
    assert "Chưa chọn." in reader
    assert "Cấp trên chỉ định</a>" not in reader


def test_appointment_is_typed_refused_field_by_field_and_saved() -> None:
    bloc = make_running_bloc()
    client, page = as_actor(bloc.leader.head), url("choose", bloc, "leader", "appointment")
    typed = {
        "unit": bloc.member.body.pk, "person_name": "Lê Văn C", "person_title": "Chủ tịch",
        "document_number": "15/QĐ-UBND", "document_on": "20/1/2025", "issuer": "UBND tỉnh",
    }  # fmt: skip

    assert "bắt buộc" in text_of(client.post(page, typed | {"issuer": ""}))
    assert "không đọc được" in text_of(client.post(page, typed | {"document_on": "hôm qua"}))
    assert client.post(page, typed).status_code == 302

    text = text_of(client.get(url("leadership", bloc)))
    assert "Văn bản số 15/QĐ-UBND ngày 20/01/2025 của UBND tỉnh" in text
    assert "Lê Văn C, Chủ tịch" in text


def test_ways_and_posts_there_are_not_are_not_found() -> None:
    bloc = make_running_bloc()
    client = as_actor(bloc.leader.head)

    for post, way in (("leader", "absent"), ("king", "rotation"), ("leader", "coup")):
        assert client.get(url("choose", bloc, post, way)).status_code == 404


def test_rotation_form_names_whose_turn_it_is_and_its_head() -> None:
    bloc = make_running_bloc()
    ruled(bloc)
    client = as_actor(bloc.leader.head)

    page = text_of(client.get(url("choose", bloc, "leader", "rotation")))

    assert f"{bloc.deputy.body.name}: đến lượt theo danh sách luân phiên" in page
    assert f'value="{bloc.deputy.head.name}"' in page
    data = {"person_name": "A", "person_title": "B"}
    assert client.post(url("choose", bloc, "leader", "rotation"), data).status_code == 302
    assert standing_choices(bloc.year)["leader"].unit == bloc.deputy.body


def test_deputy_is_left_out_with_a_reason() -> None:
    bloc = make_running_bloc()
    client, page = as_actor(bloc.leader.head), url("choose", bloc, "deputy", "absent")

    assert "bắt buộc" in text_of(client.post(page, {"reason": ""}))
    assert client.post(page, {"reason": "Khối nhỏ"}).status_code == 302
    assert "Không bố trí" in text_of(client.get(url("leadership", bloc)))


def test_unit_answers_on_its_own_page_and_others_cannot() -> None:
    bloc = make_running_bloc()
    choice = appointed(bloc)
    mine, other = as_actor(bloc.member.head), as_actor(bloc.deputy.head)

    assert "Nhận nhiệm vụ</a>" in text_of(mine.get(url("leadership", bloc)))
    assert other.get(url("leadership_accept", bloc, choice.pk)).status_code == 403
    assert 'value="Lê Văn C"' in text_of(mine.get(url("leadership_accept", bloc, choice.pk)))
    data = {"person_name": "Trần D", "person_title": "Chủ tịch"}
    assert mine.post(url("leadership_accept", bloc, choice.pk), data).status_code == 302
    assert "Đã nhận" in text_of(mine.get(url("leadership", bloc)))


def test_unit_declines_with_a_reason_and_the_choice_stays_in_the_history() -> None:
    bloc = make_running_bloc()
    choice = appointed(bloc)
    client, page = as_actor(bloc.member.head), url("leadership_decline", bloc, choice.pk)

    assert "bắt buộc" in text_of(client.post(page, {"reason": ""}))
    assert client.post(page, {"reason": "Thiếu người"}).status_code == 302

    assert "Thiếu người" in text_of(as_actor(bloc.leader.head).get(url("leadership", bloc)))


def test_choice_is_withdrawn_and_a_barred_one_is_allowed_with_reasons() -> None:
    bloc = ranked_bloc()
    ruled(bloc, rest=2)
    choice = appointed(bloc, unit=0)
    assert bloc.authority is not None
    authority = as_actor(bloc.authority)

    assert "Vướng quy ước của khối" in text_of(authority.get(url("leadership", bloc)))
    assert authority.post(url("leadership_allow", bloc, choice.pk), {"reason": "Đủ người"}).status_code == 302
    assert "đã cho phép. Lý do: Đủ người" in text_of(authority.get(url("leadership", bloc)))
    head = as_actor(bloc.leader.head)
    assert head.post(url("leadership_withdraw", bloc, choice.pk), {"reason": "Nhầm"}).status_code == 302
    assert LeadershipChoice.objects.get(pk=choice.pk).state == "withdrawn"


RULE = {
    "source": "Quy chế của khối, Điều 5", "order": "fixed", "listed": "", "rest": "1", "has_deputy": "on",
    "base": "present", "share": "2/3", "version": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("share", "0", "Ghi một phân số"),
        ("share", "3/2", "Ghi một phân số"),
        ("share", "1/0", "Ghi một phân số"),
        ("share", "0.5", "Ghi một phân số"),
        ("rest", "21", "Số năm nghỉ từ 0 đến 20"),
        ("rest", "1,5", "số nguyên"),
        ("listed", "Hội không có", "không phải tên đơn vị thành viên"),
        ("source", "", "bắt buộc"),
    ],
)
def test_rule_refuses_what_it_cannot_mean(field: str, typed: str, said: str) -> None:
    bloc = make_running_bloc()

    assert said in text_of(as_actor(bloc.leader.head).post(url("leadership_rule", bloc), RULE | {field: typed}))
    assert not LeadershipRule.objects.exists()


def test_rule_is_saved_with_its_list_of_names_and_refuses_a_name_twice() -> None:
    bloc = make_running_bloc()
    client, page = as_actor(bloc.leader.head), url("leadership_rule", bloc)
    names = [bloc.member.body.name, bloc.leader.body.name]

    assert "ghi hai lần" in text_of(client.post(page, RULE | {"listed": "\n".join([*names, names[0]])}))
    assert client.post(page, RULE | {"listed": "\n".join(names)}).status_code == 302

    rule = LeadershipRule.objects.get()
    assert (rule.listed, rule.share, rule.rest) == ([bloc.member.body.pk, bloc.leader.body.pk], "2/3", 1)
    assert client.post(page, RULE).status_code == 409


def test_history_is_typed_shown_and_taken_out() -> None:
    bloc = make_running_bloc()
    client = as_actor(bloc.leader.head)
    data = {"past_year": "2019", "leader": bloc.member.body.pk, "deputy": "", "source": "QĐ 5/2019"}

    assert "bốn chữ số" in text_of(client.post(url("past_add", bloc), data | {"past_year": "19"}))
    assert client.post(url("past_add", bloc), data).status_code == 302
    assert "QĐ 5/2019" in text_of(client.get(url("rotation", bloc)))
    past = PastLeadership.objects.get()
    assert client.get(url("past_remove", bloc, past.pk)).status_code == 200
    assert client.post(url("past_remove", bloc, past.pk)).status_code == 302
    assert not PastLeadership.objects.exists()


@pytest.mark.parametrize("units", [3, 30])
def test_rotation_page_asks_the_same_questions_for_any_number_of_units(units: int) -> None:
    bloc = make_running_bloc(units)
    client = as_actor(bloc.leader.head)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url("rotation", bloc)).status_code == 200

    assert len(queries) == 33


def test_handover_begins_with_how_to_draw_it_up() -> None:
    bloc, _conference = ready()
    client = as_actor(bloc.leader.head)

    assert "Chưa có danh mục bàn giao" in text_of(client.get(url("handover", bloc)))
    draw_up = reverse("papers:draw_up_handover", args=[bloc.year.pk])
    assert "Hồ sơ, văn bản của năm" in text_of(client.get(draw_up))
    assert client.post(draw_up).status_code == 302
    assert "Cờ luân lưu của khối" in text_of(client.get(url("handover", bloc)))


def test_giver_ticks_and_taker_confirms_until_it_is_accepted() -> None:
    bloc, _conference, handover = drawn_up()
    giver, taker = as_actor(bloc.leader.head), as_actor(bloc.member.head)

    for item in handover.items.order_by("position"):
        assert taker.get(url("handed_give", bloc, item.pk)).status_code == 403
        assert giver.post(url("handed_give", bloc, item.pk), {"note": "Đủ"}).status_code == 302
        assert taker.post(url("handed_receive", bloc, item.pk), {"note": ""}).status_code == 302
    assert "Nhận bàn giao</a>" in text_of(taker.get(url("handover", bloc)))
    assert taker.post(url("handover_accept", bloc), {"note": "Đủ"}).status_code == 302

    page = text_of(giver.get(url("handover", bloc)))
    assert "đã nhận bàn giao lúc" in page
    assert "Thêm mục</a>" not in page


def test_items_are_added_taken_back_and_removed_on_pages() -> None:
    bloc, _conference, handover = drawn_up()
    giver = as_actor(bloc.leader.head)

    assert "đã có" in text_of(giver.post(url("handover_add", bloc), {"title": "Cờ luân lưu của khối"}))
    assert giver.post(url("handover_add", bloc), {"title": "Con dấu"}).status_code == 302
    item = handover.items.get(title="Con dấu")
    handing.give_item(item.pk, **by(bloc, AFTER))
    assert giver.post(url("handed_take_back", bloc, item.pk)).status_code == 302
    assert giver.get(url("handed_remove", bloc, item.pk)).status_code == 200
    assert giver.post(url("handed_remove", bloc, item.pk)).status_code == 302
    assert not handover.items.filter(title="Con dấu").exists()


@pytest.mark.parametrize("items", [1, 30])
def test_handover_page_asks_the_same_questions_for_any_number_of_items(items: int) -> None:
    bloc, _conference, handover = drawn_up()
    for number in range(items):
        handing.add_item(handover.pk, **by(bloc, AFTER), title=f"Mục {number}")
    client = as_actor(bloc.leader.head)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("handover", bloc)).status_code == 200

    assert len(queries) == 42


def test_package_holds_papers_ledger_list_and_record(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    bloc, conference, handover = drawn_up()
    make_minutes(conference.pk, **by(bloc, AFTER))
    handing.add_item(handover.pk, **by(bloc, AFTER), title="=1+1")
    handed(bloc, handover)
    taker = as_actor(bloc.member.head)

    response = taker.get(reverse("papers:handover_package", args=[bloc.year.pk]))
    with zipfile.ZipFile(io.BytesIO(response.content)) as whole:
        names = whole.namelist()
        book = whole.read("danh-muc-ban-giao.xlsx")
        ledger = whole.read("nhat-ky.csv").decode("utf-8-sig")

    assert names[:4] == ["danh-muc-ban-giao.xlsx", "bien-ban-ban-giao.docx", "nhat-ky.csv", "nhat-ky-ma-cuoi.json"]
    assert sorted(name.rsplit(".", 1)[1] for name in names[4:]) == ["docx", "pdf"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert "=1+1" in [row[2] for row in rows]
    assert "Khối trưởng năm sau nhận bàn giao" in ledger
    record = taker.get(reverse("papers:handover_record", args=[bloc.year.pk]))
    text = "\n".join(one.text for one in Document(io.BytesIO(record.content)).paragraphs)
    assert f"Bên nhận: {bloc.member.body.name}" in text


def test_package_is_for_who_gives_and_who_receives() -> None:
    bloc, _conference, _handover = drawn_up()
    address = reverse("papers:handover_package", args=[bloc.year.pk])

    assert as_actor(bloc.deputy.head).get(address).status_code == 403
    assert as_actor(bloc.member.head).get(address).status_code == 200
