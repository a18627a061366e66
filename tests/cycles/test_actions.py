"""Setting a year up, opening it, giving more time, writing sheets: what is done and every refusal."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import translation

from tests.cycles.factories import BEFORE, WINDOWS, Draft, make_draft
from tests.factories import make_actor, make_authority, make_bloc, make_table, make_unit, make_year, moment
from thidua.cycles import actions, queries
from thidua.cycles.actions import blocs, years
from thidua.cycles.models import EmulationYear, PhaseWindow
from thidua.cycles.states import NotInSetUp, NotRunning
from thidua.kernel.actor import Office
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import TextRefusal
from thidua.ledger.models import Entry
from thidua.ledger.queries import sentence_of
from thidua.rulebook import book
from thidua.rulebook.calendar import Phase

pytestmark = pytest.mark.django_db


def last_sentence() -> str:
    entry = Entry.objects.order_by("-sequence")[0]
    return sentence_of(entry.event, entry.payload)


# Blocs and years.


def test_create_bloc_registers_it_under_the_authority() -> None:
    authority = make_authority()
    by = {"actor": make_actor(Office.AUTHORITY_OFFICER, authority), "at": BEFORE}

    bloc = actions.create_bloc(authority.pk, **by, number=12, name="Khối thi đua số 12").object

    assert (bloc.authority, bloc.number, bloc.name) == (authority, 12, "Khối thi đua số 12")
    assert last_sentence() == "Lập Khối thi đua số 12"


def test_create_bloc_with_a_number_in_use_is_refused() -> None:
    bloc = make_bloc(number=12)
    officer = make_actor(Office.AUTHORITY_OFFICER, bloc.authority)

    with pytest.raises(blocs.BlocKnown):
        actions.create_bloc(bloc.authority_id, actor=officer, at=BEFORE, number=12, name="Khối khác")


def test_create_bloc_of_another_authority_is_not_found() -> None:
    officer = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    with pytest.raises(Http404):
        actions.create_bloc(make_authority().pk, actor=officer, at=BEFORE, number=12, name="Khối khác")


def test_create_bloc_under_a_unit_is_denied() -> None:
    draft = make_draft()

    with pytest.raises(Denied):
        actions.create_bloc(draft.units[0].pk, **draft.by, number=12, name="Khối khác")


def test_start_year_begins_a_draft() -> None:
    draft = make_draft()

    assert (draft.year.draft, draft.year.year, draft.year.decision_number) == (True, 2025, "09/QĐ-SNV")


def test_start_year_twice_is_refused() -> None:
    draft = make_draft()

    with pytest.raises(years.YearKnown):
        actions.start_year(draft.bloc.pk, **draft.by, year=2025, decision_number="10/QĐ-SNV", decision_on=BEFORE.date())


def test_start_year_by_another_authority_is_not_found() -> None:
    draft = make_draft()
    other = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    with pytest.raises(Http404):
        actions.start_year(
            draft.bloc.pk, actor=other, at=BEFORE, year=2026, decision_number="1", decision_on=BEFORE.date()
        )


def test_change_decision_keeps_the_corrected_number() -> None:
    draft = make_draft()
    changed = actions.change_decision(
        draft.year.pk, **draft.by, decision_number="11/QĐ-SNV", decision_on=BEFORE.date()
    ).object

    assert changed.decision_number == "11/QĐ-SNV"
    assert last_sentence() == ("Sửa quyết định về năm thi đua: từ số 09/QĐ-SNV thành số 11/QĐ-SNV ngày 02/01/2025")


# Members and leadership.


def set_members(draft: Draft, *units: Any) -> None:
    actions.set_members(draft.year.pk, **draft.by, unit_ids=[unit.pk for unit in units])


def test_set_members_replaces_the_list() -> None:
    draft = make_draft()
    first, second, third = draft.units
    set_members(draft, first, second)
    set_members(draft, third, first)

    assert queries.members(draft.year) == [third, first]


def test_set_members_named_twice_counts_once() -> None:
    draft = make_draft()
    first, second, _third = draft.units
    set_members(draft, first, second, first)

    assert queries.members(draft.year) == [first, second]


def test_set_members_of_another_authority_is_refused() -> None:
    draft = make_draft()

    with pytest.raises(years.ForeignMember):
        set_members(draft, draft.units[0], make_unit())


def test_set_members_without_the_head_is_refused_and_names_it() -> None:
    draft = make_draft(ready=True)
    leader, *others = draft.units

    with pytest.raises(years.LeadersLeft) as refused:
        set_members(draft, *others)

    assert str(refused.value).startswith(f"{leader.name} đang là Khối trưởng")
    assert queries.members(draft.year) == draft.units


def test_set_leadership_twice_keeps_the_second() -> None:
    draft = make_draft(ready=True)
    first, _second, third = draft.units
    changed = actions.set_leadership(draft.year.pk, **draft.by, leader_id=third.pk, deputy_id=first.pk).object

    assert (changed.leader, changed.deputy) == (third, first)
    assert last_sentence() == f"Ghi Khối trưởng: {third.name}; Khối phó: {first.name}"


def test_set_leadership_of_one_unit_twice_is_refused() -> None:
    draft = make_draft(ready=True)
    unit = draft.units[0]

    with pytest.raises(years.SameUnit):
        actions.set_leadership(draft.year.pk, **draft.by, leader_id=unit.pk, deputy_id=unit.pk)


@pytest.mark.parametrize(("leader", "deputy", "field"), [(0, 2, "deputy_id"), (2, 0, "leader_id")])
def test_set_leadership_of_a_unit_outside_is_refused_at_its_field(leader: int, deputy: int, field: str) -> None:
    draft = make_draft()
    set_members(draft, *draft.units[:2])
    chosen = {"leader_id": draft.units[leader].pk, "deputy_id": draft.units[deputy].pk}

    with pytest.raises(years.NotMembers) as refused:
        actions.set_leadership(draft.year.pk, **draft.by, **chosen)

    assert refused.value.field == field


# The calendar.


def test_set_phase_windows_keeps_every_window() -> None:
    draft = make_draft()
    actions.set_phase_windows(draft.year.pk, **draft.by, windows=WINDOWS)
    actions.set_phase_windows(draft.year.pk, **draft.by, windows=WINDOWS)

    assert {window.phase: (window.first, window.deadline) for window in queries.phase_windows(draft.year)} == WINDOWS


def test_set_phase_windows_is_entered_in_vietnamese_on_an_english_page() -> None:
    draft = make_draft()
    with translation.override("en"):
        actions.set_phase_windows(draft.year.pk, **draft.by, windows={Phase.PLEDGE: WINDOWS[Phase.PLEDGE]})

    assert Entry.objects.order_by("-sequence")[0].payload == {
        "windows": ["Ký giao ước 00:00 ngày 06/01/2025 – 17:00 ngày 28/02/2025"]
    }


def test_set_phase_windows_that_ends_before_it_begins_is_refused_at_its_phase() -> None:
    draft = make_draft()
    first, deadline = WINDOWS[Phase.REPORT]

    with pytest.raises(TextRefusal) as refused:
        actions.set_phase_windows(draft.year.pk, **draft.by, windows=WINDOWS | {Phase.REPORT: (deadline, first)})

    assert (refused.value.code, refused.value.field) == ("deadline_before_first", "report_last")
    assert str(refused.value) == "Báo cáo: hạn cuối phải sau thời điểm bắt đầu; hãy sửa lại."


def test_set_phase_windows_out_of_order_is_refused_at_the_later_phase() -> None:
    draft = make_draft()
    early = {Phase.SCORE: (moment(2025, 11, 1, 0), moment(2025, 12, 1, 17))}

    with pytest.raises(TextRefusal) as refused:
        actions.set_phase_windows(draft.year.pk, **draft.by, windows=WINDOWS | early)

    assert refused.value.field == "score_last"
    assert str(refused.value) == "Chấm điểm: hạn cuối sớm hơn hạn của giai đoạn trước (Báo cáo); hãy sửa lại."
    assert not PhaseWindow.objects.filter(emulation_year=draft.year).exists()


# Opening.


def test_open_year_pins_the_rulebook() -> None:
    draft = make_draft(ready=True)
    year = draft.open()

    assert (year.running, year.opened_at, year.rulebook_version) == (True, BEFORE, book.load().version)
    assert Entry.objects.order_by("-sequence")[0].emulation_year_id == year.pk


def test_open_year_that_is_not_ready_says_everything_missing() -> None:
    draft = make_draft()

    with pytest.raises(years.NotReady) as refused:
        draft.open()

    missing = queries.missing_before_opening(draft.year)
    assert str(refused.value) == f"Chưa mở được năm thi đua. {' '.join(missing)}"
    assert EmulationYear.objects.get(pk=draft.year.pk).draft


def test_open_year_twice_says_when_it_was_opened() -> None:
    draft = make_draft(ready=True)
    draft.open()

    with pytest.raises(years.AlreadyOpen, match="09:00 ngày 02/01/2025"):
        draft.open()


def test_open_year_that_is_closed_is_refused() -> None:
    year = make_year(state="closed")

    with pytest.raises(NotInSetUp):
        actions.open_year(year.pk, actor=make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority), at=BEFORE)


def test_open_year_by_the_leading_unit_is_denied() -> None:
    draft = make_draft(ready=True)

    with pytest.raises(Denied):
        actions.open_year(draft.year.pk, actor=make_actor(Office.UNIT_HEAD, draft.units[0]), at=BEFORE)


def test_open_year_by_an_auditor_is_denied() -> None:
    draft = make_draft(ready=True)

    with pytest.raises(Denied):
        actions.open_year(draft.year.pk, actor=make_actor(Office.AUDITOR, draft.bloc.authority), at=BEFORE)


SET_UP: dict[str, Any] = {
    "change_decision": lambda draft: {"decision_number": "1", "decision_on": BEFORE.date()},
    "set_members": lambda draft: {"unit_ids": [unit.pk for unit in draft.units]},
    "set_leadership": lambda draft: {"leader_id": draft.units[1].pk, "deputy_id": draft.units[0].pk},
    "set_phase_windows": lambda draft: {"windows": WINDOWS},
    "choose_sheet": lambda draft: {"table_id": draft.table.pk},
}


@pytest.mark.parametrize("verb", SET_UP)
def test_nothing_that_was_set_up_changes_once_the_year_runs(verb: str) -> None:
    draft = make_draft(ready=True)
    draft.open()

    with pytest.raises(NotInSetUp):
        getattr(actions, verb)(draft.year.pk, **draft.by, **SET_UP[verb](draft))


@pytest.mark.parametrize("verb", SET_UP)
def test_another_authority_finds_no_year_to_set_up(verb: str) -> None:
    draft = make_draft(ready=True)
    other = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    with pytest.raises(Http404):
        getattr(actions, verb)(draft.year.pk, actor=other, at=BEFORE, **SET_UP[verb](draft))


# More time.


def extend(draft: Draft, deadline_at: datetime, *, phase: Phase = Phase.REPORT, at: datetime = BEFORE) -> None:
    actions.extend_deadline(
        draft.year.pk, actor=draft.officer, at=at, phase=phase, deadline_at=deadline_at, reason="Bão lớn"
    )


def running() -> Draft:
    draft = make_draft(ready=True)
    draft.open()
    return draft


def test_extend_deadline_moves_it_for_the_whole_bloc() -> None:
    draft = running()
    extend(draft, moment(2025, 12, 25, 17))

    assert queries.window_of(draft.year, Phase.REPORT).deadline_at == moment(2025, 12, 25, 17)
    assert last_sentence() == ("Gia hạn Báo cáo từ 17:00 ngày 20/12/2025 đến 17:00 ngày 25/12/2025. Lý do: Bão lớn")


def test_extend_deadline_opens_a_phase_that_was_over() -> None:
    draft = running()
    late = moment(2025, 12, 22)
    extend(draft, moment(2025, 12, 25, 17), at=late)

    assert queries.calendar_of(draft.year).is_open(Phase.REPORT, late)


def test_extend_deadline_to_the_next_ones_is_allowed() -> None:
    draft = running()
    extend(draft, WINDOWS[Phase.SCORE][1])

    assert queries.window_of(draft.year, Phase.REPORT).deadline_at == WINDOWS[Phase.SCORE][1]


@pytest.mark.parametrize(
    ("deadline_at", "at"),
    [
        (moment(2025, 12, 20, 17), BEFORE),
        (moment(2025, 12, 19, 17), BEFORE),
        (moment(2025, 12, 22, 17), moment(2025, 12, 22, 17)),
    ],
)
def test_extend_deadline_to_no_later_than_it_is_or_than_now_is_refused(deadline_at: datetime, at: datetime) -> None:
    draft = running()

    with pytest.raises(years.NotLater):
        extend(draft, deadline_at, at=at)


def test_extend_deadline_past_a_later_phase_is_refused_and_names_it() -> None:
    draft = running()

    with pytest.raises(years.PastNextDeadline) as refused:
        extend(draft, moment(2026, 1, 11, 17))

    assert "Chấm điểm (17:00 ngày 10/01/2026)" in str(refused.value)
    assert queries.window_of(draft.year, Phase.REPORT).deadline_at == WINDOWS[Phase.REPORT][1]


def test_extend_deadline_of_a_draft_is_refused() -> None:
    draft = make_draft(ready=True)

    with pytest.raises(NotRunning):
        extend(draft, moment(2025, 12, 25, 17))


def test_extend_deadline_by_the_bloc_head_is_denied() -> None:
    draft = running()
    head = make_actor(Office.UNIT_HEAD, draft.units[0])

    with pytest.raises(Denied):
        actions.extend_deadline(
            draft.year.pk, actor=head, at=BEFORE, phase=Phase.REPORT, deadline_at=moment(2025, 12, 25), reason="x"
        )


@pytest.mark.parametrize("which", ["draft", "foreign", "unknown"])
def test_choose_sheet_that_is_not_an_adopted_one_of_the_bloc_is_refused(which: str) -> None:
    draft = make_draft()
    tables = {
        "draft": make_table(draft.bloc, adopted=False).pk,
        "foreign": make_table(make_bloc()).pk,
        "unknown": 999_999,
    }

    with pytest.raises(years.SheetNotAdopted):
        actions.choose_sheet(draft.year.pk, **draft.by, table_id=tables[which])


def test_refused_actions_enter_nothing_in_the_ledger() -> None:
    draft = make_draft()
    before = Entry.objects.count()

    with pytest.raises(years.NotReady):
        draft.open()

    assert Entry.objects.count() == before


def test_database_refuses_to_change_the_members_of_a_closed_year() -> None:
    year = make_year(state="closed")

    with pytest.raises(IntegrityError), transaction.atomic():
        year.memberships.all().delete()
