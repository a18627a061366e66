"""What each office sees of blocs, years and sheets, and what a draft still needs."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cycles.factories import BEFORE, WINDOWS, make_draft
from tests.factories import AT, make_actor, make_authority, make_bloc, make_table, make_unit, make_year, moment
from thidua.cycles import actions, queries
from thidua.cycles.models import BlocMembership, EmulationYear, PhaseWindow
from thidua.cycles.states import NotInSetUp, NotRunning, SheetFrozen
from thidua.kernel.actor import SYSTEM, Actor, Office
from thidua.kernel.folding import fold_matches
from thidua.rulebook import facts
from thidua.rulebook.calendar import Phase
from thidua.rulebook.rules import PerUnit
from thidua.rulebook.rules.measure import OfTargets, Take

pytestmark = pytest.mark.django_db


def years_seen(actor: Actor) -> list[int]:
    return list(queries.visible_years(actor).values_list("pk", flat=True))


@pytest.mark.parametrize("office", queries.years.OF_AUTHORITY)
def test_authority_sees_the_years_of_its_blocs(office: Office) -> None:
    year = make_year()
    make_year()

    assert years_seen(make_actor(office, year.bloc.authority)) == [year.pk]


@pytest.mark.parametrize("office", queries.years.OF_UNIT)
def test_unit_sees_the_years_it_belongs_to(office: Office) -> None:
    year = make_year()
    make_year(year.bloc, year=2025)

    assert years_seen(make_actor(office, queries.members(year)[2])) == [year.pk]


def test_neither_the_system_nor_a_person_without_office_sees_a_year() -> None:
    make_year()

    assert years_seen(SYSTEM) == []
    assert years_seen(make_actor(Office.AUDITOR, None)) == []


def test_draft_is_seen_by_the_authority_and_by_the_unit_that_leads() -> None:
    draft = make_draft(ready=True)
    seen = [years_seen(make_actor(Office.UNIT_HEAD, unit)) for unit in draft.units]

    assert years_seen(draft.officer) == [draft.year.pk]
    assert seen == [[draft.year.pk], [], []]


def test_draft_without_a_head_is_seen_by_no_unit() -> None:
    draft = make_draft()
    actions.set_members(draft.year.pk, **draft.by, unit_ids=[unit.pk for unit in draft.units])

    assert [years_seen(make_actor(Office.UNIT_OFFICER, unit)) for unit in draft.units] == [[], [], []]


def test_year_out_of_sight_is_not_found() -> None:
    year = make_year()

    with pytest.raises(Http404):
        queries.year_for(make_actor(Office.UNIT_HEAD, make_unit()), year.pk)


def test_current_year_is_the_latest_that_runs() -> None:
    bloc = make_bloc()
    make_year(bloc, year=2023, state="closed")
    running = make_year(bloc, year=2024)
    make_year(bloc, year=2025, state="draft")

    assert queries.current_year(make_actor(Office.AUTHORITY_OFFICER, bloc.authority), AT) == running


def test_current_year_without_a_running_one_is_the_latest_closed() -> None:
    bloc = make_bloc()
    make_year(bloc, year=2022, state="closed")
    latest = make_year(bloc, year=2023, state="closed")

    assert queries.current_year(make_actor(Office.AUDITOR, bloc.authority), AT) == latest


def test_current_year_without_any_year_is_none() -> None:
    assert queries.current_year(make_actor(Office.AUDITOR, make_authority()), AT) is None


def test_blocs_of_a_unit_are_those_where_it_sees_a_year() -> None:
    year = make_year()
    make_bloc(year.bloc.authority)
    member = make_actor(Office.UNIT_OFFICER, queries.members(year)[2])

    assert list(queries.blocs(member)) == [year.bloc]
    assert queries.blocs(make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority)).count() == 2
    assert list(queries.blocs(SYSTEM)) == []


def test_bloc_rows_find_a_name_typed_without_accents() -> None:
    bloc = make_bloc(number=12)
    make_bloc(bloc.authority, number=13)
    officer = make_actor(Office.AUTHORITY_OFFICER, bloc.authority)

    found = [row.bloc for row in queries.bloc_rows(officer) if fold_matches("khoi so 12", *row.texts)]

    assert found == [bloc]


@pytest.mark.parametrize("count", [1, 30])
def test_bloc_rows_take_two_queries_whatever_the_number(count: int) -> None:
    authority = make_authority()
    for _ in range(count):
        make_year(make_bloc(authority), units=2)
    officer = make_actor(Office.AUTHORITY_OFFICER, authority)

    with CaptureQueriesContext(
        connection,
    ) as taken:
        rows = queries.bloc_rows(officer)

    assert (len(rows), len(taken)) == (count, 2)


def test_members_stand_in_the_order_of_the_decision() -> None:
    draft = make_draft()
    reversed_ids = [unit.pk for unit in reversed(draft.units)]
    actions.set_members(draft.year.pk, **draft.by, unit_ids=reversed_ids)

    assert [unit.pk for unit in queries.members(draft.year)] == reversed_ids
    assert queries.is_member(draft.year, draft.units[0].pk)
    assert not queries.is_member(draft.year, make_unit().pk)


def test_phase_rows_say_where_each_phase_stands() -> None:
    draft = make_draft(ready=True)
    rows = queries.phase_rows(draft.year, at=moment(2025, 12, 15))

    assert [(row.phase, row.state) for row in rows] == [
        (Phase.PLEDGE, "past"),
        (Phase.CARRY_OUT, "past"),
        (Phase.REPORT, "open"),
        (Phase.SCORE, "open"),
        (Phase.CONFERENCE, "future"),
        (Phase.COMMEND, "future"),
    ]
    assert [row.phase for row in rows if row.current] == [Phase.REPORT]


def test_calendar_of_a_year_without_windows_is_empty() -> None:
    assert queries.calendar_of(make_draft().year).windows == ()


def test_window_of_a_phase_not_planned_is_not_found() -> None:
    with pytest.raises(Http404):
        queries.window_of(make_draft().year, Phase.REPORT)


def test_year_to_set_up_refuses_an_open_year() -> None:
    draft = make_draft(ready=True)
    draft.open()

    with pytest.raises(NotInSetUp):
        queries.year_to_set_up(draft.officer, draft.year.pk)


def test_year_to_extend_refuses_a_draft() -> None:
    draft = make_draft(ready=True)

    with pytest.raises(NotRunning):
        queries.year_to_extend(draft.officer, draft.year.pk)


# Sheets.


def test_draft_sheet_is_seen_by_the_authority_only() -> None:
    year = make_year()
    draft = make_table(year.bloc, adopted=False)
    member = make_actor(Office.UNIT_HEAD, queries.members(year)[0])

    assert queries.table_for(make_actor(Office.AUDITOR, year.bloc.authority), draft.pk) == draft
    assert list(queries.visible_tables(member)) == [year.scoring_table]


def test_adopted_sheet_is_not_found_outside_the_bloc() -> None:
    year = make_year()
    assert year.scoring_table_id is not None

    with pytest.raises(Http404):
        queries.table_for(make_actor(Office.UNIT_HEAD, make_unit()), year.scoring_table_id)


def test_table_to_edit_refuses_an_adopted_sheet() -> None:
    draft = make_draft()

    with pytest.raises(SheetFrozen):
        queries.table_to_edit(draft.officer, draft.table.pk)


def test_entry_that_is_not_on_the_sheet_is_not_found() -> None:
    with pytest.raises(Http404):
        queries.entry_of(make_draft().table, "IX.9")


def test_sheet_page_sets_out_sections_and_lines_with_their_maxima() -> None:
    page = queries.sheet_page(make_draft().table)

    assert page.attainable == 100
    assert [(row.entry.code, row.depth, row.attainable) for row in page.rows] == [
        ("I", 0, 60), ("I.1", 1, 60), ("II", 0, 40), ("II.1", 1, 40), ("III", 0, 0), ("III.1", 1, 0),
    ]  # fmt: skip


def test_sheet_page_knows_the_neighbours_of_every_row() -> None:
    page = queries.sheet_page(make_draft().table)

    assert [(row.entry.code, row.parent, row.first, row.last) for row in page.rows[:4]] == [
        ("I", "", True, False), ("I.1", "I", True, True), ("II", "", False, False), ("II.1", "II", True, True),
    ]  # fmt: skip


def test_sheet_page_says_what_the_linter_finds_at_the_line() -> None:
    loose = facts.Criterion(
        code="1", title="Thưởng", clause="1", max_points=Decimal(0), over=None,
        rule=PerUnit(of=OfTargets(take=Take.OVER), points=Decimal(1)),
    )  # fmt: skip
    sheet = facts.Sheet(title="B", scale=Decimal(100), entries=(loose,))
    page = queries.sheet_page(make_table(make_bloc(), adopted=False, sheet=sheet))

    assert "lint.bonus_without_cap" in {one.rule for one in page.rows[0].findings}
    assert page.off_scale == -100


def test_sheet_page_of_an_empty_sheet_is_empty() -> None:
    page = queries.sheet_page(make_table(make_bloc(), adopted=False, lines=()))

    assert (page.rows, page.attainable, page.errors, page.warnings) == ((), 0, (), ())


def test_sections_to_move_into_leave_out_the_section_itself() -> None:
    table = make_table(make_bloc(), adopted=False)
    section, line = (queries.entry_of(table, code) for code in ("I", "I.1"))

    assert [one.code for one in queries.sections_to_move_into(table, section)] == ["II", "III"]
    assert [one.code for one in queries.sections_to_move_into(table, line)] == ["I", "II", "III"]


@pytest.mark.parametrize(
    ("code", "steps", "button"),
    [("I", 1, "down-"), ("III", -1, "up-"), ("II", 1, "down-"), ("II", -1, "up-"), ("I.1", 1, ""), ("I", 0, "")],
)
def test_focus_stays_on_the_button_that_still_moves(code: str, steps: int, button: str) -> None:
    assert queries.button_after(make_table(make_bloc(), adopted=False), code, steps) == button


def test_sheet_of_is_the_sheet_the_rulebook_scores_by() -> None:
    sheet = queries.sheet_of(make_draft().table)

    assert [criterion.code for criterion in sheet.criteria] == ["I.1", "II.1", "III.1"]
    assert (sheet.attainable, sheet.criteria[2].least) == (100, -10)


# What is missing.


def test_nothing_is_missing_when_everything_is_written() -> None:
    assert queries.missing_before_opening(queries.year_for(*seen(make_draft(ready=True)))) == []


def seen(draft):  # type: ignore[no-untyped-def]
    return draft.officer, draft.year.pk


def test_everything_is_missing_at_first() -> None:
    missing = queries.missing_before_opening(make_draft().year)

    assert len(missing) == 4
    assert [sentence.split(".")[0] for sentence in missing] == [
        "Khối cần ít nhất 2 đơn vị thành viên, hiện có 0",
        "Chưa ghi đủ Khối trưởng và Khối phó",
        "Lịch năm chưa có: Ký giao ước, Thực hiện, Báo cáo, Chấm điểm, Hội nghị, Khen thưởng",
        "Chưa chọn bảng điểm",
    ]


def test_missing_names_the_phases_without_a_window() -> None:
    draft = make_draft(ready=True)
    PhaseWindow.objects.filter(emulation_year=draft.year, phase=Phase.SCORE).delete()

    missing = queries.missing_before_opening(queries.year_for(*seen(draft)))

    assert missing == ["Lịch năm chưa có: Chấm điểm. Ghi ngày bắt đầu và hạn cuối."]


def test_missing_when_the_head_is_no_member() -> None:
    draft = make_draft(ready=True)
    BlocMembership.objects.filter(emulation_year=draft.year, unit=draft.units[0]).delete()

    missing = queries.missing_before_opening(queries.year_for(*seen(draft)))

    assert missing == ["Khối trưởng và Khối phó phải là đơn vị thành viên. Chọn lại hai đơn vị."]


def test_missing_when_the_sheet_is_not_adopted() -> None:
    draft = make_draft(ready=True)
    table = make_table(draft.bloc, adopted=False)
    EmulationYear.objects.update(scoring_table=table)

    missing = queries.missing_before_opening(queries.year_for(*seen(draft)))

    assert missing == [f"Bảng điểm “{table.title}” chưa ban hành. Ban hành bảng điểm trước khi mở năm."]


def test_windows_as_typed_give_local_days_and_hours() -> None:
    draft = make_draft(ready=True)
    typed = queries.windows_as_typed(draft.year)

    assert [str(typed[f"report_{part}"]) for part in ("first", "last", "hour")] == [
        "2025-12-01",
        "2025-12-20",
        "17:00:00",
    ]


# Tasks.


def test_task_of_a_year_not_ready_says_what_is_first_missing() -> None:
    draft = make_draft()
    task = queries.tasks_for(draft.officer, at=BEFORE)[0]

    assert task.url == reverse("cycles:setup", args=[draft.year.pk])
    assert task.why == "Khối cần ít nhất 2 đơn vị thành viên, hiện có 0. Ghi theo quyết định."
    assert (task.deadline, task.late) == (None, False)


def test_task_of_a_year_that_is_ready_is_to_open_it_before_it_begins() -> None:
    draft = make_draft(ready=True)
    task = queries.tasks_for(draft.officer, at=BEFORE)[0]

    assert task.url == reverse("cycles:open_year", args=[draft.year.pk])
    assert (task.deadline, task.late) == (WINDOWS[Phase.PLEDGE][0], False)


def test_task_is_late_once_the_first_phase_has_begun() -> None:
    draft = make_draft(ready=True)

    assert queries.tasks_for(draft.officer, at=WINDOWS[Phase.PLEDGE][0])[0].late


def test_no_task_remains_when_the_year_is_open() -> None:
    draft = make_draft(ready=True)
    draft.open()

    assert queries.tasks_for(draft.officer, at=BEFORE) == []


@pytest.mark.parametrize("office", [Office.AUDITOR, Office.COUNCIL_MEMBER])
def test_tasks_are_the_officers_only(office: Office) -> None:
    draft = make_draft()

    assert queries.tasks_for(make_actor(office, draft.bloc.authority), at=BEFORE) == []


@pytest.mark.parametrize("count", [1, 10])
def test_tasks_take_four_queries_whatever_the_number_of_drafts(count: int) -> None:
    authority = make_authority()
    for _ in range(count):
        make_year(make_bloc(authority), units=2, state="draft")
    officer = make_actor(Office.AUTHORITY_OFFICER, authority)

    with CaptureQueriesContext(connection) as taken:
        tasks = queries.tasks_for(officer, at=AT)

    assert (len(tasks), len(taken)) == (count, 4)
