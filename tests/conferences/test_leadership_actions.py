"""Choosing next year's head and deputy, answering, and handing over: success first, then each refusal."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.assessment.factories import Bloc, make_running_bloc
from tests.conferences.factories import AFTER, DURING, attended, by, closed, opened, ranked_bloc, ready
from tests.conferences.factories_leadership import HOLDER, PAPER, accepted, appointed, drawn_up, handed, ruled
from tests.conferences.test_actions import DECISION, refused
from thidua.conferences import actions
from thidua.conferences.actions import handing, leadership
from thidua.conferences.actions.deciding import ChosenOtherwise
from thidua.conferences.models import LeadershipChoice, LeadershipRule
from thidua.conferences.queries.handing import unsettled_before_handover
from thidua.conferences.queries.leadership import standing_choices
from thidua.conferences.queries.rota import Rota
from thidua.cycles.models import EmulationYear
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def chosen(bloc: Bloc) -> dict[str, tuple[int | None, str, str]]:
    return {post: (one.unit_id, one.method, one.state) for post, one in standing_choices(bloc.year).items()}


def test_agreement_on_both_becomes_the_choice_of_each() -> None:
    bloc, _conference = ready()

    assert chosen(bloc) == {
        "leader": (bloc.member.body.pk, "agreement", "chosen"),
        "deputy": (bloc.deputy.body.pk, "agreement", "chosen"),
    }
    kept = standing_choices(bloc.year)["leader"]
    assert kept.evidence == "Biểu quyết công khai tại hội nghị: 3/3 đơn vị nhất trí"
    assert kept.person_name == bloc.member.head.name


def test_agreement_counted_again_replaces_the_choices_and_one_that_fails_leaves_none() -> None:
    bloc, conference = ready()
    pair = {"leader_id": bloc.deputy.body.pk, "deputy_id": bloc.member.body.pk}

    actions.record_agreement(conference.pk, **by(bloc), **pair, agreed=3)
    assert chosen(bloc)["leader"][0] == bloc.deputy.body.pk
    actions.record_agreement(conference.pk, **by(bloc), **pair, agreed=1)

    assert chosen(bloc) == {}
    assert LeadershipChoice.objects.filter(emulation_year=bloc.year, state="withdrawn").count() == 4


def test_agreement_goes_by_the_share_and_the_base_of_the_rule() -> None:
    bloc, conference = attended(ranked_bloc(), absent=1)
    ruled(bloc, base="members", share="1", strict=False)

    made = actions.record_agreement(
        conference.pk, **by(bloc), leader_id=bloc.member.body.pk, deputy_id=bloc.deputy.body.pk, agreed=2
    ).object

    assert (made.agreed, made.base, chosen(bloc)) == (2, 3, {})


def test_agreement_on_one_post_counts_by_the_rule() -> None:
    bloc, _conference = attended(ranked_bloc())
    ask: dict[str, Any] = {"post": "leader", "unit_id": bloc.member.body.pk, **HOLDER}
    year = bloc.year.pk

    assert refused(leadership.choose_by_agreement, year, **by(bloc), **ask, agreed=1) == "not_carried"
    assert refused(leadership.choose_by_agreement, year, **by(bloc), **ask, agreed=4) == "out_of_range"
    made = leadership.choose_by_agreement(year, **by(bloc), **ask, agreed=2).object

    assert made.evidence == "nhất trí 2/3 (66,7%), cần ít nhất 2/3 tức 2: thông qua"


def test_agreement_on_one_post_needs_a_conference_that_meets_and_is_quorate() -> None:
    bloc = make_running_bloc()
    ask: dict[str, Any] = {"post": "leader", "unit_id": bloc.member.body.pk, **HOLDER, "agreed": 2}

    assert refused(leadership.choose_by_agreement, bloc.year.pk, **by(bloc), **ask) == "nobody_meets"
    opened(bloc)
    assert refused(leadership.choose_by_agreement, bloc.year.pk, **by(bloc), **ask) == "not_quorate"


def test_rotation_takes_whose_turn_it_is_and_keeps_the_explanation() -> None:
    bloc = make_running_bloc()
    ruled(bloc)

    leader = leadership.choose_by_rotation(bloc.year.pk, **by(bloc), post="leader", **HOLDER).object
    deputy = leadership.choose_by_rotation(bloc.year.pk, **by(bloc), post="deputy", **HOLDER).object

    assert (leader.unit, deputy.unit) == (bloc.deputy.body, bloc.member.body)
    assert leader.evidence == f"{bloc.deputy.body.name}: đến lượt theo danh sách luân phiên"
    assert leader.basis == "Quy chế của khối, Điều 5"


def test_rotation_without_deputy_has_no_turn_for_one() -> None:
    bloc = make_running_bloc()
    ruled(bloc, has_deputy=False)

    asked = leadership.choose_by_rotation
    assert refused(asked, bloc.year.pk, **by(bloc), post="deputy", **HOLDER) == "nobodys_turn"


def test_appointment_keeps_its_document_and_notes_the_own_unit() -> None:
    bloc = make_running_bloc()

    made = appointed(bloc, unit=0)

    assert (made.document_number, made.issuer) == ("15/QĐ-UBND", "UBND tỉnh")
    assert made.evidence == "Văn bản số 15/QĐ-UBND ngày 20/01/2025 của UBND tỉnh"
    assert made.conflict.endswith("thuộc đơn vị được chọn.")


def test_database_refuses_an_appointment_without_document_and_two_heads() -> None:
    bloc = make_running_bloc()
    made = appointed(bloc)

    for changes in ({"document_number": ""}, {"unit": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LeadershipChoice.objects.filter(pk=made.pk).update(**changes)
    made.pk, made.unit = None, bloc.deputy.body
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_post_is_filled_once_and_no_unit_holds_two() -> None:
    bloc = make_running_bloc()
    appointed(bloc)

    again: dict[str, Any] = {**by(bloc), **HOLDER, **PAPER}
    member, deputy = bloc.member.body.pk, bloc.deputy.body.pk
    act = leadership.choose_by_appointment
    assert refused(act, bloc.year.pk, **again, post="leader", unit_id=deputy) == "post_taken"
    assert refused(act, bloc.year.pk, **again, post="deputy", unit_id=member) == "unit_taken"
    assert refused(act, bloc.year.pk, **again, post="deputy", unit_id=0) == "not_of_the_bloc"
    ruled(bloc, has_deputy=False)
    assert refused(act, bloc.year.pk, **again, post="deputy", unit_id=deputy) == "no_deputy_by_rule"


def test_deputy_may_be_left_out_and_the_year_begins_without_one() -> None:
    bloc, conference = ready()
    for choice in standing_choices(bloc.year).values():
        leadership.withdraw_choice(choice.pk, **by(bloc), reason="Chọn lại")
    appointed(bloc)
    leadership.leave_deputy_out(bloc.year.pk, **by(bloc), reason="Khối chỉ có ba đơn vị")
    actions.close_conference(conference.pk, **by(bloc, AFTER))

    following = actions.hand_over(conference.pk, **by(bloc, AFTER), **DECISION).object

    assert (following.leader, following.deputy) == (bloc.member.body, None)


def test_closing_asks_for_the_post_that_is_missing() -> None:
    bloc, conference = ready()
    deputy = standing_choices(bloc.year)["deputy"]
    leadership.decline_leadership(deputy.pk, actor=bloc.deputy.head, at=DURING, reason="Thiếu người")

    with pytest.raises(actions.closing.NotReadyToClose) as caught:
        actions.close_conference(conference.pk, **by(bloc, AFTER))

    assert "chọn Khối phó năm sau" in str(caught.value)


def test_unit_accepts_with_the_person_who_holds_the_post() -> None:
    bloc = make_running_bloc()
    made = appointed(bloc)

    with pytest.raises(Denied):
        leadership.accept_leadership(made.pk, **by(bloc), **HOLDER)
    done = leadership.accept_leadership(
        made.pk, actor=bloc.member.head, at=DURING, person_name="Trần D", person_title="Phó Chủ tịch"
    ).object

    assert (done.state, done.person_name, done.answered_at) == ("accepted", "Trần D", DURING)
    accept: dict[str, Any] = {"actor": bloc.member.head, "at": DURING}
    assert refused(leadership.accept_leadership, made.pk, **accept, **HOLDER) == "already_answered"
    assert refused(leadership.decline_leadership, made.pk, **accept, reason="X") == "already_answered"


def test_unit_declines_with_a_reason_and_another_is_chosen() -> None:
    bloc = make_running_bloc()
    made = appointed(bloc)

    leadership.decline_leadership(made.pk, actor=bloc.member.head, at=DURING, reason="Thiếu người")
    appointed(bloc, unit=1)

    assert chosen(bloc) == {"leader": (bloc.deputy.body.pk, "appointment", "chosen")}
    made.refresh_from_db()
    assert (made.state, made.answer) == ("declined", "Thiếu người")
    assert refused(leadership.withdraw_choice, made.pk, **by(bloc), reason="X") == "already_answered"


def test_unit_without_rank_is_barred_until_the_authority_allows_it() -> None:
    bloc = ranked_bloc()
    ruled(bloc, rest=1)
    made = appointed(bloc, unit=0)
    assert bloc.authority is not None
    mine: dict[str, Any] = {"actor": bloc.leader.head, "at": DURING}

    assert [bar.rule for bar in Rota(bloc.year).bars_on(bloc.leader.body, "leader")] == ["leadership.rests"]
    assert refused(leadership.accept_leadership, made.pk, **mine, **HOLDER) == "still_barred"
    with pytest.raises(Denied):
        leadership.allow_choice(made.pk, **mine, reason="Được")
    leadership.allow_choice(made.pk, actor=bloc.authority, at=DURING, reason="Chỉ đơn vị này đủ người")
    leadership.accept_leadership(made.pk, **mine, **HOLDER)

    assert chosen(bloc)["leader"][2] == "accepted"
    entry = Entry.objects.get(event="conferences.leadership_allowed")
    assert "theo quy ước nghỉ 1 năm" in entry.payload["bars"]


def test_nothing_is_allowed_where_nothing_bars() -> None:
    bloc = make_running_bloc()
    made = appointed(bloc)
    assert bloc.authority is not None

    allow = leadership.allow_choice
    assert refused(allow, made.pk, actor=bloc.authority, at=DURING, reason="X") == "nothing_bars"


def test_unit_that_was_not_ranked_and_one_that_left_are_barred() -> None:
    bloc = ranked_bloc()
    from thidua.assessment.models import RankingRow

    RankingRow.objects.filter(emulation_year=bloc.year, unit=bloc.member.body).update(rank=None)
    assert [bar.rule for bar in Rota(bloc.year).bars_on(bloc.member.body, "deputy")] == ["leadership.unreviewed"]
    bloc.year.memberships.filter(unit=bloc.member.body).update(last_on=DURING.date(), left_because="X")
    assert [bar.rule for bar in Rota(bloc.year).bars_on(bloc.member.body, "deputy")] == ["leadership.left"]


def test_history_typed_in_changes_whose_turn_it_is() -> None:
    bloc = make_running_bloc()
    ruled(bloc, order="longest")
    past: dict[str, Any] = {"deputy_id": None, "source": "QĐ 5/2019"}
    for year, unit in ((2023, bloc.deputy), (2020, bloc.member)):
        leadership.record_past_leadership(bloc.year.pk, **by(bloc), past_year=year, leader_id=unit.body.pk, **past)

    [turn] = Rota(bloc.year).turns(years=1)

    assert turn.leader == str(bloc.member.body.pk)


def test_history_refuses_the_future_a_known_year_and_strangers() -> None:
    bloc = make_running_bloc()
    act, year, member = leadership.record_past_leadership, bloc.year.pk, bloc.member.body.pk
    ask: dict[str, Any] = {**by(bloc), "leader_id": member, "deputy_id": None, "source": "QĐ 5/2019"}

    assert refused(act, year, **ask, past_year=2024) == "not_in_the_past"
    assert refused(act, year, **ask | {"deputy_id": member}, past_year=2019) == "same_units"
    assert refused(act, year, **ask | {"leader_id": 0}, past_year=2019) == "not_of_the_bloc"
    made = act(year, **ask, past_year=2019).object
    assert refused(act, year, **ask, past_year=2019) == "year_known"
    leadership.remove_past_leadership(year, **by(bloc), past_id=made.pk)
    with pytest.raises(Http404):
        leadership.remove_past_leadership(year, **by(bloc), past_id=made.pk)


def test_rule_written_on_a_stale_form_is_refused() -> None:
    from tests.conferences.factories_leadership import RULE
    from thidua.kernel.versions import Stale

    bloc = make_running_bloc()
    leadership.set_leadership_rule(bloc.year.pk, **by(bloc), values=RULE, version=0)

    with pytest.raises(Stale):
        leadership.set_leadership_rule(bloc.year.pk, **by(bloc), values=RULE, version=0)


def test_handover_is_gone_through_and_the_year_follows_without_a_reason() -> None:
    bloc, conference, handover = drawn_up()
    ruled(bloc)
    assert [item.kind for item in handover.items.order_by("position")][-2:] == ["flag", "duties"]
    handed(bloc, handover)
    assert unsettled_before_handover(EmulationYear.objects.get(pk=bloc.year.pk)) == []

    following = actions.hand_over(conference.pk, **by(bloc, AFTER), **DECISION | {"reason": ""}).object

    assert following.leader == bloc.member.body
    assert LeadershipRule.objects.get(emulation_year=following).source == "Quy chế của khối, Điều 5"
    assert Entry.objects.get(event="conferences.year_handed_over").payload["reason"] == ""


def test_year_is_not_handed_over_before_everything_is_received_unless_there_is_a_reason() -> None:
    bloc, conference, handover = drawn_up()
    no_reason = DECISION | {"reason": " "}

    assert refused(actions.hand_over, conference.pk, **by(bloc, AFTER), **no_reason) == "not_received"
    handover.items.exclude(kind="flag").delete()
    item = handover.items.get()
    handing.give_item(item.pk, **by(bloc, AFTER))
    handing.receive_item(item.pk, actor=bloc.member.head, at=AFTER)
    assert unsettled_before_handover(bloc.year) == ["Khối trưởng năm sau chưa nhận bàn giao"]
    actions.hand_over(conference.pk, **by(bloc, AFTER), **DECISION)

    assert Entry.objects.get(event="conferences.year_handed_over").payload["reason"] == DECISION["reason"]


def test_item_is_received_after_it_was_given_by_the_right_people() -> None:
    bloc, _conference, handover = drawn_up()
    item = handover.items.get(kind="flag")
    taker: dict[str, Any] = {"actor": bloc.member.head, "at": AFTER}

    assert refused(handing.receive_item, item.pk, **taker) == "not_given_yet"
    with pytest.raises(Denied):
        handing.give_item(item.pk, **taker)
    handing.give_item(item.pk, **by(bloc, AFTER), note="Một lá cờ")
    with pytest.raises(Denied):
        handing.receive_item(item.pk, **by(bloc, AFTER))
    done = handing.receive_item(item.pk, **taker, note="Đủ").object

    assert (done.given_note, done.received_note, done.received_at) == ("Một lá cờ", "Đủ", AFTER)
    assert refused(handing.give_item, item.pk, **by(bloc, AFTER)) == "already_handed"
    assert refused(handing.remove_item, item.pk, **by(bloc, AFTER)) == "already_handed"
    assert handing.take_item_back(item.pk, **by(bloc, AFTER)).object.given_at is None


def test_list_takes_more_items_until_it_is_accepted() -> None:
    bloc, _conference, handover = drawn_up()
    added = handing.add_item(handover.pk, **by(bloc, AFTER), title="Con dấu", detail="Một con dấu").object

    assert refused(handing.add_item, handover.pk, **by(bloc, AFTER), title="Con dấu") == "item_known"
    taker: dict[str, Any] = {"actor": bloc.member.head, "at": AFTER}
    assert refused(handing.accept_handover, handover.pk, **taker) == "not_all_received"
    handing.remove_item(added.pk, **by(bloc, AFTER))
    handed(bloc, handover)

    assert refused(handing.add_item, handover.pk, **by(bloc, AFTER), title="Con dấu") == "handover_over"


def test_list_is_drawn_up_once_with_what_is_left_open() -> None:
    from thidua.papers.actions import draw_up_handover

    bloc, _conference = closed()
    accepted(bloc)

    made = draw_up_handover(bloc.year.pk, **by(bloc, AFTER)).object

    assert made.items.get(kind="files").detail == "Chưa lập văn bản nào trong hệ thống."
    assert made.items.get(kind="duties").detail == "Triển khai phong trào thi đua"
    assert refused(draw_up_handover, bloc.year.pk, **by(bloc, AFTER)) == "already_drawn_up"


def test_joint_agreement_waits_until_another_choice_is_withdrawn() -> None:
    bloc, conference = attended()
    choice = appointed(bloc)
    pair = {"leader_id": bloc.deputy.body.pk, "deputy_id": bloc.member.body.pk, "agreed": 3}

    with pytest.raises(ChosenOtherwise) as caught:
        actions.record_agreement(conference.pk, **by(bloc), **pair)
    assert "cấp trên chỉ định" in str(caught.value)
    leadership.withdraw_choice(choice.pk, **by(bloc), reason="Bàn lại")
    actions.record_agreement(conference.pk, **by(bloc), **pair)

    assert standing_choices(bloc.year)["leader"].unit_id == bloc.deputy.body.pk
