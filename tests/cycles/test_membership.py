"""Members of a running year come and go by decision; roles beside a bloc; blocs within blocs; years with own days."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse

from tests.bodies.factories import signed_in
from tests.cycles.factories import WINDOWS, Draft, make_draft
from tests.factories import make_actor, make_bloc, make_unit, make_year, moment
from thidua.bodies import actions as bodies
from thidua.bodies.decisions import Decision
from thidua.bodies.models import Body
from thidua.cycles import actions, queries
from thidua.cycles.actions import blocs, membership, years
from thidua.cycles.handover import carry_over
from thidua.cycles.models import BlocMembership, BlocRole, EmulationYear, write_bloc_number
from thidua.cycles.states import NotRunning, YearOver
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.ledger.queries import sentence_of

pytestmark = pytest.mark.django_db
MID = moment(2025, 7, 10)
JOIN = {"decision_number": "20/QĐ-SNV", "decision_on": date(2025, 7, 1), "reason": "Sắp xếp tổ chức."}


@pytest.fixture(autouse=True)
def _mid_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: MID)


@pytest.fixture
def draft() -> Draft:
    made = make_draft(ready=True)
    made.open()
    made.year.refresh_from_db()
    return made


def last_sentence() -> str:
    entry = Entry.objects.order_by("-sequence")[0]
    return sentence_of(entry.event, entry.payload)


def add(draft: Draft, unit: Body, **values: Any) -> BlocMembership:
    asked = {"unit_id": unit.pk, "first_on": date(2025, 7, 5), **JOIN} | values
    return actions.add_member(draft.year.pk, actor=draft.officer, at=MID, **asked).object


def let_go(draft: Draft, unit: Body, **values: Any) -> BlocMembership:
    row = BlocMembership.objects.get(emulation_year=draft.year, unit=unit, last_on__isnull=True)
    asked = {"last_on": date(2025, 7, 9), **JOIN} | values
    return actions.let_member_go(row.pk, actor=draft.officer, at=MID, **asked).object


# Joining and leaving.


def test_member_from_another_authority_joins_mid_year(draft: Draft) -> None:
    guest = make_unit("Ngân hàng Nhà nước chi nhánh 7")
    row = add(draft, guest)

    assert queries.members(draft.year) == [*draft.units, guest]
    assert queries.members_at(draft.year, date(2025, 7, 4)) == draft.units
    assert (row.unit_name, row.position) == (guest.name, 4)
    assert last_sentence() == (
        "Đưa Ngân hàng Nhà nước chi nhánh 7 vào khối từ ngày 05/07/2025 theo quyết định số 20/QĐ-SNV ngày 01/07/2025. "
        "Lý do: Sắp xếp tổ chức."
    )


def test_body_in_two_blocs_of_two_authorities_sees_both_years(draft: Draft) -> None:
    guest = make_unit()
    sector = make_year(make_bloc(guest.parent), units=[guest, make_unit(authority=guest.parent)], year=2025)
    add(draft, guest)
    head = make_actor(Office.UNIT_HEAD, guest)

    assert set(queries.visible_years(head)) == {draft.year, sector}
    assert make_actor(Office.AUTHORITY_OFFICER, guest.parent).body_id != draft.bloc.authority_id


def test_member_let_go_no_longer_counts_and_still_reads(draft: Draft) -> None:
    third = draft.units[2]
    let_go(draft, third)
    head = make_actor(Office.UNIT_HEAD, third)

    assert queries.members(draft.year) == draft.units[:2]
    assert queries.is_member(draft.year, third.pk) is False
    assert queries.year_for(head, draft.year.pk) == draft.year
    assert queries.members_at(draft.year, date(2025, 7, 9)) == draft.units


def test_member_let_go_can_come_back_by_another_decision(draft: Draft) -> None:
    add(draft, make_unit())
    let_go(draft, draft.units[2])
    add(draft, draft.units[2], first_on=date(2025, 7, 10))

    assert BlocMembership.objects.filter(emulation_year=draft.year, unit=draft.units[2]).count() == 2
    assert queries.is_member(draft.year, draft.units[2].pk) is True


def test_letting_go_refusals_name_the_remedy(draft: Draft) -> None:
    leader, _deputy, third = draft.units

    with pytest.raises(membership.StillLeads):
        let_go(draft, leader)
    with pytest.raises(membership.OutsideTheYear):
        let_go(draft, third, last_on=date(2025, 7, 11))
    with pytest.raises(membership.OutsideTheYear):
        let_go(draft, third, last_on=date(2024, 12, 31))
    let_go(draft, third)
    gone = BlocMembership.objects.get(unit=third)
    with pytest.raises(membership.HasLeft):
        actions.let_member_go(gone.pk, actor=draft.officer, at=MID, last_on=date(2025, 7, 9), **JOIN)


def test_letting_go_before_joining_or_of_the_last_two_is_refused(draft: Draft) -> None:
    guest = make_unit()
    add(draft, guest)
    with pytest.raises(membership.BeforeJoining):
        let_go(draft, guest, last_on=date(2025, 7, 4))
    let_go(draft, guest)
    let_go(draft, draft.units[2])
    actions.replace_leadership(
        draft.year.pk, actor=draft.officer, at=MID, leader_id=draft.units[1].pk, deputy_id=draft.units[0].pk, **JOIN
    )
    EmulationYear.objects.filter(pk=draft.year.pk).update(leader=None)
    with pytest.raises(membership.TooFewLeft):
        let_go(draft, draft.units[1])


def test_joining_refusals(draft: Draft) -> None:
    gone = make_unit(authority=draft.bloc.authority)
    decision = Decision(number="1", on=date(2025, 7, 1), effective_on=date(2025, 7, 1))
    bodies.dissolve_body(gone.pk, actor=draft.officer, at=MID, decision=decision)

    with pytest.raises(membership.UnitDissolved):
        add(draft, gone)
    with pytest.raises(membership.AlreadyMember):
        add(draft, draft.units[2])
    with pytest.raises(membership.UnitNotFound):
        add(draft, draft.bloc.authority)
    with pytest.raises(membership.OutsideTheYear):
        add(draft, make_unit(), first_on=date(2025, 7, 11))


def test_members_of_a_closed_year_do_not_change() -> None:
    year = make_year(state="closed")
    officer = make_actor(Office.AUTHORITY_OFFICER, year.bloc.authority)
    row = year.memberships.all()[0]

    with pytest.raises(YearOver):
        actions.add_member(year.pk, actor=officer, at=MID, unit_id=make_unit().pk, first_on=None, **JOIN)
    with pytest.raises(NotRunning):
        actions.let_member_go(row.pk, actor=officer, at=MID, last_on=date(2024, 7, 1), **JOIN)


def test_changing_members_is_the_organisers_alone(draft: Draft) -> None:
    guest = make_unit()
    head = make_actor(Office.UNIT_HEAD, draft.units[0])
    elsewhere = make_actor(Office.AUTHORITY_OFFICER, guest.parent)
    row = draft.year.memberships.all()[0]
    by = {"at": MID, "last_on": date(2025, 7, 9), **JOIN}

    with pytest.raises(Denied):
        actions.let_member_go(row.pk, actor=head, **by)
    add(draft, guest)
    with pytest.raises(Http404):
        actions.let_member_go(row.pk, actor=elsewhere, **by)


def test_leadership_is_replaced_while_the_year_runs(draft: Draft) -> None:
    _first, second, third = draft.units
    year = actions.replace_leadership(
        draft.year.pk, actor=draft.officer, at=MID, leader_id=third.pk, deputy_id=second.pk, **JOIN
    ).object

    assert (year.leader, year.deputy) == (third, second)
    other = make_draft(ready=True)
    with pytest.raises(NotRunning):
        actions.replace_leadership(
            other.year.pk, actor=other.officer, at=MID, leader_id=other.units[1].pk, deputy_id=other.units[0].pk, **JOIN
        )


# Roles beside a bloc.


def assign(draft: Draft, **values: Any) -> BlocRole:
    asked = {
        "kind": "supervisor",
        "person_id": None,
        "body_id": None,
        "first_on": date(2025, 7, 1),
        "note": "",
    } | values
    return actions.assign_role(draft.year.pk, actor=draft.officer, at=MID, **asked).object


def test_supervisor_from_another_body_reads_the_year_until_the_role_ends(draft: Draft) -> None:
    outside = make_unit()
    supervisor = make_actor(Office.UNIT_HEAD, outside)
    role = assign(draft, body_id=outside.pk)
    seen = queries.year_for(supervisor, draft.year.pk)

    assert getattr(seen, "read_beside", None) is True
    actions.end_role(role.pk, actor=draft.officer, at=MID, last_on=date(2025, 7, 10))
    with pytest.raises(Http404):
        queries.year_for(supervisor, draft.year.pk)


def test_observer_sees_the_year_and_no_more_than_a_member(draft: Draft) -> None:
    outside = make_unit()
    assign(draft, kind="observer", body_id=outside.pk)

    assert queries.visible_years(make_actor(Office.UNIT_HEAD, outside)).get().read_beside is False  # type: ignore[attr-defined]


def test_person_assigned_reads_in_person(draft: Draft) -> None:
    member = make_actor(Office.COUNCIL_MEMBER, draft.bloc.authority)
    assign(draft, kind="secretariat", person_id=member.id)

    assert queries.visible_years(member).get().read_beside is True  # type: ignore[attr-defined]
    assert last_sentence() == f"Phân công {member.name}: Tổ giúp việc, từ ngày 01/07/2025"


def test_role_refusals(draft: Draft) -> None:
    outside = make_unit()
    role = assign(draft, body_id=outside.pk)

    with pytest.raises(membership.RoleHeld):
        assign(draft, body_id=outside.pk)
    with pytest.raises(membership.OneHolder):
        assign(draft)
    with pytest.raises(membership.OutsideTheYear):
        assign(draft, body_id=make_unit().pk, first_on=date(2025, 7, 11))
    by = {"actor": draft.officer, "at": MID}
    with pytest.raises(membership.BeforeJoining):
        actions.end_role(role.pk, **by, last_on=date(2025, 6, 30))
    with pytest.raises(membership.OutsideTheYear):
        actions.end_role(role.pk, **by, last_on=date(2025, 7, 11))
    actions.end_role(role.pk, **by, last_on=date(2025, 7, 10))
    with pytest.raises(membership.RoleOver):
        actions.end_role(role.pk, **by, last_on=date(2025, 7, 10))


# Blocs within blocs, words and numbers.


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [(7, "padded", "07"), (12, "padded", "12"), (4, "roman", "IV"), (49, "roman", "XLIX"), (9, "arabic", "9"),
     (None, "roman", "")],
)  # fmt: skip
def test_number_is_written_as_in_the_decision(number: int | None, style: str, shown: str) -> None:
    assert write_bloc_number(number, style) == shown


def test_same_number_is_free_in_another_parent_and_for_another_word() -> None:
    draft = make_draft()
    by: dict[str, Any] = {"actor": draft.officer, "at": MID}
    first = actions.create_bloc(draft.bloc.authority_id, **by, number=7, name="Khối 7").object
    actions.create_bloc(draft.bloc.authority_id, **by, number=7, name="Cụm 7", word="Cụm")
    actions.create_bloc(
        draft.bloc.authority_id, **by, number=7, name="Cụm 7 của Khối 7", word="Cụm", parent_id=first.pk
    )
    actions.create_bloc(draft.bloc.authority_id, **by, number=None, name="Khối không số")
    actions.create_bloc(draft.bloc.authority_id, **by, number=None, name="Khối không số khác")

    with pytest.raises(blocs.BlocKnown):
        actions.create_bloc(draft.bloc.authority_id, **by, number=7, name="Khối bảy")


def test_bloc_inside_itself_is_refused() -> None:
    draft = make_draft()
    by: dict[str, Any] = {"actor": draft.officer, "at": MID}
    inner = actions.create_bloc(draft.bloc.authority_id, **by, number=None, name="Nhóm", parent_id=draft.bloc.pk).object
    values: dict[str, Any] = {"number": None, "word": "Khối", "number_style": "arabic"}

    with pytest.raises(blocs.InsideItself):
        actions.change_bloc(draft.bloc.pk, **by, **values, name="X", parent_id=inner.pk)
    with pytest.raises(blocs.NotAParent):
        actions.change_bloc(inner.pk, **by, **values, name="X", parent_id=make_bloc().pk)
    changed = actions.change_bloc(inner.pk, **by, **values, name="Nhóm 1", parent_id=None).object
    assert (changed.name, changed.parent) == ("Nhóm 1", None)


def test_list_shows_groups_below_their_bloc() -> None:
    draft = make_draft()
    other = make_bloc(draft.bloc.authority)
    inner = make_bloc(draft.bloc.authority)
    inner.parent = draft.bloc
    inner.save()
    rows = queries.bloc_rows(draft.officer)

    assert [(row.bloc, row.depth) for row in rows] == [(draft.bloc, 0), (inner, 1), (other, 0)]
    assert queries.parents_to_choose(draft.officer, draft.bloc) == [other]


# Years with days of their own.


def start(draft: Draft, year: int, **days: Any) -> EmulationYear:
    return actions.start_year(
        draft.bloc.pk, actor=draft.officer, at=MID, year=year, decision_number="1", decision_on=date(2025, 1, 1), **days
    ).object


def test_school_year_keeps_days_and_label(draft: Draft) -> None:
    year = start(draft, 2026, first_on=date(2026, 9, 1), last_on=date(2027, 5, 31), label="học 2026–2027")

    assert (year.label, year.is_calendar_year, draft.year.is_calendar_year) == ("học 2026–2027", False, True)
    with pytest.raises(years.DaysOutOfOrder):
        start(draft, 2027, first_on=date(2027, 9, 1), last_on=date(2027, 9, 1))


def test_overlapping_years_are_warned_about_and_allowed(draft: Draft) -> None:
    year = start(draft, 2026, first_on=date(2025, 10, 1), last_on=date(2026, 9, 30))
    [overlap] = queries.overlaps_of(year)

    assert (overlap.year, overlap.first_on, overlap.last_on) == (draft.year, date(2025, 10, 1), date(2025, 12, 31))


def test_conference_in_march_of_the_next_year_is_no_matter_for_a_warning() -> None:
    draft = make_draft(ready=True)
    page = queries.setup_page(draft.officer, draft.year.pk, at=MID)
    assert page.outside == []

    days: dict[str, Any] = {"first_on": date(2023, 1, 1), "last_on": date(2023, 12, 31), "label": "2025"}
    actions.change_days(draft.year.pk, actor=draft.officer, at=MID, **days)
    page = queries.setup_page(draft.officer, draft.year.pk, at=MID)
    assert [row.phase for row in page.outside] == list(WINDOWS)


@pytest.mark.parametrize(
    ("first", "last", "label", "expected"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "", (date(2026, 1, 1), date(2026, 12, 31), "2026")),
        (date(2024, 10, 1), date(2025, 9, 30), "2024–2025", (date(2025, 10, 1), date(2026, 9, 30), "2025–2026")),
        (date(2022, 1, 1), date(2026, 12, 31), "2022–2026", (date(2027, 1, 1), date(2031, 12, 31), "2027–2031")),
        (date(2024, 9, 5), date(2025, 5, 31), "học 2024–2025", (date(2025, 6, 1), date(2026, 2, 24), "học 2025–2026")),
    ],
)
def test_next_year_is_as_long_and_named_after(first: date, last: date, label: str, expected: Any) -> None:
    year = make_year(year=2025)
    year.first_on, year.last_on, year.own_label = first, last, label
    year.save()
    one, two = queries.members(year)[:2]
    made = carry_over(year, at=MID, leader_id=one.pk, deputy_id=two.pk, decision_number="2", decision_on=last)

    assert (made.first_on, made.last_on, made.label) == expected


def test_dissolved_unit_is_not_carried_over_into_the_next_year() -> None:
    year = make_year(year=2024)
    one, two, gone = queries.members(year)
    Body.objects.filter(pk=gone.pk).update(dissolved_on=date(2024, 7, 1))
    made = carry_over(
        year, at=MID, leader_id=one.pk, deputy_id=two.pk, decision_number="2", decision_on=date(2025, 1, 2)
    )

    assert queries.members(made) == [one, two]


# Pages.


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_page_of_a_past_year_shows_the_old_name_and_the_new_year_the_new(draft: Draft) -> None:
    unit = draft.units[2]
    old_name = unit.name
    past = make_year(draft.bloc, units=draft.units, year=2023, state="closed")
    decision = Decision(number="1", on=date(2025, 7, 1), effective_on=date(2025, 7, 1))
    bodies.rename_body(
        unit.pk, actor=draft.officer, at=MID, name="Sở Mới Toanh", short_name="Sở Mới", decision=decision
    )
    client = signed_in(draft.officer)
    pages = {year.pk: text(client.get(reverse("cycles:members", args=[year.pk]))) for year in (past, draft.year)}
    glance = text(client.get(reverse("assessment:bloc", args=[past.pk])))

    assert (f">{old_name}<" in pages[past.pk], "Sở Mới Toanh" in pages[past.pk]) == (True, False)
    assert ("Sở Mới Toanh" in pages[draft.year.pk], f"Khi tham gia: {old_name}" in pages[draft.year.pk]) == (True, True)
    assert ("Sở Mới" in glance, old_name in glance) == (False, True)
    lineage = text(client.get(reverse("cycles:body", args=[unit.pk])))
    assert f"đổi tên từ “{old_name}” thành “Sở Mới Toanh”" in lineage


def test_page_of_members_is_the_same_number_of_queries_for_3_and_43(
    draft: Draft, django_assert_num_queries: Any
) -> None:
    many = make_year(draft.bloc, units=43, year=2027)
    for year in (draft.year, many):
        with django_assert_num_queries(3):
            queries.members_page(draft.officer, year.pk)


def test_pages_let_go_and_add_go_round(draft: Draft) -> None:
    client = signed_in(draft.officer)
    guest = make_unit("Quỹ tín dụng miền Tây")
    found = text(client.get(reverse("cycles:find_member", args=[draft.year.pk]), {"q": "quy tin dung"}))
    typed = {"decision_number": "5/QĐ", "decision_on": "1/7/2025", "first_on": "5/7/2025", "reason": "Bổ sung"}
    added = client.post(reverse("cycles:add_member", args=[draft.year.pk, guest.pk]), typed)
    row = BlocMembership.objects.get(unit=guest)
    typed = {"decision_number": "6/QĐ", "decision_on": "1/7/2025", "last_on": "9/7/2025", "reason": "Chuyển khối"}
    gone = client.post(reverse("cycles:let_member_go", args=[draft.year.pk, row.pk]), typed)
    page = text(client.get(reverse("cycles:members", args=[draft.year.pk])))

    assert "Quỹ tín dụng miền Tây" in found
    assert (added.status_code, gone.status_code) == (302, 302)
    assert ("Chuyển khối" in page, "6/QĐ" in page) == (True, True)


def test_page_merge_asks_before_it_writes(draft: Draft) -> None:
    one, two = draft.units[0], draft.units[2]
    client = signed_in(draft.officer)
    address = reverse("cycles:merge_bodies", args=[one.pk])
    typed = {
        "merged_ids": [str(two.pk)], "name": one.name, "short_name": one.short_name, "decision_number": "7/NQ",
        "decision_on": "1/7/2025", "effective_on": "1/7/2025", "note": "",
    }  # fmt: skip
    asked = client.post(address, typed)
    assert Body.objects.get(pk=two.pk).dissolved_on is None
    assert "Đơn vị vẫn đứng tên cho đến khi" in text(asked)

    done = client.post(address, typed | {"confirmed": "1"})
    assert done.status_code == 302
    assert Body.objects.get(pk=two.pk).dissolved_on == date(2025, 7, 1)
    members = text(client.get(reverse("cycles:members", args=[draft.year.pk])))
    assert "Ghi quyết định cho đơn vị thôi tham gia khối" in members


@pytest.mark.parametrize("kind", ["rename", "split", "dissolve"])
def test_pages_of_changes_refuse_at_the_field(draft: Draft, kind: str) -> None:
    answer = signed_in(draft.officer).post(reverse(f"cycles:{kind}_body", args=[draft.units[2].pk]), {"note": "x"})

    assert (answer.status_code, "Mục này bắt buộc" in text(answer)) == (200, True)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Sở Nội vụ; SNV\nSở Nội vụ", "ghi hai lần"),
        ("Sở Nội vụ", "ít nhất 2 đơn vị mới"),
        (";x", "ít nhất 2 đơn vị mới"),
    ],
)
def test_page_split_refuses_lines_before_it_asks(draft: Draft, lines: str, told: str) -> None:
    typed = {"parts": lines, "decision_number": "7/NQ", "decision_on": "1/7/2025", "effective_on": "1/7/2025"}
    answer = text(signed_in(draft.officer).post(reverse("cycles:split_body", args=[draft.units[2].pk]), typed))

    assert (told in answer, "Có hoàn tác được không" in answer) == (True, False)


def test_body_page_of_a_unit_in_a_shared_year_is_seen_and_others_are_not(draft: Draft) -> None:
    guest = make_unit()
    head = make_actor(Office.UNIT_HEAD, draft.units[0])
    client = signed_in(head)

    assert client.get(reverse("cycles:body", args=[guest.pk])).status_code == 404
    add(draft, guest)
    assert client.get(reverse("cycles:body", args=[guest.pk])).status_code == 200


def test_roles_pages_go_round(draft: Draft) -> None:
    outside = make_unit("Cơ quan ngoài")
    client = signed_in(draft.officer)
    typed = {"kind": "supervisor", "person_id": "", "body_id": str(outside.pk), "first_on": "1/7/2025", "note": "CV 1"}
    assert client.post(reverse("cycles:assign_role", args=[draft.year.pk]), typed).status_code == 302
    role = BlocRole.objects.get()
    shown = text(client.get(reverse("cycles:members", args=[draft.year.pk])))
    assert ("Cơ quan ngoài" in shown, "Ủy viên Hội đồng phụ trách" in shown) == (True, True)
    ended = client.post(reverse("cycles:end_role", args=[draft.year.pk, role.pk]), {"last_on": "10/7/2025"})
    assert ended.status_code == 302


def actors_without_rights(draft: Draft) -> list[Actor]:
    return [make_actor(Office.UNIT_HEAD, draft.units[0]), make_actor(Office.AUDITOR, draft.bloc.authority)]


def test_pages_of_changes_are_forbidden_to_others(draft: Draft) -> None:
    row = draft.year.memberships.all()[0]
    for actor in actors_without_rights(draft):
        client = signed_in(actor)
        for name, ids in (
            ("find_member", []), ("let_member_go", [row.pk]), ("replace_leadership", []), ("assign_role", []),
        ):  # fmt: skip
            assert client.get(reverse(f"cycles:{name}", args=[draft.year.pk, *ids])).status_code == 403
