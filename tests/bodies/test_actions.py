"""Registering bodies, inviting, accepting, withdrawing, releasing; and every way it is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.bodies.factories import PASSWORD, invited
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
from thidua.bodies.models import Account, Appointment, Body, Invitation, Person
from thidua.kernel.actor import SYSTEM, Office
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.ledger.queries import lines

pytestmark = pytest.mark.django_db


def sentences() -> list[str]:
    return [line.sentence for line in lines(Entry.objects.order_by("sequence"), reader=SYSTEM)]


# Bodies.


def test_register_body_puts_it_under_the_authority() -> None:
    authority = make_authority()
    officer = make_actor(Office.AUTHORITY_OFFICER, authority)

    body = actions.register_body(authority.pk, actor=officer, at=AT, name="Hội Nông dân", short_name="HND").object

    assert (body.parent, body.folded, body.place) == (authority, "hoi nong dan", authority.place)
    assert sentences() == ["Ghi nhận cơ quan, đơn vị Hội Nông dân"]


def test_register_body_with_a_known_name_is_refused() -> None:
    authority = make_authority()
    make_unit("Hội Nông dân", authority=authority)

    with pytest.raises(actions.BodyKnown) as refused:
        actions.register_body(
            authority.pk, actor=make_actor(Office.AUTHORITY_OFFICER, authority), at=AT, name="Hội Nông dân",
            short_name="HND",
        )  # fmt: skip

    assert (refused.value.field, sentences()) == ("name", [])


def test_register_body_under_another_authority_is_not_found() -> None:
    officer = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    with pytest.raises(Http404):
        actions.register_body(make_authority().pk, actor=officer, at=AT, name="x", short_name="x")


def test_register_body_by_a_unit_head_is_denied() -> None:
    unit = make_unit()

    with pytest.raises(Denied):
        actions.register_body(unit.pk, actor=make_actor(Office.UNIT_HEAD, unit), at=AT, name="x", short_name="x")


def test_register_authority_is_for_the_server_only() -> None:
    values = {"name": "Sở Nội vụ Đồng Tháp", "short_name": "SNV", "place": "Đồng Tháp"}
    officer = make_actor(Office.AUTHORITY_OFFICER, make_authority())
    body = actions.register_authority(0, actor=SYSTEM, at=AT, **values).object

    with pytest.raises(Denied):
        actions.register_authority(0, actor=officer, at=AT, **(values | {"name": "Sở khác"}))
    with pytest.raises(actions.BodyKnown):
        actions.register_authority(0, actor=SYSTEM, at=AT, **values)

    assert (body.parent, body.place) == (None, "Đồng Tháp")
    assert not Body.objects.filter(name="Sở khác").exists()


# Invitations.


def test_invite_keeps_the_hash_of_the_secret_and_not_the_secret() -> None:
    unit = make_unit("Hội Nông dân")
    head = make_actor(Office.UNIT_HEAD, unit)

    invitation, secret = invited(unit, actor=head)

    assert invitation.secret_hash == queries.hash_of_secret(secret)
    assert (len(secret) >= 43, secret in str(vars(invitation))) == (True, False)
    assert (invitation.invited_by_id, invitation.expires_at) == (head.id, AT + timedelta(days=14))
    assert sentences() == ["Mời Trần Thị B giữ chức vụ “Chuyên viên” tại Hội Nông dân"]
    assert secret not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    "office", [Office.UNIT_HEAD, Office.AUTHORITY_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR, Office.SYSTEM]
)
def test_unit_head_invites_nobody_but_officers(office: Office) -> None:
    unit = make_unit()

    with pytest.raises(Denied):
        invited(unit, office=office, actor=make_actor(Office.UNIT_HEAD, unit))

    assert not Invitation.objects.exists()


def test_unit_head_invites_into_no_other_unit() -> None:
    authority = make_authority()
    head = make_actor(Office.UNIT_HEAD, make_unit(authority=authority))

    with pytest.raises(Denied):
        invited(make_unit(authority=authority), actor=head)
    with pytest.raises(Denied):
        invited(authority, actor=head)
    with pytest.raises(Http404):
        invited(make_unit(), actor=head)


def test_authority_invites_a_head_into_its_unit() -> None:
    authority = make_authority()

    invitation, _ = invited(
        make_unit(authority=authority), office=Office.UNIT_HEAD, actor=make_actor(Office.AUTHORITY_OFFICER, authority)
    )

    assert invitation.office == "unit_head"


@pytest.mark.parametrize("office", [Office.UNIT_OFFICER, Office.AUDITOR, Office.COUNCIL_MEMBER])
def test_officers_auditors_and_council_invite_nobody(office: Office) -> None:
    unit = make_unit()

    with pytest.raises(Denied):
        invited(unit, actor=make_actor(office, unit))


def test_invite_with_a_username_in_use_is_refused() -> None:
    account = make_account()

    with pytest.raises(actions.UsernameTaken) as refused:
        invited(make_unit(), username=account.username)

    assert refused.value.field == "username"
    assert str(refused.value).startswith(f"Tên đăng nhập “{account.username}” đã có người dùng.")


def test_username_promised_to_someone_is_free_again_when_the_invitation_is_over() -> None:
    unit = make_unit()
    first, _ = invited(unit)

    with pytest.raises(actions.UsernameTaken):
        invited(unit)
    actions.withdraw_invitation(first.pk, actor=SYSTEM, at=AT)
    second, _ = invited(unit)
    third, _ = invited(unit, at=AT + timedelta(days=14))

    assert len({first.pk, second.pk, third.pk}) == 3


def accept(invitation: Invitation) -> Account:
    return actions.accept_invitation(invitation.pk, actor=SYSTEM, at=AT, first_on=TODAY, password=PASSWORD).object


def test_accept_begins_account_and_appointment_together() -> None:
    unit = make_unit("Hội Nông dân")
    invitation, _ = invited(unit)

    account = accept(invitation)

    appointment = Appointment.objects.get(person=account.person)
    assert (account.username, account.person.name) == ("tran.thi.b", "Trần Thị B")
    assert (account.check_password(PASSWORD), PASSWORD in account.password) == (True, False)
    assert (appointment.body, appointment.office, appointment.title, appointment.first_on, appointment.last_on) == (
        unit, "unit_officer", "Chuyên viên", TODAY, None,
    )  # fmt: skip
    assert sentences()[1] == "Trần Thị B nhận lời mời, giữ chức vụ “Chuyên viên” tại Hội Nông dân"


def test_accept_works_once() -> None:
    invitation, _ = invited(make_unit())
    accept(invitation)

    with pytest.raises(Http404):
        accept(invitation)

    assert Person.objects.filter(name="Trần Thị B").count() == 1


def test_accept_after_withdrawal_is_not_found() -> None:
    invitation, _ = invited(make_unit())
    actions.withdraw_invitation(invitation.pk, actor=SYSTEM, at=AT)

    with pytest.raises(Http404):
        accept(invitation)

    assert not Account.objects.exists()


def test_accept_with_a_username_taken_meanwhile_is_refused() -> None:
    invitation, _ = invited(make_unit())
    Account.objects.create(username="tran.thi.b", person=make_person())

    with pytest.raises(actions.UsernameTaken):
        accept(invitation)

    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_accept_by_anybody_but_the_program_is_denied() -> None:
    unit = make_unit()
    invitation, _ = invited(unit)

    with pytest.raises(Denied):
        actions.accept_invitation(
            invitation.pk, actor=make_actor(Office.UNIT_HEAD, unit), at=AT, first_on=TODAY, password=PASSWORD
        )


def test_withdrawing_twice_leaves_the_first_time() -> None:
    unit = make_unit()
    head = make_actor(Office.UNIT_HEAD, unit)
    invitation, _ = invited(unit)
    actions.withdraw_invitation(invitation.pk, actor=head, at=AT)

    actions.withdraw_invitation(invitation.pk, actor=head, at=AT + timedelta(hours=1))

    invitation.refresh_from_db()
    assert invitation.withdrawn_at == AT


def test_withdrawing_what_was_accepted_is_refused() -> None:
    invitation, _ = invited(make_unit())
    accept(invitation)

    with pytest.raises(actions.AlreadyAccepted):
        actions.withdraw_invitation(invitation.pk, actor=SYSTEM, at=AT)

    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_withdrawing_the_invitation_of_another_unit_is_denied() -> None:
    authority = make_authority()
    invitation, _ = invited(make_unit(authority=authority))

    with pytest.raises(Denied):
        actions.withdraw_invitation(
            invitation.pk, actor=make_actor(Office.UNIT_HEAD, make_unit(authority=authority)), at=AT
        )
    with pytest.raises(Http404):
        actions.withdraw_invitation(invitation.pk, actor=make_actor(Office.UNIT_HEAD, make_unit()), at=AT)


# Releasing.


def test_end_appointment_ends_the_right_and_keeps_the_person() -> None:
    unit = make_unit("Hội Nông dân")
    head = make_actor(Office.UNIT_HEAD, unit)
    person = make_person("Trần Thị B")
    account = make_account(person)
    row = make_appointment(person, unit)

    actions.end_appointment(row.pk, actor=head, at=AT, last_on=TODAY)

    days = (TODAY, TODAY + timedelta(days=1))
    assert [queries.actor_for(account, day=day, chosen=None).body_id for day in days] == [unit.pk, None]
    assert sentences() == ["Trần Thị B thôi giữ chức vụ “Chức vụ unit_officer” tại Hội Nông dân từ sau ngày 01/06/2024"]


def test_end_appointment_before_it_began_is_refused_with_its_first_day() -> None:
    unit = make_unit()
    row = make_appointment(make_person(), unit, first_on=TODAY)

    with pytest.raises(actions.EndsBeforeItBegan, match="01/06/2024"):
        actions.end_appointment(row.pk, actor=SYSTEM, at=AT, last_on=date(2020, 1, 1))

    row.refresh_from_db()
    assert row.last_on is None


def test_nobody_ends_their_own_appointment() -> None:
    authority = make_authority()
    officer = make_actor(Office.AUTHORITY_OFFICER, authority)
    assert officer.acting is not None

    with pytest.raises(Denied):
        actions.end_appointment(officer.acting.id, actor=officer, at=AT, last_on=TODAY)

    assert Appointment.objects.get(pk=officer.acting.id).last_on is None


def test_end_appointment_of_the_own_head_or_of_a_neighbour_is_denied() -> None:
    authority = make_authority()
    unit, other = make_unit(authority=authority), make_unit(authority=authority)
    head, colleague = make_actor(Office.UNIT_HEAD, unit), make_actor(Office.UNIT_HEAD, unit)
    neighbour = make_appointment(make_person(), other)
    assert colleague.acting is not None

    for appointment_id in (colleague.acting.id, neighbour.pk):
        with pytest.raises(Denied):
            actions.end_appointment(appointment_id, actor=head, at=AT, last_on=TODAY)


def test_end_appointment_elsewhere_is_not_found() -> None:
    row = make_appointment(make_person(), make_unit())

    with pytest.raises(Http404):
        actions.end_appointment(
            row.pk, actor=make_actor(Office.AUTHORITY_OFFICER, make_authority()), at=AT, last_on=TODAY
        )


# What the database itself refuses.


def test_database_refuses_an_appointment_that_ends_before_it_begins() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_appointment(make_person(), make_unit(), first_on=TODAY, last_on=TODAY - timedelta(days=1))


def test_database_refuses_the_same_open_office_twice() -> None:
    person, unit = make_person(), make_unit()
    make_appointment(person, unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_appointment(person, unit)
