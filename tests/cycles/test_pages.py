"""Pages as people meet them: what each office may open, what wrong input gets for an answer, second presses."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cycles.factories import BEFORE, WINDOWS, Draft, make_draft
from tests.factories import make_actor, make_authority, make_bloc, make_table, make_unit, make_year, moment
from thidua.bodies.models import Account
from thidua.cycles import actions, queries
from thidua.cycles.models import EmulationBloc, EmulationYear, ScoringTable
from thidua.kernel.actor import Actor, Office
from thidua.rulebook.calendar import Phase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _before_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: BEFORE)


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


OF_YEAR = ("setup", "change_decision", "set_members", "set_leadership", "set_calendar", "choose_sheet", "open_year")


OF_SHEET = ("sheet", "add_criterion", "add_section", "sheet_settings", "add_guard", "adopt_sheet")
OF_ENTRY = ("change_entry", "move_entry", "remove_entry")


def addresses(draft: Draft) -> dict[str, str]:
    """Every page of the app that the officer may open while the year is a draft."""
    table = make_table(draft.bloc, adopted=False)
    found = {name: reverse(f"cycles:{name}", args=[draft.year.pk]) for name in (*OF_YEAR, "calendar")}
    found |= {name: reverse(f"cycles:{name}", args=[draft.bloc.pk]) for name in ("bloc", "start_year", "start_sheet")}
    found |= {name: reverse(f"cycles:{name}", args=[table.pk]) for name in OF_SHEET}
    found |= {name: reverse(f"cycles:{name}", args=[table.pk, "I.1"]) for name in OF_ENTRY}
    return found | {
        "blocs": reverse("cycles:blocs"),
        "create_bloc": reverse("cycles:create_bloc"),
        "change_section": reverse("cycles:change_entry", args=[table.pk, "I"]),
    }


@pytest.mark.parametrize("ready", [False, True])
def test_officer_opens_every_page_of_a_draft(ready: bool) -> None:
    draft = make_draft(ready=ready)
    client = as_actor(draft.officer)

    opened = {name: client.get(address).status_code for name, address in addresses(draft).items()}

    assert opened == dict.fromkeys(opened, 200)


FOR_EVERYONE = {"blocs", "bloc", "calendar", "sheet"}


def test_head_of_the_leading_unit_opens_what_is_for_everyone_and_nothing_else() -> None:
    draft = make_draft(ready=True)
    found = addresses(draft) | {"sheet": reverse("cycles:sheet", args=[draft.table.pk])}
    client = as_actor(make_actor(Office.UNIT_HEAD, draft.units[0]))

    opened = {name: client.get(address).status_code for name, address in found.items()}

    assert opened == {name: 200 if name in FOR_EVERYONE else 403 for name in found}


def test_officer_of_another_authority_finds_nothing() -> None:
    draft = make_draft(ready=True)
    client = as_actor(make_actor(Office.AUTHORITY_OFFICER, make_authority()))
    own = {"blocs", "create_bloc"}

    opened = {name: client.get(address).status_code for name, address in addresses(draft).items()}

    assert opened == {name: 200 if name in own else 404 for name in opened}


def test_pages_of_setting_up_are_closed_once_the_year_runs() -> None:
    draft = make_draft(ready=True)
    draft.open()
    client = as_actor(draft.officer)

    opened = {name: client.get(reverse(f"cycles:{name}", args=[draft.year.pk])).status_code for name in OF_YEAR}

    assert opened == dict.fromkeys(OF_YEAR, 409) | {"setup": 200}


# Blocs.


def test_list_of_blocs_is_searched_without_accents_and_says_when_nothing_is_found() -> None:
    draft = make_draft()
    client = as_actor(draft.officer)

    assert draft.bloc.name in text(client.get(reverse("cycles:blocs"), {"q": "khoi thi dua"}))
    assert "Không tìm thấy khối nào" in text(client.get(reverse("cycles:blocs"), {"q": "bệnh viện"}))


@pytest.mark.parametrize(
    ("office", "told"), [(Office.AUTHORITY_OFFICER, "Lập khối theo quyết định"), (Office.UNIT_HEAD, "khối hiện ở đây")]
)
def test_empty_list_of_blocs_says_how_to_begin(office: Office, told: str) -> None:
    client = as_actor(make_actor(office, make_authority()))

    assert told in text(client.get(reverse("cycles:blocs")))


def count_queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def test_list_of_blocs_takes_the_same_queries_for_one_and_for_thirty() -> None:
    """Closed years, since the header asks about each year that runs what waits in it."""
    authority = make_authority()
    client = as_actor(make_actor(Office.AUTHORITY_OFFICER, authority))
    make_year(make_bloc(authority), units=2, state="closed")
    one = count_queries(client, reverse("cycles:blocs"))
    for _ in range(29):
        make_year(make_bloc(authority), units=2, state="closed")

    assert count_queries(client, reverse("cycles:blocs")) == one


def test_setup_takes_the_same_queries_for_three_members_and_for_thirty() -> None:
    small, large = make_draft(ready=True), make_draft()
    large.units += [make_unit(authority=large.bloc.authority) for _ in range(27)]
    large.fill()
    addresses_ = [reverse("cycles:setup", args=[draft.year.pk]) for draft in (small, large)]

    counts = [
        count_queries(as_actor(draft.officer), address)
        for draft, address in zip((small, large), addresses_, strict=True)
    ]

    assert counts[0] == counts[1]


def test_create_bloc_leads_to_its_page() -> None:
    authority = make_authority()
    client = as_actor(make_actor(Office.AUTHORITY_OFFICER, authority))
    answer = client.post(
        reverse("cycles:create_bloc"),
        {"number": "12", "word": "Khối", "number_style": "arabic", "name": "Khối thi đua số 12"},
    )

    bloc = EmulationBloc.objects.get(authority=authority)
    assert answer.headers["Location"] == reverse("cycles:bloc", args=[bloc.pk])


@pytest.mark.parametrize("number", ["0", "12,5", "mười hai", "-1", "99999"])
def test_create_bloc_with_a_wrong_number_keeps_what_was_typed(number: str) -> None:
    client = as_actor(make_actor(Office.AUTHORITY_OFFICER, make_authority()))
    answer = client.post(reverse("cycles:create_bloc"), {"number": number, "name": "Khối doanh nghiệp"})

    assert (answer.status_code, EmulationBloc.objects.count()) == (200, 0)
    assert 'href="#id_number"' in text(answer)
    assert "Khối doanh nghiệp" in text(answer)


def test_start_year_sent_twice_says_that_the_year_is_there() -> None:
    draft = make_draft()
    form = {"year": "2025", "decision_number": "09/QĐ-SNV", "decision_on": "2/1/2025"}
    answer = as_actor(draft.officer).post(reverse("cycles:start_year", args=[draft.bloc.pk]), form)

    assert "Khối đã có năm 2025" in text(answer)


def test_start_year_reads_the_date_as_written_and_leads_to_the_setup() -> None:
    draft = make_draft()
    form = {"year": "2026", "decision_number": "10/QĐ-SNV", "decision_on": "ngày 5 tháng 1 năm 2026"}
    answer = as_actor(draft.officer).post(reverse("cycles:start_year", args=[draft.bloc.pk]), form)

    year = EmulationYear.objects.get(year=2026)
    assert answer.headers["Location"] == reverse("cycles:setup", args=[year.pk])
    assert str(year.decision_on) == "2026-01-05"


# Members, leadership, calendar, sheet.


def post(draft: Draft, name: str, form: dict[str, Any]) -> Any:
    return as_actor(draft.officer).post(reverse(f"cycles:{name}", args=[draft.year.pk]), form)


def numbers(draft: Draft, *places: str) -> dict[str, str]:
    return {f"unit_{unit.pk}": place for unit, place in zip(draft.units, places, strict=True)}


def test_members_are_kept_in_the_order_of_their_numbers() -> None:
    draft = make_draft()
    first, _second, third = draft.units
    answer = post(draft, "set_members", numbers(draft, "2", "", "1"))

    assert answer.headers["Location"] == reverse("cycles:setup", args=[draft.year.pk])
    assert queries.members(draft.year) == [third, first]


def test_members_form_shows_the_numbers_kept_so_far() -> None:
    draft = make_draft(ready=True)
    page = text(as_actor(draft.officer).get(reverse("cycles:set_members", args=[draft.year.pk])))

    assert [f'name="unit_{unit.pk}" value="{place}"' in page for place, unit in enumerate(draft.units, 1)] == [True] * 3


def test_members_with_one_number_twice_are_told_which_unit_has_it() -> None:
    draft = make_draft()
    answer = post(draft, "set_members", numbers(draft, "1", "1", ""))

    assert f"Số 1 đã ghi cho {draft.units[0].name}" in text(answer)
    assert queries.members(draft.year) == []


def test_members_number_zero_is_answered() -> None:
    draft = make_draft()
    answer = post(draft, "set_members", numbers(draft, "0", "1", ""))

    assert "Số thứ tự bắt đầu từ 1." in text(answer)
    assert queries.members(draft.year) == []


def test_members_without_the_head_are_refused_on_the_page() -> None:
    draft = make_draft(ready=True)
    answer = post(draft, "set_members", numbers(draft, "", "1", "2"))

    assert f"{draft.units[0].name} đang là Khối trưởng" in text(answer)


def test_members_page_without_units_says_what_to_do() -> None:
    bloc = make_bloc()
    year = make_year(bloc, units=[], state="draft")
    client = as_actor(make_actor(Office.AUTHORITY_OFFICER, bloc.authority))

    assert "Chưa có đơn vị nào để chọn" in text(client.get(reverse("cycles:set_members", args=[year.pk])))


def test_leadership_of_one_unit_twice_is_refused_at_the_deputy() -> None:
    draft = make_draft(ready=True)
    chosen = str(draft.units[2].pk)
    answer = post(draft, "set_leadership", {"leader_id": chosen, "deputy_id": chosen})

    assert 'href="#id_deputy_id"' in text(answer)
    assert "hai đơn vị khác nhau" in text(answer)


def test_leadership_is_kept() -> None:
    draft = make_draft(ready=True)
    first, _second, third = draft.units
    post(draft, "set_leadership", {"leader_id": str(third.pk), "deputy_id": str(first.pk)})

    year = EmulationYear.objects.get(pk=draft.year.pk)
    assert (year.leader, year.deputy) == (third, first)


DAYS = {
    Phase.PLEDGE: ("6/1/2025", "28/2/2025"),
    Phase.CARRY_OUT: ("1/2/2025", "30/11/2025"),
    Phase.REPORT: ("1/12/2025", "20/12/2025"),
    Phase.SCORE: ("10/12/2025", "10/1/2026"),
    Phase.CONFERENCE: ("11/1/2026", "31/1/2026"),
    Phase.COMMEND: ("1/2/2026", "31/3/2026"),
}


def dates(**changes: str) -> dict[str, str]:
    """The calendar as people type it."""
    form = {f"{phase}_hour": "17 giờ" for phase in DAYS}
    for phase, (first, last) in DAYS.items():
        form |= {f"{phase}_first": first, f"{phase}_last": last}
    return form | changes


def test_calendar_is_read_as_written_at_the_local_clock() -> None:
    draft = make_draft()
    post(draft, "set_calendar", dates())

    assert {window.phase: (window.first, window.deadline) for window in queries.phase_windows(draft.year)} == WINDOWS


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("16:30", 16, 30), ("16h30", 16, 30), ("16h", 16, 0), ("16 giờ 05 phút", 16, 5), ("16", 16, 0)],
)
def test_hour_of_a_deadline_is_read_as_people_write_it(typed: str, hour: int, minute: int) -> None:
    draft = make_draft()
    post(draft, "set_calendar", dates(report_hour=typed))

    expected = moment(2025, 12, 20, hour).replace(minute=minute)
    assert queries.window_of(draft.year, Phase.REPORT).deadline_at == expected


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"report_hour": "25:00"}, "report_hour"),
        ({"report_hour": "chiều"}, "report_hour"),
        ({"report_hour": ""}, "report_hour"),
        ({"report_first": "31/2/2025"}, "report_first"),
        ({"report_first": "22/12/2025"}, "report_last"),
        ({"score_last": "15/12/2025"}, "score_last"),
    ],
)
def test_wrong_calendar_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    draft = make_draft()
    answer = post(draft, "set_calendar", dates(**changes))

    assert answer.status_code == 200
    assert f'href="#id_{field}"' in text(answer)
    assert queries.phase_windows(draft.year) == []


def test_choose_sheet_offers_the_adopted_ones_of_the_bloc() -> None:
    draft = make_draft()
    make_table(draft.bloc, adopted=False)
    make_table(make_bloc(draft.bloc.authority))
    page = as_actor(draft.officer).get(reverse("cycles:choose_sheet", args=[draft.year.pk]))

    assert [one.pk for one in page.context["tables"]] == [draft.table.pk]


def test_choose_sheet_without_any_adopted_leads_to_the_bloc() -> None:
    draft = make_draft()
    ScoringTable.objects.update(superseded_at=BEFORE)
    page = as_actor(draft.officer).get(reverse("cycles:choose_sheet", args=[draft.year.pk]))

    assert "Khối chưa có bảng điểm đã ban hành" in text(page)


def test_change_decision_keeps_the_new_day() -> None:
    draft = make_draft()
    post(draft, "change_decision", {"decision_number": "11/QĐ-SNV", "decision_on": "3/1/2025"})

    assert str(EmulationYear.objects.get(pk=draft.year.pk).decision_on) == "2025-01-03"


# Opening and more time.


def test_open_year_page_shows_what_is_missing_and_no_button() -> None:
    draft = make_draft()
    page = text(as_actor(draft.officer).get(reverse("cycles:open_year", args=[draft.year.pk])))

    assert "Chưa mở được năm thi đua" in page
    assert '<section class="confirm">' not in page


def test_open_year_pressed_twice_opens_it_once() -> None:
    draft = make_draft(ready=True)
    first, second = (post(draft, "open_year", {}) for _ in range(2))

    assert first.headers["Location"] == reverse("cycles:calendar", args=[draft.year.pk])
    assert second.status_code == 409
    assert "Năm này đã được mở lúc" in text(second)


def test_calendar_shows_a_member_the_phases_without_extending() -> None:
    draft = make_draft(ready=True)
    draft.open()
    page = text(
        as_actor(make_actor(Office.UNIT_OFFICER, draft.units[2])).get(reverse("cycles:calendar", args=[draft.year.pk]))
    )

    assert "17:00 ngày 20/12/2025" in page
    assert reverse("cycles:extend_deadline", args=[draft.year.pk]) not in page


def extension(**changes: str) -> dict[str, str]:
    return {"phase": "report", "last": "25/12/2025", "hour": "17:00", "reason": "Bão lớn"} | changes


def test_extend_deadline_from_the_page() -> None:
    draft = make_draft(ready=True)
    draft.open()
    post(draft, "extend_deadline", extension())

    assert queries.window_of(draft.year, Phase.REPORT).deadline_at == moment(2025, 12, 25, 17)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last": "19/12/2025"}, "last"),
        ({"last": "1/3/2026"}, "last"),
        ({"reason": " "}, "reason"),
        ({"phase": "x"}, "phase"),
    ],
)
def test_extend_deadline_refused_is_told_at_its_field(changes: dict[str, str], field: str) -> None:
    draft = make_draft(ready=True)
    draft.open()
    answer = post(draft, "extend_deadline", extension(**changes))

    assert f'href="#id_{field}"' in text(answer)
    assert queries.window_of(draft.year, Phase.REPORT).deadline_at == WINDOWS[Phase.REPORT][1]


def test_extend_deadline_of_a_draft_is_refused() -> None:
    assert post(make_draft(ready=True), "extend_deadline", extension()).status_code == 409


def test_every_page_is_readable_in_english() -> None:
    draft = make_draft(ready=True)
    actions.change_decision(draft.year.pk, **draft.by, decision_number="12", decision_on=BEFORE.date())
    client = as_actor(draft.officer)
    client.cookies["django_language"] = "en"

    opened = {name: client.get(address).status_code for name, address in addresses(draft).items()}

    assert opened == dict.fromkeys(opened, 200)
