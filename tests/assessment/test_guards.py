"""What a sheet asks about units beside their lines: who answers, what follows, and when it is settled."""

from dataclasses import replace

import pytest
from django.http import Http404
from django.urls import reverse

from tests.assessment.factories import REVIEWING, Bloc, Unit, make_running_bloc, outsider, submitted_scores
from tests.conferences.factories import as_actor
from tests.factories import make_sheet
from thidua.assessment import queries
from thidua.assessment.actions import ranking, scores
from thidua.assessment.actions.guards import AnswersSettled, answer_guards
from thidua.assessment.models import GuardAnswer
from thidua.cycles.models import BlocMembership
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.rulebook.guards import ClassBand, Guard, Then, When

pytestmark = pytest.mark.django_db

DISCIPLINE = Guard(
    title="Người đứng đầu bị kỷ luật", clause="Điều 6", when=When.EVENT, key="discipline",
    question="Người đứng đầu bị cảnh cáo trở lên", then=Then.CEILING, label="Khá",
)  # fmt: skip
ABSENT = Guard(
    title="Vắng hội nghị", clause="Điều 7", when=When.EVENT, key="absent", question="Số hội nghị vắng", times=2,
    then=Then.NOT_RANKED,
)  # fmt: skip
CLASSES = (
    ClassBand(label="Xuất sắc", start=90), ClassBand(label="Tốt", start=70), ClassBand(label="Khá", start=50),
)  # fmt: skip


def guarded_bloc() -> Bloc:
    """A running year whose sheet has classes and asks about two events; every unit handed in and is reviewed."""
    made = make_running_bloc(sheet=replace(make_sheet(), classes=CLASSES, guards=(DISCIPLINE, ABSENT)))
    for unit, value in zip(made.units, ("80", "100", "90"), strict=True):
        sheet = submitted_scores(made, unit, value=value, judged="38", occurrences=0)
        reviewer = made.deputy.head if unit is made.leader else made.leader.head
        scores.confirm_lines(sheet.pk, actor=reviewer, at=REVIEWING)
    return made


def membership(bloc: Bloc, unit: Unit) -> int:
    return BlocMembership.objects.get(emulation_year=bloc.year, unit=unit.body).pk


def answer(bloc: Bloc, unit: Unit, actor: Actor, **times: int | None) -> None:
    answer_guards(membership(bloc, unit), actor=actor, at=REVIEWING, times=times, reason="Kết luận số 3")


def places(bloc: Bloc) -> list[tuple[int | None, str, str]]:
    return [(row.rank, row.unit.name, row.label) for row in queries.standings_of(bloc.year)]


def test_standings_carry_the_class_of_each_total() -> None:
    bloc = guarded_bloc()

    assert places(bloc) == [
        (1, bloc.deputy.body.name, "Xuất sắc"),
        (2, bloc.member.body.name, "Xuất sắc"),
        (3, bloc.leader.body.name, "Tốt"),
    ]


def test_answer_lowers_the_class_and_says_why() -> None:
    bloc = guarded_bloc()

    answer(bloc, bloc.deputy, bloc.leader.head, discipline=1, absent=1)

    first = queries.standings_of(bloc.year)[0]
    assert (first.rank, first.label) == (1, "Khá")
    assert [said.en for said in first.remarks] == [
        "Người đứng đầu bị kỷ luật: no higher class than “Khá”",
    ]


def test_answer_that_bars_takes_the_rank_and_leaves_the_points() -> None:
    bloc = guarded_bloc()

    answer(bloc, bloc.deputy, bloc.authority, discipline=0, absent=2)

    rows = queries.standings_of(bloc.year)
    assert [(row.rank, row.unit) for row in rows] == [
        (1, bloc.member.body), (2, bloc.leader.body), (None, bloc.deputy.body),
    ]  # fmt: skip
    assert (str(rows[2].points), rows[2].behind) == ("98.00", None)


def test_answer_taken_back_is_not_never() -> None:
    bloc = guarded_bloc()
    answer(bloc, bloc.member, bloc.leader.head, discipline=1)

    answer(bloc, bloc.member, bloc.leader.head, discipline=None)

    assert GuardAnswer.objects.count() == 0


def test_answer_is_a_sentence_of_the_ledger() -> None:
    bloc = guarded_bloc()

    answer(bloc, bloc.member, bloc.leader.head, discipline=1)

    entry = Entry.objects.get(event="assessment.guards_answered")
    assert (entry.payload["answers"], entry.payload["reason"]) == (["discipline: 1"], "Kết luận số 3")


def test_answer_to_what_the_sheet_does_not_ask_is_left_out() -> None:
    bloc = guarded_bloc()

    answer(bloc, bloc.member, bloc.leader.head, invented=4)

    assert GuardAnswer.objects.count() == 0


@pytest.mark.parametrize("who", ["leader", "member"])
def test_leader_and_member_do_not_answer_for_the_leading_unit(who: str) -> None:
    bloc = guarded_bloc()

    with pytest.raises(Denied):
        answer(bloc, bloc.leader, getattr(bloc, who).head, discipline=0)


def test_deputy_answers_for_the_leading_unit_and_no_other() -> None:
    bloc = guarded_bloc()

    answer(bloc, bloc.leader, bloc.deputy.head, discipline=0)

    assert GuardAnswer.objects.get().unit == bloc.leader.body
    with pytest.raises(Denied):
        answer(bloc, bloc.member, bloc.deputy.head, discipline=0)


def test_answer_from_outside_the_bloc_is_not_found() -> None:
    bloc = guarded_bloc()

    with pytest.raises(Http404):
        answer(bloc, bloc.member, outsider(), discipline=0)


def test_answers_are_settled_once_the_ranking_is_proposed() -> None:
    bloc = guarded_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)

    with pytest.raises(AnswersSettled):
        answer(bloc, bloc.member, bloc.leader.head, discipline=1)


def test_final_ranking_keeps_class_remark_and_missing_rank() -> None:
    bloc = guarded_bloc()
    answer(bloc, bloc.deputy, bloc.leader.head, absent=3)
    computed = queries.standings_of(bloc.year)
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)

    assert queries.standings_of(bloc.year)[2].remarks == computed[2].remarks
    assert [(row.rank, row.label) for row in queries.standings_of(bloc.year)] == [
        (1, "Xuất sắc"), (2, "Tốt"), (None, "Xuất sắc"),
    ]  # fmt: skip


def test_conditions_page_lists_questions_and_who_answered() -> None:
    bloc = guarded_bloc()
    answer(bloc, bloc.member, bloc.leader.head, discipline=0)

    page = as_actor(bloc.leader.head).get(reverse("assessment:conditions", args=[bloc.year.pk])).content.decode()

    assert page.count("Người đứng đầu bị cảnh cáo trở lên") == 3
    assert "Kết luận số 3" in page
    assert reverse("assessment:answer_conditions", args=[bloc.year.pk, bloc.leader.body.pk]) not in page


def test_member_reads_its_own_conditions_alone() -> None:
    bloc = guarded_bloc()

    page = as_actor(bloc.member.officer).get(reverse("assessment:conditions", args=[bloc.year.pk])).content.decode()

    assert page.count("Người đứng đầu bị cảnh cáo trở lên") == 1
    assert bloc.leader.body.name not in page.split("<main")[1]


def test_conditions_page_of_a_sheet_without_questions_says_so() -> None:
    bloc = make_running_bloc()

    page = as_actor(bloc.leader.head).get(reverse("assessment:conditions", args=[bloc.year.pk])).content.decode()

    assert "không hỏi điều kiện nào" in page


def test_answers_typed_in_the_form_are_kept() -> None:
    bloc = guarded_bloc()
    address = reverse("assessment:answer_conditions", args=[bloc.year.pk, bloc.member.body.pk])

    answered = as_actor(bloc.leader.head).post(address, {"discipline": "0", "absent": "2", "reason": "Biên bản"})

    assert answered.status_code == 302
    assert dict(GuardAnswer.objects.values_list("key", "times")) == {"discipline": 0, "absent": 2}


@pytest.mark.parametrize("typed", ["-1", "1,5", "abc", "9" * 70])
def test_answers_typed_wrongly_are_refused_at_the_field(typed: str) -> None:
    bloc = guarded_bloc()
    address = reverse("assessment:answer_conditions", args=[bloc.year.pk, bloc.member.body.pk])

    answered = as_actor(bloc.leader.head).post(address, {"discipline": typed, "reason": ""})

    assert (answered.status_code, GuardAnswer.objects.count()) == (200, 0)
    assert 'id="id_discipline_error"' in answered.content.decode()
