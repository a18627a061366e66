"""What the actor is on a day, and whom and what they see."""

from datetime import date, timedelta

import pytest
from django.http import Http404, QueryDict

from tests.bodies.factories import invited
from tests.factories import (
    AT,
    TODAY,
    make_account,
    make_actor,
    make_appointment,
    make_authority,
    make_person,
    make_unit,
)
from thidua.bodies import actions, queries
from thidua.bodies.models import Appointment, Body
from thidua.kernel.actor import SYSTEM, Actor, Office
from thidua.kernel.gate import Denied

pytestmark = pytest.mark.django_db

NOBODY = Actor(id=1, name="Không chức vụ")


@pytest.mark.parametrize(
    ("first_on", "last_on", "held"),
    [
        (date(2024, 6, 1), None, True),
        (date(2024, 6, 2), None, False),
        (date(2024, 1, 1), date(2024, 6, 1), True),
        (date(2024, 1, 1), date(2024, 5, 31), False),
    ],
)
def test_appointment_is_held_from_its_first_day_to_its_last(first_on: date, last_on: date | None, held: bool) -> None:
    person, unit = make_person(), make_unit()
    row = make_appointment(person, unit, first_on=first_on, last_on=last_on)

    actor = queries.actor_for(make_account(person), day=TODAY, chosen=None)

    assert [one.id for one in actor.appointments] == ([row.pk] if held else [])
    assert actor.body_id == (unit.pk if held else None)


def test_actor_acts_in_the_office_chosen_among_those_held() -> None:
    person = make_person("Nguyễn Văn A")
    first = make_appointment(person, make_unit(), Office.UNIT_HEAD)
    second = make_appointment(person, make_unit(), Office.AUDITOR)
    other = make_appointment(make_person(), make_unit(), Office.AUTHORITY_OFFICER)
    account = make_account(person)

    acting = [queries.actor_for(account, day=TODAY, chosen=chosen).acting for chosen in (None, second.pk, other.pk, 0)]

    assert [one and one.id for one in acting] == [first.pk, second.pk, first.pk, first.pk]


def test_actor_without_an_office_still_has_a_name() -> None:
    account = make_account(make_person("Nguyễn Văn A"))

    actor = queries.actor_for(account, day=TODAY, chosen=None)

    assert (actor.name, actor.id, actor.acting) == ("Nguyễn Văn A", account.person_id, None)


def bodies_seen(actor: Actor) -> set[int]:
    return set(queries.visible_bodies(actor).values_list("pk", flat=True))


def test_bodies_seen_are_those_of_one_authority() -> None:
    authority = make_authority()
    units = [make_unit(authority=authority) for _ in range(2)]
    make_unit()
    family = {authority.pk, *(unit.pk for unit in units)}

    assert bodies_seen(make_actor(Office.AUTHORITY_OFFICER, authority)) == family
    assert bodies_seen(make_actor(Office.UNIT_HEAD, units[0])) == family
    assert bodies_seen(SYSTEM) == set(Body.objects.values_list("pk", flat=True))


def test_somebody_without_an_office_sees_no_body() -> None:
    unit = make_unit()

    assert bodies_seen(NOBODY) == set()
    assert list(queries.units_under(NOBODY)) == []
    with pytest.raises(Http404):
        queries.body_for(NOBODY, unit.pk)


def test_units_under_the_authority_are_in_order_of_name() -> None:
    authority = make_authority()
    for name in ("Thành đoàn", "Đoàn Luật sư", "Hội Nông dân"):
        make_unit(name, authority=authority)
    make_unit()

    names = [unit.name for unit in queries.units_under(make_actor(Office.AUTHORITY_OFFICER, authority))]

    assert names == ["Đoàn Luật sư", "Hội Nông dân", "Thành đoàn"]


def test_directory_of_a_unit_is_its_own_people_and_of_the_authority_all() -> None:
    authority = make_authority()
    one, two = make_unit(authority=authority), make_unit(authority=authority)
    officer = make_actor(Office.AUTHORITY_OFFICER, authority, name="Cán bộ Sở")
    head = make_actor(Office.UNIT_HEAD, one, name="Thủ trưởng Một")
    make_actor(Office.UNIT_HEAD, two, name="Thủ trưởng Hai")
    make_actor(Office.UNIT_HEAD, make_unit(), name="Người nơi khác")
    make_appointment(make_person("Đã nghỉ"), one, last_on=TODAY - timedelta(days=1))

    def names(actor: Actor, words: str = "") -> set[str]:
        return {row.person.name for row in queries.people(actor, day=TODAY, asked=QueryDict(f"q={words}")).page}

    assert names(head) == {"Thủ trưởng Một"}
    assert names(officer) == {"Cán bộ Sở", "Thủ trưởng Một", "Thủ trưởng Hai"}
    assert names(officer, "thu truong hai") == {"Thủ trưởng Hai"}
    assert names(officer, "khong co ai") == set()


def test_directory_costs_one_query_for_any_number_of_people(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    authority = make_authority()
    officer = make_actor(Office.AUTHORITY_OFFICER, authority)
    for _ in range(30):
        make_actor(Office.UNIT_OFFICER, make_unit(authority=authority))

    with django_assert_num_queries(1):
        assert queries.people(officer, day=TODAY, asked=QueryDict("")).page.paginator.count == 31


def test_open_invitations_leave_out_what_is_over() -> None:
    authority = make_authority()
    unit, other = make_unit(authority=authority), make_unit(authority=authority)
    head, officer = make_actor(Office.UNIT_HEAD, unit), make_actor(Office.AUTHORITY_OFFICER, authority)
    waiting, _ = invited(unit, username="dang.cho")
    elsewhere, _ = invited(other, username="don.vi.khac")
    withdrawn, _ = invited(unit, username="da.rut")
    actions.withdraw_invitation(withdrawn.pk, actor=SYSTEM, at=AT)
    accepted, _ = invited(unit, username="da.nhan")
    actions.accept_invitation(accepted.pk, actor=SYSTEM, at=AT, first_on=TODAY, password="x")
    invited(make_unit(), username="noi.khac")

    def open_for(actor: Actor, days: int = 0) -> list[int]:
        return [one.pk for one in queries.open_invitations(actor, at=AT + timedelta(days=days))]

    assert open_for(head) == [waiting.pk]
    assert open_for(officer) == [waiting.pk, elsewhere.pk]
    assert open_for(officer, days=14) == []


def test_link_leads_to_its_invitation_until_it_expires() -> None:
    invitation, secret = invited(make_unit())

    assert queries.invitation_of_secret(secret, at=AT + timedelta(days=13, hours=23)) == invitation
    with pytest.raises(Http404):
        queries.invitation_of_secret(secret, at=AT + timedelta(days=14))
    with pytest.raises(Http404):
        queries.invitation_of_secret(secret + "x", at=AT)


def test_bodies_and_offices_to_fill_follow_the_office() -> None:
    authority = make_authority()
    unit = make_unit(authority=authority)
    officer, head = make_actor(Office.AUTHORITY_OFFICER, authority), make_actor(Office.UNIT_HEAD, unit)

    assert set(queries.bodies_to_appoint_in(officer)) == {authority, unit}
    assert list(queries.bodies_to_appoint_in(head)) == [unit]
    assert list(queries.bodies_to_appoint_in(NOBODY)) == []
    assert queries.offices_to_fill(head) == [Office.UNIT_OFFICER]
    assert queries.offices_to_fill(officer) == [one for one in Office if one is not Office.SYSTEM]


def test_appointment_to_end_is_seen_by_those_who_may_end_it() -> None:
    authority = make_authority()
    unit, other = make_unit(authority=authority), make_unit(authority=authority)
    head, officer = make_actor(Office.UNIT_HEAD, unit), make_actor(Office.AUTHORITY_OFFICER, authority)
    row = make_appointment(make_person(), unit)
    neighbour = make_appointment(make_person(), other)

    def seen(actor: Actor) -> set[int]:
        found = set()
        for one in Appointment.objects.all():
            try:
                found.add(queries.appointment_seen_by(actor, one.pk).pk)
            except (Http404, Denied):
                continue
        return found

    assert head.acting is not None
    assert seen(head) == {row.pk}
    assert seen(officer) == {row.pk, neighbour.pk, head.acting.id}


def test_sample_people_are_those_who_can_sign_in_today() -> None:
    actor = make_actor(Office.UNIT_HEAD, make_unit())
    make_appointment(make_person(), make_unit())

    assert [row.person_id for row in queries.sample_people(day=TODAY)] == [actor.id]
