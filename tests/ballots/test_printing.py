"""Ballots and tally sheets on paper: as many as the roll has, each like every other, and the figures as they were counted."""

import re
from typing import Any

import pytest

from tests.ballots.factories import Voting, closed, frozen, opened, prepared, result_of
from tests.ballots.factories_scans import confirmed, counted
from tests.ballots.test_pages import here, leader, text_of
from tests.conferences.factories import DURING, as_actor
from thidua.ballots import actions, queries
from thidua.ballots.models import Candidate, Contest
from thidua.ballots.queries.printing import slips_on_a_sheet

pytestmark = pytest.mark.django_db

SLIP = re.compile(r'<div class="slip">.*?</table>.*?</p> </div>')


def slips_in(voting: Voting) -> list[str]:
    return SLIP.findall(text_of(leader(voting).get(here(voting, "slips/"))))


@pytest.mark.parametrize("question", ["choose", "each"])
def test_ballots_are_as_many_as_the_roll_and_none_differs_from_another(question: str) -> None:
    voting = frozen(mode="paper", question=question)

    slips = slips_in(voting)

    assert (len(slips), len(set(slips))) == (7, 1)
    assert slips[0].count('class="slip-box"') == {"choose": 2, "each": 4}[question]


def test_ballot_names_bloc_year_conference_question_and_candidates_in_order() -> None:
    voting = frozen(mode="paper")
    bloc = voting.bloc

    slip = slips_in(voting)[0]

    names = [unit.body.name for unit in bloc.units[:2]]
    held = "Hội nghị tổng kết, ký giao ước năm 2024, ngày 21 tháng 01 năm 2025"
    said = [bloc.year.bloc.name, "Năm 2024", held, "PHIẾU BẦU", "Bầu Khối trưởng năm sau", *names]
    places = [slip.find(one) for one in said]
    assert -1 not in places
    assert places == sorted(places)
    assert "Đánh dấu X vào ô của nhiều nhất 1 trong 2 ứng viên." in slip
    assert "Dấu của hội nghị" in slip


def test_page_says_how_many_ballots_are_printed_on_how_many_sheets() -> None:
    shown = text_of(leader(voting := opened(mode="paper")).get(here(voting, "slips/")))

    assert "In đúng 7 phiếu, bằng số người trong danh sách bỏ phiếu, trên 2 tờ A4." in shown


def test_opinion_on_an_award_is_no_election() -> None:
    assert "PHIẾU BIỂU QUYẾT" in slips_in(frozen(mode="paper", purpose="award"))[0]


@pytest.mark.parametrize(
    ("voters", "on_a_sheet", "sheets"), [(4, 4, [4]), (9, 4, [4, 4, 1]), (3, 2, [2, 1]), (2, 1, [1, 1])]
)
def test_last_sheet_holds_what_is_left(voters: int, on_a_sheet: int, sheets: list[int]) -> None:
    slips = queries.Slips(contest=Contest(), held_at="", candidates=[], count=voters, on_a_sheet=on_a_sheet)

    assert [len(one) for one in slips.sheets] == sheets


@pytest.mark.parametrize(
    ("names", "question", "on_a_sheet"),
    [
        (["Hội A", "Hội B"], "choose", 4),
        (["Hội Bảo trợ người khuyết tật và bệnh nhân nghèo tỉnh"] * 2, "choose", 4),
        (["Hội Bảo trợ người khuyết tật và bệnh nhân nghèo tỉnh"] * 3, "each", 2),
        (["Hội A"] * 6, "choose", 2),
        (["Hội A"] * 20, "choose", 1),
    ],
)
def test_sheets_hold_fewer_slips_of_more_and_longer_names(names: list[str], question: str, on_a_sheet: int) -> None:
    contest = Contest(title="Bầu Khối trưởng năm sau", question=question)
    candidates = [Candidate(name=one) for one in names]

    assert slips_on_a_sheet(contest, candidates, held_at="Hội nghị tổng kết năm 2024") == on_a_sheet


@pytest.mark.parametrize(
    ("at_step", "status"),
    [
        (lambda: prepared(mode="paper"), 409),
        (lambda: frozen(mode="paper"), 200),
        (lambda: opened(mode="paper"), 200),
        (lambda: closed(mode="paper"), 409),
        (counted, 409),
        (frozen, 409),
    ],
)
def test_ballots_are_printed_from_freezing_to_closing_and_for_paper_alone(at_step: Any, status: int) -> None:
    voting = at_step()

    assert leader(voting).get(here(voting, "slips/")).status_code == status


def test_ballots_are_printed_by_those_who_lead_and_those_who_count() -> None:
    voting = frozen(mode="paper")
    bloc = voting.bloc

    people = (bloc.deputy.head, bloc.authority, voting.committee[0], bloc.member.head)
    statuses = [as_actor(one).get(here(voting, "slips/")).status_code for one in people if one]

    assert statuses == [200, 200, 200, 403]


# The tally sheet.


def sheet(voting: Voting) -> str:
    return text_of(leader(voting).get(here(voting, "tally-sheet/")))


@pytest.mark.parametrize("at_step", [frozen, opened, closed])
def test_sheet_is_blank_before_the_count_and_says_how_many_votes_are_enough(at_step: Any) -> None:
    shown = sheet(at_step(mode="paper"))

    assert "Kẻ vạch khi đếm" in shown
    assert '<span class="tally-needed">7 → 4</span>' in shown
    assert "trên 50% tổng số người bỏ phiếu trong danh sách" in shown
    assert "Quy chế khối, Điều 7" in shown
    assert '<td class="num" data-label="Số lượng"></td>' in shown


def test_blank_sheet_gives_the_needed_votes_for_each_base_that_may_come_out() -> None:
    voting = frozen(mode="paper", base="valid", share="9/10", strict=False)

    found = queries.tally_sheet_for(voting.bloc.leader.head, voting.bloc.year.pk, voting.contest_id)

    assert [(one.base, one.votes) for one in found.needed] == [(7, 7), (6, 6), (5, 5), (4, 4), (3, 3), (2, 2), (1, 1)]


def test_blank_sheet_says_how_many_ballots_must_come_back() -> None:
    assert "5/7 (2/3)" in sheet(frozen(mode="paper", turnout="2/3"))


def test_sheet_tells_nothing_of_what_one_member_typed() -> None:
    from tests.ballots.factories import figures

    voting = closed(mode="paper")
    before = sheet(voting)
    actions.type_paper_count(voting.contest_id, **voting.by(voting.committee[0]), figures=figures())

    body = re.compile(r'<div class="tally-sheet.*</main>')
    assert body.findall(sheet(voting)) == body.findall(before)
    assert len(body.findall(before)) == 1


def test_sheet_after_the_count_has_figures_share_and_committee() -> None:
    voting = counted()

    shown = sheet(voting)

    assert "4/7 phiếu (57,1%), cần trên 50% tức 4: đạt; trúng" in shown
    assert '<td class="num" data-label="Số lượng">6</td>' in shown
    assert "Kẻ vạch khi đếm" not in shown
    assert [one.name in shown for one in voting.committee] == [True, True, True]
    assert "Hội nghị công nhận" not in shown


def test_sheet_of_a_recognised_result_says_when_it_was_counted_and_recognised() -> None:
    voting = confirmed()

    found = queries.tally_sheet_for(voting.bloc.leader.head, voting.bloc.year.pk, voting.contest_id)

    assert found.counted_at == DURING
    assert found.chosen == [voting.bloc.units[0].body.name]
    assert "Hội nghị công nhận lúc 14:20 ngày 21/01/2025." in sheet(voting)


def test_sheet_asks_and_shows_disagreement_where_each_candidate_is_asked_about() -> None:
    voting = closed(mode="paper", question="each")
    votes = {"c1": {"agree": 4, "disagree": 2}, "c2": {"agree": 3, "disagree": 3}}
    from tests.ballots.factories import figures

    for member in voting.committee[:2]:
        actions.type_paper_count(voting.contest_id, **voting.by(member), figures=figures(votes=votes))

    assert '<td class="num" data-label="Không đồng ý">2</td>' in sheet(voting)


def test_sheet_of_a_sealed_contest_is_there_once_its_box_was_opened_with_its_root() -> None:
    voting = closed("c1", "c1", "c2", "c1", "c1", "", "c2")
    before = leader(voting).get(here(voting, "tally-sheet/")).status_code
    actions.import_result(voting.contest_id, **voting.by(voting.committee[0]), text=result_of(voting))

    shown = sheet(voting)

    assert before == 409
    assert voting.contest.root in shown
    assert "Trong số hợp lệ: phiếu trắng" in shown


@pytest.mark.parametrize("annulled", [True, False])
def test_no_sheet_before_the_roll_is_frozen_nor_of_an_annulled_contest(annulled: bool) -> None:
    voting = prepared(mode="paper")
    if annulled:
        actions.annul(voting.contest_id, **voting.by(voting.bloc.leader.head), reason="Nhầm")

    assert leader(voting).get(here(voting, "tally-sheet/")).status_code == 409


def test_links_to_print_stand_on_the_page_when_there_is_something_to_print() -> None:
    voting = prepared(mode="paper")
    client = leader(voting)
    before = text_of(client.get(here(voting)))
    voting.both(actions.freeze_roll)
    after = text_of(client.get(here(voting)))

    links = [here(voting, "slips/"), here(voting, "tally-sheet/")]
    assert [one in before for one in links] == [False, False]
    assert [one in after for one in links] == [True, True]


@pytest.mark.parametrize("page", ["slips/", "tally-sheet/"])
def test_page_to_print_costs_the_same_for_seven_and_for_thirty_voters(
    page: str, django_assert_num_queries: Any
) -> None:
    for units in (7, 30):
        voting = frozen(units, mode="paper")
        client = leader(voting)
        client.get("/")
        with django_assert_num_queries(QUERIES):
            client.get(here(voting, page))


QUERIES = 34
