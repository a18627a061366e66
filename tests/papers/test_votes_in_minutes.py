"""What was said and voted on stands in the minutes as it was: openly with every voice, secretly with totals alone."""

import pytest

from tests.ballots.factories import closed as closed_contest
from tests.ballots.factories import opened as opened_contest
from tests.ballots.factories import result_of
from tests.conferences.factories import DURING, by
from tests.conferences.test_resolutions import TEXT, recorded
from thidua.ballots import actions as ballots
from thidua.conferences import actions
from thidua.conferences.models import Conference
from thidua.papers import minutes
from thidua.papers.wording import printed

pytestmark = pytest.mark.django_db


def test_remark_and_minutes_stand_under_their_item() -> None:
    bloc, conference, _resolution = recorded()
    item = conference.agenda.order_by("position")[1]
    actions.write_item_minutes(item.pk, **by(bloc), speaker="", notes="Đã nghe báo cáo.")
    unit = bloc.member.body
    actions.record_remark(item.pk, **by(bloc), speaker="Ông B", text="Đồng tình.", unit_id=unit.pk)

    agenda = printed(minutes.minutes_facts(conference))["agenda"]

    assert agenda[0]["lines"] == []
    assert agenda[1]["lines"] == ["Đã nghe báo cáo.", f"Ông B ({unit.name}): Đồng tình."]


def test_resolution_stands_with_every_voice() -> None:
    bloc, conference, _resolution = recorded("for", "against")
    names = [unit.body.name for unit in bloc.units]

    texts = printed(minutes.minutes_facts(conference))

    (row,) = texts["resolutions"]
    assert row["heading"] == f"1) {TEXT}"
    assert row["sentences"] == [
        "Thông qua: 3/4 đơn vị tán thành (75%), cần trên 50% tức ≥ 3. Căn cứ: Quy chế, Điều 5.",
        f"Tán thành (3): {names[0]}; {names[2]}; {names[3]}.",
        f"Không tán thành (1): {names[1]}.",
    ]
    assert texts["heads"]["resolutions"] == "7. Biểu quyết công khai"


def test_sealed_vote_stands_with_its_rule_totals_and_root() -> None:
    voting = closed_contest("c1", "c1", "c1", "c1", "c2", "c2", "")
    ballots.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))
    voting.both(ballots.confirm_result)
    conference = Conference.objects.get()

    facts = minutes.minutes_facts(conference)
    texts = printed(facts)

    (contest,) = facts.contests
    assert contest.root == voting.contest.root
    assert [(one.agree, one.outcome) for one in contest.candidates] == [(4, "chosen"), (2, "")]
    assert "4/7 phiếu" in contest.candidates[0].because
    assert texts["contests"][0]["sentences"][0] == (
        "Hình thức: phiếu điện tử niêm phong. Chọn nhiều nhất bằng số được bầu, 1 chỗ; cần trên 50% tổng số người bỏ phiếu "
        "trong danh sách. Căn cứ: Quy chế khối, Điều 7."
    )
    assert [one["text"] for one in texts["codes"]] == [facts.ledger_hash, contest.root]


def test_annulled_vote_stands_with_its_reason_and_an_open_one_not_at_all() -> None:
    voting = opened_contest()
    conference = Conference.objects.get()
    assert minutes.minutes_facts(conference).contests == ()

    ballots.annul(voting.contest_id, actor=voting.bloc.authority, at=DURING, reason="In thiếu ứng viên")

    (contest,) = minutes.minutes_facts(conference).contests
    assert (contest.annulled_because, contest.figures, contest.candidates) == ("In thiếu ứng viên", {}, ())
