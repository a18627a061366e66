"""The draft list of nominations: rules, draft, ties, hand-made changes, settling; and its pages."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.assessment.factories import Bloc, make_running_bloc, reviewed_bloc
from tests.conferences.factories import DURING, as_actor, attended, by, rank, ranked_bloc
from tests.conferences.test_actions import refused
from tests.conferences.test_pages import text_of
from tests.conferences.test_policies import YEAR, actor
from tests.conferences.test_resolutions import values
from thidua.conferences import actions as conferences
from thidua.conferences.models import Resolution
from thidua.honours import actions, policies, queries
from thidua.honours.models import AwardRule, Nomination, NominationList
from thidua.kernel.actor import Office
from thidua.kernel.gate import Denied, may
from thidua.papers.package import files_of

FLAG: dict[str, Any] = {
    "name": "Cờ thi đua của UBND tỉnh", "kind": "flag", "grantor": "UBND tỉnh", "grade": "", "by": "points",
    "places": 1, "least_points": None, "title": "", "contest_id": None, "source": "Quy chế của khối, Điều 9",
}  # fmt: skip
HAND: dict[str, Any] = {"nominee": "unit", "name": "", "reason": "Khối thống nhất"}


def ruled(bloc: Bloc, **changes: Any) -> AwardRule:
    return actions.add_rule(bloc.year.pk, **by(bloc), values=FLAG | changes).object


def drafted(bloc: Bloc | None = None, **changes: Any) -> tuple[Bloc, AwardRule, NominationList]:
    bloc = bloc or ranked_bloc()
    rule = ruled(bloc, **changes)
    return bloc, rule, actions.draft_list(bloc.year.pk, **by(bloc)).object


def tied_bloc() -> Bloc:
    bloc = reviewed_bloc(("80", "90", "90"))
    rank(bloc)
    return bloc


def states(rule: AwardRule) -> dict[str, str]:
    return dict(rule.nominations.values_list("name", "state"))


@pytest.mark.django_db
def test_first_in_the_ranking_is_proposed_and_its_conflict_is_noted() -> None:
    bloc, rule, _found = drafted()

    first = rule.nominations.get(state="proposed")
    assert first.unit == bloc.leader.body
    assert first.conflict.startswith("Đơn vị của Khối trưởng")
    assert first.why[-1][0] == "trong 1 đơn vị được đề nghị"
    assert states(rule)[bloc.member.body.name] == "passed"


@pytest.mark.django_db
def test_equal_units_across_the_last_place_wait_for_the_bloc() -> None:
    bloc, rule, found = drafted(tied_bloc())
    tied = list(rule.nominations.filter(state="tied"))
    assert len(tied) == 2

    assert refused(actions.settle_list, found.pk, **by(bloc)) == "ties_left"
    actions.nominate(rule.pk, **by(bloc), **HAND, unit_id=tied[0].unit_id)
    actions.remove_nomination(tied[1].pk, **by(bloc), reason="Khối thống nhất")
    actions.draft_list(bloc.year.pk, **by(bloc))

    assert states(rule)[tied[0].name] == "proposed"
    assert states(rule)[tied[1].name] == "removed"
    assert actions.settle_list(found.pk, **by(bloc)).object.settled_at == DURING


@pytest.mark.django_db
def test_title_must_have_been_registered_for_where_the_rule_says_so() -> None:
    bloc, rule, _found = drafted(title="provincial_flag")

    assert set(states(rule).values()) == {"passed"}
    assert rule.nominations.get(unit=bloc.leader.body).why[1][1] == "did not register for it in the pledge"


@pytest.mark.django_db
def test_by_vote_nobody_is_proposed_before_a_result_is_recognised() -> None:
    _bloc, rule, _found = drafted(by="vote")

    assert set(states(rule).values()) == {"passed"}


@pytest.mark.django_db
def test_person_and_outsider_are_proposed_by_hand() -> None:
    bloc, rule, _found = drafted()
    person: dict[str, Any] = {"nominee": "person", "unit_id": bloc.member.body.pk, "name": "Lê Văn C"}

    made = actions.nominate(rule.pk, **by(bloc), **person, reason="Thành tích đột xuất").object
    actions.nominate(rule.pk, **by(bloc), nominee="other", unit_id=None, name="Đội tình nguyện", reason="Đột xuất")

    assert (made.unit, made.name, made.by_hand) == (bloc.member.body, "Lê Văn C", True)
    assert refused(actions.nominate, rule.pk, **by(bloc), **person, reason="X") == "already_nominated"
    assert refused(actions.nominate, rule.pk, **by(bloc), **HAND, unit_id=0) == "not_a_member"


@pytest.mark.django_db
def test_list_needs_rules_and_a_final_ranking() -> None:
    bloc = make_running_bloc()

    assert refused(actions.draft_list, bloc.year.pk, **by(bloc)) == "no_rules"
    rule = ruled(bloc)
    assert refused(actions.add_rule, bloc.year.pk, **by(bloc), values=FLAG) == "rule_known"
    assert refused(actions.draft_list, bloc.year.pk, **by(bloc)) == "not_ranked_yet"
    actions.remove_rule(rule.pk, **by(bloc))
    assert not AwardRule.objects.exists()


@pytest.mark.django_db
def test_award_with_a_nominee_by_hand_is_not_removed() -> None:
    bloc, rule, _found = drafted()
    actions.nominate(rule.pk, **by(bloc), **HAND, unit_id=bloc.member.body.pk)

    assert refused(actions.remove_rule, rule.pk, **by(bloc)) == "rule_used"


@pytest.mark.django_db
def test_settled_list_is_opened_again_by_the_authority_alone() -> None:
    bloc, rule, found = drafted()
    assert bloc.authority is not None
    authority: dict[str, Any] = {"actor": bloc.authority, "at": DURING}
    assert refused(actions.reopen_list, found.pk, **authority, reason="X") == "not_settled"
    with pytest.raises(Denied):
        actions.settle_list(found.pk, **authority)
    actions.settle_list(found.pk, **by(bloc))

    assert refused(actions.nominate, rule.pk, **by(bloc), **HAND, unit_id=bloc.member.body.pk) == "already_settled"
    with pytest.raises(Denied):
        actions.reopen_list(found.pk, **by(bloc), reason="X")
    assert not actions.reopen_list(found.pk, **authority, reason="Thiếu hồ sơ").object.settled


LIST = NominationList(emulation_year=YEAR)
ROWS = [
    (Office.UNIT_HEAD, 1, True, True, True, False),
    (Office.UNIT_HEAD, 2, True, False, False, False),
    (Office.AUTHORITY_OFFICER, 9, True, True, False, True),
    (Office.COUNCIL_MEMBER, 9, True, False, False, False),
    (Office.AUDITOR, 9, True, False, False, False),
    (Office.UNIT_HEAD, 3, False, False, False, False),
    (Office.UNIT_OFFICER, 1, False, False, False, False),
    (Office.AUTHORITY_OFFICER, 8, False, False, False, False),
]


@pytest.mark.parametrize(("office", "body_id", "reads", "drafts", "settles", "reopens"), ROWS)
def test_list_is_drafted_settled_and_opened_again_by_different_people(
    office: Office, body_id: int, reads: bool, drafts: bool, settles: bool, reopens: bool
) -> None:
    who = actor(office, body_id)

    assert may(who, policies.SEE_DRAFT, YEAR) == reads
    assert may(who, policies.DRAFT, Nomination(emulation_year=YEAR)) == drafts
    assert (may(who, policies.SETTLE, LIST), may(who, policies.REOPEN, LIST)) == (settles, reopens)


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: DURING)


def url(name: str, bloc: Bloc, *more: Any) -> str:
    return reverse(f"honours:{name}", args=[bloc.year.pk, *more])


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
def test_pages_lead_from_an_award_to_a_settled_list() -> None:
    bloc = ranked_bloc()
    head, reader = as_actor(bloc.leader.head), as_actor(bloc.member.officer)
    typed = {
        "name": "Cờ thi đua", "kind": "flag", "grantor": "UBND tỉnh", "by": "points", "places": "1",
        "least_points": "80,5", "source": "Quy chế, Điều 9",
    }  # fmt: skip

    assert "Chưa ghi hình thức khen thưởng nào" in text_of(head.get(url("nominations", bloc)))
    assert "từ 1 đến 100" in text_of(head.post(url("add_rule", bloc), typed | {"places": "0"}))
    assert "bắt buộc" in text_of(head.post(url("add_rule", bloc), typed | {"source": ""}))
    assert head.post(url("add_rule", bloc), typed).status_code == 302
    assert AwardRule.objects.get().least_points == Decimal("80.5")
    assert head.get(url("draft", bloc)).status_code == 200
    assert head.post(url("draft", bloc)).status_code == 302
    page = text_of(head.get(url("nominations", bloc)))
    assert "trong 1 đơn vị được đề nghị" in page
    assert "Danh sách chưa chốt" in text_of(reader.get(url("nominations", bloc)))
    assert reader.get(url("export", bloc)).status_code == 403
    assert head.get(url("settle", bloc)).status_code == 200
    assert head.post(url("settle", bloc)).status_code == 302
    assert "trong 1 đơn vị được đề nghị" in text_of(reader.get(url("nominations", bloc)))


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
def test_nominating_and_removing_ask_for_what_is_missing() -> None:
    bloc, rule, _found = drafted()
    head = as_actor(bloc.leader.head)

    assert "Chọn đơn vị được đề nghị" in text_of(head.post(url("nominate", bloc, rule.pk), HAND))
    person = {"nominee": "person", "name": "", "reason": "X"}
    assert "Ghi tên cá nhân" in text_of(head.post(url("nominate", bloc, rule.pk), person))
    assert head.post(url("nominate", bloc, rule.pk), person | {"name": "Lê Văn C"}).status_code == 302
    one = Nomination.objects.get(name="Lê Văn C")
    assert "bắt buộc" in text_of(head.post(url("remove", bloc, one.pk), {"reason": ""}))
    assert head.post(url("remove", bloc, one.pk), {"reason": "Trùng"}).status_code == 302
    assert head.get(url("remove_rule", bloc, rule.pk)).status_code == 200
    assert head.post(url("remove_rule", bloc, rule.pk)).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
def test_authority_opens_again_and_takes_the_workbook_with_texts_as_texts() -> None:
    bloc, _rule, found = drafted(name="=1+1")
    actions.settle_list(found.pk, **by(bloc))
    assert bloc.authority is not None
    authority = as_actor(bloc.authority)

    content = authority.get(url("export", bloc)).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "=1+1"
    assert "bắt buộc" in text_of(authority.post(url("reopen", bloc), {"reason": ""}))
    assert authority.post(url("reopen", bloc), {"reason": "Thiếu hồ sơ"}).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("units", [3, 12])
def test_page_asks_the_same_questions_for_any_number_of_units(units: int) -> None:
    bloc, _rule, _found = drafted(ranked_bloc(units))
    client = as_actor(bloc.leader.head)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("nominations", bloc)).status_code == 200

    assert len(queries) == 33


def voted(*said: str) -> tuple[Bloc, AwardRule, Resolution]:
    """The units vote openly on a proposal; those beyond `said` are for it."""
    bloc, conference = attended(make_running_bloc(3))
    text = "Đề nghị tặng Bằng khen cho Đội tình nguyện"
    resolution = conferences.record_resolution(conference.pk, **by(bloc), **values(bloc, *said, text=text)).object
    return bloc, ruled(bloc), resolution


TEAM: dict[str, Any] = {"nominee": "other", "unit_id": None, "name": "Đội tình nguyện", "reason": "Hội nghị đề nghị"}


@pytest.mark.django_db
def test_nomination_by_an_adopted_resolution_keeps_its_count() -> None:
    bloc, rule, resolution = voted("against")
    client, here = as_actor(bloc.leader.head), reverse("honours:nominate", args=[bloc.year.pk, rule.pk])
    assert resolution.text in text_of(client.get(here))

    client.post(here, {"nominee": "other", "name": TEAM["name"], "reason": "Lý do", "resolution": resolution.pk})

    made = rule.nominations.get()
    assert made.resolution == resolution
    assert made.why[0][0] == f"Hội nghị biểu quyết công khai: {resolution.text}"
    assert "2/3 đơn vị tán thành" in made.why[1][0]


@pytest.mark.django_db
def test_resolution_that_did_not_carry_is_no_ground() -> None:
    bloc, rule, resolution = voted("against", "against")

    assert refused(actions.nominate, rule.pk, **by(bloc), **TEAM, resolution_id=resolution.pk) == "not_adopted"
    assert queries.resolution_choices(bloc.year) == []


@pytest.mark.django_db
def test_list_that_is_not_settled_stands_among_what_is_handed_over() -> None:
    bloc, _rule, found = drafted()
    assert files_of(bloc.year)[-1][0] == "Danh sách đề nghị khen thưởng chưa chốt"

    actions.settle_list(found.pk, **by(bloc))

    assert files_of(bloc.year)[-1][0] == "Danh sách đề nghị khen thưởng"
