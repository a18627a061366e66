"""The pages of contests, as the people who use them see them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.ballots.factories import Voting, closed, figures, frozen, opened, prepared, private_keys, result_of
from tests.ballots.sealing import base64_of, public_of
from tests.conferences.factories import as_actor, attended
from thidua.ballots.models import Contest, SealedBallot

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Bầu Khối trưởng", "purpose": "leader", "mode": "sealed", "question": "choose", "seats": "1",
    "share": "2/3", "base": "members", "source": "Quy chế, Điều 7", "turnout": "", "rounds": "2", "names": "",
}  # fmt: skip


def here(voting: Voting, page: str = "") -> str:
    return f"/years/{voting.bloc.year.pk}/contests/{voting.contest_id}/{page}"


def leader(voting: Voting) -> Client:
    return as_actor(voting.bloc.leader.head)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_list_without_contests_says_how_to_begin() -> None:
    bloc, _conference = attended()

    shown = as_actor(bloc.leader.head).get(f"/years/{bloc.year.pk}/contests/")

    assert "Hội nghị này chưa có cuộc bỏ phiếu nào" in text_of(shown)


def test_contest_is_prepared_from_its_form() -> None:
    bloc, _conference = attended()
    units = [str(unit.body.pk) for unit in bloc.units[:2]]

    answer = as_actor(bloc.leader.head).post(f"/years/{bloc.year.pk}/contests/prepare/", FORM | {"units": units})

    contest = Contest.objects.get()
    assert answer.url == f"/years/{bloc.year.pk}/contests/{contest.pk}/"
    assert (contest.share, contest.turnout, contest.rounds) == ("2/3", "0", 2)


@pytest.mark.parametrize(("typed", "kept"), [("80%", "4/5"), ("2/3", "2/3"), (" 66,7 % ", "667/1000"), ("1/2", "1/2")])
def test_share_is_read_as_people_write_it(typed: str, kept: str) -> None:
    bloc, _conference = attended()
    sent = FORM | {"units": [str(bloc.leader.body.pk)], "share": typed}

    as_actor(bloc.leader.head).post(f"/years/{bloc.year.pk}/contests/prepare/", sent)

    assert Contest.objects.get().share == kept


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"share": "nhiều"}, "không đọc được thành tỷ lệ"),
        ({"share": "3/0"}, "không đọc được thành tỷ lệ"),
        ({"share": "120%"}, "không đọc được thành tỷ lệ"),
        ({"share": "12.5"}, "không đọc được thành tỷ lệ"),
        ({"seats": "0"}, "số được chọn phải từ 1"),
        ({"seats": "abc"}, "abc"),
        ({"units": []}, "chưa có ai để bầu"),
        ({"source": ""}, "bắt buộc"),
        ({"mode": "telepathy"}, "không có trong danh sách"),
    ],
)
def test_wrong_rule_is_told_and_what_was_typed_is_kept(changes: dict[str, Any], said: str) -> None:
    bloc, _conference = attended()
    sent = FORM | {"units": [str(bloc.leader.body.pk)]} | changes

    answer = as_actor(bloc.leader.head).post(f"/years/{bloc.year.pk}/contests/prepare/", sent)

    assert answer.status_code == 200
    assert said in text_of(answer)
    assert 'value="Bầu Khối trưởng"' in text_of(answer)
    assert Contest.objects.count() == 0


def test_roll_and_committee_are_chosen_on_their_pages() -> None:
    voting = prepared()
    client = leader(voting)
    shown = client.get(here(voting, "roll/"))
    rolls = {f"unit_{unit.body.pk}": str(unit.head.id) for unit in voting.bloc.units[:6]}

    client.post(here(voting, "roll/"), rolls)
    client.post(
        here(voting, "committee/"), {"members": [str(one.id) for one in voting.committee[:2]], "threshold": "2"}
    )

    assert voting.bloc.member.head.name in text_of(shown)
    assert (voting.contest.roll.count(), voting.contest.committee.count()) == (6, 2)


def test_two_people_take_a_step_and_the_page_says_who_is_missing() -> None:
    voting = prepared()
    client = leader(voting)

    client.post(here(voting, "freeze/"))
    waiting = client.get(here(voting))
    again = client.post(here(voting, "freeze/"))
    assert voting.bloc.authority is not None
    as_actor(voting.bloc.authority).post(here(voting, "freeze/"))

    assert "cần người thứ hai đồng ý" in text_of(waiting)
    assert again.status_code == 403
    assert voting.contest.state == "frozen"


def test_member_of_the_committee_hands_in_a_key() -> None:
    voting = frozen()
    client = as_actor(voting.committee[0])
    shown = client.get(here(voting, "key/"))

    answer = client.post(here(voting, "key/"), {"public_key": base64_of(public_of(private_keys()[0]))})

    assert 'type="password" autocomplete="new-password"' in text_of(shown)
    assert answer.status_code == 302
    assert voting.contest.committee.filter(public_key__isnull=False).count() == 1


@pytest.mark.parametrize("sent", ["", "%", "AAAA"])
def test_key_that_is_none_is_told(sent: str) -> None:
    voting = frozen()

    answer = as_actor(voting.committee[0]).post(here(voting, "key/"), {"public_key": sent})

    assert answer.status_code == 200
    assert "error-summary" in text_of(answer)


def test_choices_of_a_ballot_stand_in_no_form() -> None:
    voting = opened()

    shown = text_of(as_actor(voting.bloc.member.head).get(here(voting, "vote/")))

    inside = "".join(re.findall(r"<form.*?</form>", shown))
    assert shown.count('name="choice"') == 3
    assert 'name="choice"' not in inside
    assert "data-draft" not in shown


def test_sealed_ballot_is_taken_once() -> None:
    voting = opened()
    client = as_actor(voting.bloc.member.head)
    blob = base64_of(voting.blob("c1"))

    first, second = (
        client.post(here(voting, "vote/"), {"blob": blob}),
        client.post(here(voting, "vote/"), {"blob": blob}),
    )
    after = client.get(here(voting, "vote/"))

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["taken"] is False
    assert "Bạn đã bỏ phiếu" in text_of(after)
    assert SealedBallot.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"blob": ""}, {"blob": "%%%"}, {"blob": "AAAA"}])
def test_ballot_that_is_none_is_refused_in_words(sent: dict[str, str]) -> None:
    voting = opened()

    answer = as_actor(voting.bloc.member.head).post(here(voting, "vote/"), sent)

    assert answer.status_code in (400, 409)
    assert answer.json()["why"]
    assert SealedBallot.objects.count() == 0


def test_board_shows_trackers_and_root_after_closing_only() -> None:
    voting = opened()
    blob = voting.vote(voting.bloc.member, "c1")
    from thidua.ballots.sealing.form import tracker_of

    before = text_of(leader(voting).get(here(voting)))
    from thidua.ballots import actions

    voting.both(actions.close_contest)
    after = text_of(leader(voting).get(here(voting)))

    assert tracker_of(blob) not in before
    assert tracker_of(blob) in after
    assert voting.contest.root in after


def test_committee_takes_the_box_away_and_brings_the_result() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")
    client = as_actor(voting.committee[0])
    box = client.get(here(voting, "box/"))
    file = SimpleUploadedFile("result.json", result_of(voting).encode())

    answer = client.post(here(voting, "count/"), {"file": file})

    assert box["Content-Disposition"] == f'attachment; filename="hom-phieu-{voting.contest_id}.json"'
    assert answer.status_code == 302
    assert voting.contest.state == "counted"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"x" * 200_001])
def test_wrong_result_file_is_told(content: bytes) -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1")

    answer = as_actor(voting.committee[0]).post(
        here(voting, "count/"), {"file": SimpleUploadedFile("result.json", content)}
    )

    assert answer.status_code == 200
    assert "error-summary" in text_of(answer)
    assert voting.contest.state == "closed"


def test_paper_count_is_typed_on_its_page() -> None:
    voting = closed(mode="paper")
    sheet = figures()
    typed = {name: str(sheet[name]) for name in ("present", "issued", "returned", "valid", "invalid")}
    typed |= {f"agree_{key}": str(votes["agree"]) for key, votes in sheet["votes"].items()}

    for member in voting.committee[:2]:
        as_actor(member).post(here(voting, "count/"), typed)
    shown = text_of(leader(voting).get(here(voting)))

    assert voting.contest.state == "counted"
    assert "Phát ra 7 phiếu, thu về 7; hợp lệ 6, không hợp lệ 1." in shown
    assert "4/7 phiếu (57,1%), cần trên 50% tức 4: đạt" in shown


def test_warning_of_nominal_secrecy_stands_before_opening() -> None:
    voting = prepared(share="9/10", strict=False)

    shown = text_of(leader(voting).get(here(voting, "freeze/")))

    assert "Cần 7/7 phiếu, tức là mọi người." in shown


def test_contest_is_annulled_with_a_reason_on_its_page() -> None:
    voting = opened()
    client = leader(voting)

    empty = client.post(here(voting, "annul/"), {"reason": ""})
    client.post(here(voting, "annul/"), {"reason": "Nhầm ứng viên"})

    assert "error-summary" in text_of(empty)
    assert "Cuộc bỏ phiếu đã huỷ: Nhầm ứng viên" in text_of(client.get(here(voting)))


def test_page_of_a_contest_costs_the_same_for_seven_and_for_thirty_voters(django_assert_num_queries: Any) -> None:
    for units in (7, 30):
        voting = prepared(units)
        client = leader(voting)
        client.get("/")
        with django_assert_num_queries(QUERIES):
            client.get(here(voting))


QUERIES = 33


def test_limits_of_every_kind_of_ballot_are_said() -> None:
    voting = prepared()

    shown = text_of(leader(voting).get("/secret-ballots/"))

    assert "Người quản trị máy chủ cùng đủ số thành viên tổ kiểm phiếu" in shown
