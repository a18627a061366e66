"""Signing in, choosing an office, people and invitations, as a browser sees them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.bodies.factories import PASSWORD, invited, signed_in
from tests.factories import make_account, make_actor, make_appointment, make_authority, make_person, make_unit
from thidua.bodies.models import Account, Appointment, Invitation
from thidua.kernel.actor import SYSTEM, Actor, Office
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/"


def known_account() -> Account:
    account = make_account(make_person(), password=PASSWORD)
    make_appointment(account.person, make_unit(), Office.UNIT_HEAD)
    return account


def try_password(client: Client, username: str, password: str, next: str = "") -> int:
    answer = client.post(SIGN_IN, {"username": username, "password": password, "next": next})
    return answer.status_code


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Signing in.


def test_right_password_signs_in_and_goes_home() -> None:
    client, account = Client(), known_account()

    answer = client.post(SIGN_IN, {"username": f" {account.username} ", "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"], is_signed_in(client)) == (302, "/", True)


@pytest.mark.parametrize(("username", "password"), [(None, "sai"), ("khong.co", PASSWORD), ("", ""), (None, "")])
def test_wrong_name_or_password_does_not_sign_in(username: str | None, password: str) -> None:
    client, account = Client(), known_account()

    status = try_password(client, account.username if username is None else username, password)

    assert (status, is_signed_in(client)) == (200, False)


def test_wrong_name_and_wrong_password_are_told_apart_by_nothing() -> None:
    account = known_account()
    said = []
    for username in (account.username, "khong.co"):
        answer = Client().post(SIGN_IN, {"username": username, "password": "sai"})
        said.append(answer.context["form"].non_field_errors())

    assert said[0] == said[1] == ["Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock rồi nhập lại."]


def test_disabled_account_does_not_sign_in() -> None:
    account = known_account()
    Account.objects.filter(pk=account.pk).update(is_active=False)
    client = Client()

    assert (try_password(client, account.username, PASSWORD), is_signed_in(client)) == (200, False)


def test_eight_wrong_passwords_lock_the_name_out() -> None:
    client, account = Client(), known_account()

    statuses = [try_password(client, account.username, "sai") for _ in range(8)]
    locked = client.post(SIGN_IN, {"username": account.username, "password": PASSWORD})

    assert statuses == [200] * 7 + [429]
    assert (locked.status_code, is_signed_in(client)) == (429, False)
    assert "Chờ 15 phút rồi thử lại" in locked.content.decode()


def test_another_name_is_not_locked_out() -> None:
    client, one, other = Client(), known_account(), known_account()
    for _ in range(8):
        try_password(client, one.username, "sai")

    assert (try_password(client, other.username, PASSWORD), is_signed_in(client)) == (302, True)


def test_right_password_starts_the_count_again() -> None:
    client, account = Client(), known_account()
    for _ in range(7):
        try_password(client, account.username, "sai")
    try_password(client, account.username, PASSWORD)

    assert try_password(Client(), account.username, "sai") == 200


@pytest.mark.parametrize(
    ("next", "location"),
    [
        ("/people/", "/people/"),
        ("", "/"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("/\\example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver.example.org/", "/"),
    ],
)
def test_next_leads_only_to_our_own_pages(next: str, location: str) -> None:
    account = known_account()
    values = {"username": account.username, "password": PASSWORD}

    by_address = Client().post(SIGN_IN, values, QUERY_STRING=f"next={next}")
    by_form = Client().post(SIGN_IN, values | {"next": next})

    assert [answer.headers["Location"] for answer in (by_address, by_form)] == [location, location]


def test_page_behind_the_gate_sends_to_sign_in_and_back() -> None:
    answer = Client().get("/people/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/people/")


def test_session_gets_a_new_key_when_signing_in() -> None:
    client, account = Client(), known_account()
    session = client.session
    session["held"] = "before"
    session.save()

    try_password(client, account.username, PASSWORD)

    assert client.session.session_key != session.session_key


def test_sign_out_is_by_form_only() -> None:
    client = signed_in(make_actor(Office.UNIT_HEAD, make_unit()))

    client.get("/sign-out/")
    after_link = is_signed_in(client)
    answer = client.post("/sign-out/")

    assert (after_link, is_signed_in(client), answer.headers["Location"]) == (True, False, SIGN_IN)


def test_form_without_its_token_is_refused() -> None:
    account = known_account()
    client = Client(enforce_csrf_checks=True)

    assert (try_password(client, account.username, PASSWORD), is_signed_in(client)) == (403, False)


# The sample.


def test_sample_sign_in_does_not_exist_outside_the_sample() -> None:
    actor, client = make_actor(Office.UNIT_HEAD, make_unit(), name="Người mẫu"), Client()

    answer = client.post(f"/sign-in/sample/{actor.id}/")

    assert (answer.status_code, is_signed_in(client)) == (404, False)
    assert "Người mẫu" not in client.get(SIGN_IN).content.decode()


def test_sample_sign_in_is_one_click_in_the_sample(settings: object) -> None:
    settings.SAMPLE = True  # type: ignore[attr-defined]
    actor, client = make_actor(Office.UNIT_HEAD, make_unit(), name="Người mẫu"), Client()

    listed = "Người mẫu" in client.get(SIGN_IN).content.decode()
    by_link = client.get(f"/sign-in/sample/{actor.id}/").status_code
    by_form = client.post(f"/sign-in/sample/{actor.id}/")

    assert (listed, by_link, by_form.status_code, is_signed_in(client)) == (True, 404, 302, True)


def test_sample_sign_in_of_nobody_is_not_found(settings: object) -> None:
    settings.SAMPLE = True  # type: ignore[attr-defined]

    assert Client().post("/sign-in/sample/987654/").status_code == 404


# Offices.


def two_offices() -> tuple[Client, Appointment, Appointment]:
    """Somebody who is head of a unit and auditor of the authority."""
    person, authority = make_person(), make_authority()
    head = make_appointment(person, make_unit(authority=authority), Office.UNIT_HEAD)
    auditor = make_appointment(person, authority, Office.AUDITOR)
    client = Client()
    client.force_login(make_account(person))
    return client, head, auditor


def test_choosing_an_office_switches_the_rights() -> None:
    client, head, auditor = two_offices()

    def rights() -> tuple[int, int]:
        return client.get("/people/invite/").status_code, client.get("/ledger/").status_code

    at_first = rights()
    chosen = client.post("/offices/", {"appointment": auditor.pk})
    as_auditor = rights()
    client.post("/offices/", {"appointment": head.pk})

    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/")
    assert (at_first, as_auditor, rights()) == ((200, 403), (403, 200), (200, 403))


def test_office_of_somebody_else_cannot_be_chosen() -> None:
    client, _, _ = two_offices()
    other = make_appointment(make_person(), make_authority(), Office.AUTHORITY_OFFICER)

    statuses = [client.post("/offices/", {"appointment": value}).status_code for value in (other.pk, "", "x")]

    assert statuses == [404, 404, 404]
    assert client.get("/ledger/").status_code == 403


def test_office_that_has_ended_gives_no_rights() -> None:
    client, head, _ = two_offices()
    client.post("/offices/", {"appointment": head.pk})
    Appointment.objects.filter(pk=head.pk).update(last_on=timezone.localdate() - timedelta(days=1))

    assert (client.get("/people/invite/").status_code, client.get("/ledger/").status_code) == (403, 200)


def test_somebody_without_an_office_sees_their_offices_and_no_directory() -> None:
    client = Client()
    client.force_login(make_account())

    assert (client.get("/offices/").status_code, client.get("/people/").status_code) == (200, 403)


def test_denial_says_where_to_change_the_office() -> None:
    answer = signed_in(make_actor(Office.UNIT_OFFICER, make_unit())).get("/people/invite/")

    assert answer.status_code == 403
    assert reverse("bodies:offices") in answer.content.decode()


# People and invitations.


def test_directory_is_searched_and_paged() -> None:
    authority = make_authority()
    for number in range(30):
        make_appointment(make_person(f"Nguyễn Văn {number:02}"), make_unit(authority=authority))
    make_appointment(make_person("Đặng Thị Ánh"), make_unit(authority=authority))
    client = signed_in(make_actor(Office.AUTHORITY_OFFICER, authority))

    first, second = client.get("/people/"), client.get("/people/?page=2")
    found, nobody = client.get("/people/?q=dang anh"), client.get("/people/?q=khongai")

    assert (len(first.context["page"]), len(second.context["page"])) == (25, 7)
    assert [row.person.name for row in found.context["page"]] == ["Đặng Thị Ánh"]
    assert "Không tìm thấy ai" in nobody.content.decode()


def test_words_of_a_search_are_kept_in_the_address_of_the_next_page() -> None:
    client = signed_in(make_actor(Office.AUTHORITY_OFFICER, make_authority()))

    answer = client.get("/people/", {"q": "a&b=c"})

    assert answer.context["list"].query == "q=a%26b%3Dc"


def fill_invitation(actor: Actor, body_id: int, **changes: str) -> dict[str, str]:
    values = {"name": "Trần Thị B", "username": "tran.thi.b", "body": str(body_id), "title": "Chuyên viên"}
    return values | {"office": "unit_officer"} | changes


def test_invitation_shows_its_link_once_and_the_link_works() -> None:
    unit = make_unit()
    head = make_actor(Office.UNIT_HEAD, unit)
    client, guest = signed_in(head), Client()

    shown = client.post("/people/invite/", fill_invitation(head, unit.pk))
    link = shown.context["link"]
    page = guest.get(link)
    accepted = guest.post(link, {"password": PASSWORD, "again": PASSWORD})

    assert (shown.status_code, link in shown.content.decode(), page.status_code) == (200, True, 200)
    assert (accepted.status_code, accepted.headers["Location"], is_signed_in(guest)) == (302, "/", True)
    assert guest.get("/people/").status_code == 200
    assert (Client().get(link).status_code, Client().post(link, {}).status_code) == (404, 404)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "Trần B"}, "username"),
        ({"username": "ab"}, "username"),
        ({"name": ""}, "name"),
        ({"title": ""}, "title"),
        ({"office": "authority_officer"}, "office"),
        ({"office": "system"}, "office"),
    ],
)
def test_invitation_with_wrong_input_is_not_sent(changes: dict[str, str], field: str) -> None:
    unit = make_unit()
    head = make_actor(Office.UNIT_HEAD, unit)

    answer = signed_in(head).post("/people/invite/", fill_invitation(head, unit.pk, **changes))

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert not Invitation.objects.exists()


def test_unit_head_cannot_choose_another_unit_in_the_form() -> None:
    authority = make_authority()
    head, other = make_actor(Office.UNIT_HEAD, make_unit(authority=authority)), make_unit(authority=authority)

    answer = signed_in(head).post("/people/invite/", fill_invitation(head, other.pk))

    assert list(answer.context["form"].errors) == ["body"]
    assert not Invitation.objects.exists()


def test_username_in_use_is_said_at_its_field() -> None:
    unit = make_unit()
    head, taken = make_actor(Office.UNIT_HEAD, unit), make_account()

    answer = signed_in(head).post("/people/invite/", fill_invitation(head, unit.pk, username=taken.username))

    assert list(answer.context["form"].errors) == ["username"]


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("ngan", "ngan", "password"),
        ("password1234", "password1234", "password"),
        (PASSWORD, "khac", "again"),
        (PASSWORD, "", "again"),
    ],
)
def test_weak_or_differing_password_is_not_taken(password: str, again: str, field: str) -> None:
    _, secret = invited(make_unit(), at=timezone.now())
    client = Client()

    answer = client.post(f"/invitation/{secret}/", {"password": password, "again": again})

    assert (answer.status_code, field in answer.context["form"].errors) == (200, True)
    assert (is_signed_in(client), Account.objects.count()) == (False, 0)


def test_link_that_has_expired_is_not_found() -> None:
    _, secret = invited(make_unit(), at=timezone.now() - timedelta(days=14, seconds=1))

    assert Client().get(f"/invitation/{secret}/").status_code == 404


def test_withdrawn_link_is_not_found_and_the_page_confirms_first() -> None:
    unit = make_unit()
    invitation, secret = invited(unit, at=timezone.now())
    client = signed_in(make_actor(Office.UNIT_HEAD, unit))
    address = f"/people/invitations/{invitation.pk}/withdraw/"

    asked = client.get(address).status_code
    still_there = Client().get(f"/invitation/{secret}/").status_code
    done = client.post(address).status_code

    assert (asked, still_there, done, Client().get(f"/invitation/{secret}/").status_code) == (200, 200, 302, 404)


def test_username_taken_between_invitation_and_acceptance_is_said() -> None:
    invitation, secret = invited(make_unit(), at=timezone.now())
    Account.objects.create(username=invitation.username, person=make_person())

    answer = Client().post(f"/invitation/{secret}/", {"password": PASSWORD, "again": PASSWORD})

    assert answer.status_code == 200
    assert "đã có người dùng" in answer.content.decode()


def test_ending_an_appointment_asks_for_the_day() -> None:
    unit = make_unit()
    client = signed_in(make_actor(Office.UNIT_HEAD, unit))
    row = make_appointment(make_person("Trần Thị B"), unit)
    address = f"/people/appointments/{row.pk}/end/"

    asked = client.get(address).content.decode()
    wrong = client.post(address, {"last_on": "31/2/2024"})
    right = client.post(address, {"last_on": "21/1/2025"})

    row.refresh_from_db()
    assert "Trần Thị B" in asked
    assert list(wrong.context["form"].errors) == ["last_on"]
    assert (right.status_code, str(row.last_on)) == (302, "2025-01-21")


def test_appointment_of_another_unit_or_of_oneself_has_no_page_to_end_it() -> None:
    authority = make_authority()
    head = make_actor(Office.UNIT_HEAD, make_unit(authority=authority))
    neighbour = make_appointment(make_person(), make_unit(authority=authority))
    assert head.acting is not None
    client = signed_in(head)

    for appointment_id in (neighbour.pk, head.acting.id):
        address = f"/people/appointments/{appointment_id}/end/"
        assert [client.get(address).status_code, client.post(address, {"last_on": "1/1/2025"}).status_code] == [
            403,
            403,
        ]
    assert not Appointment.objects.filter(last_on__isnull=False).exists()


def test_entry_of_a_page_carries_the_number_of_its_request() -> None:
    unit = make_unit()
    head = make_actor(Office.UNIT_HEAD, unit)
    signed_in(head).post("/people/invite/", fill_invitation(head, unit.pk))
    invited(unit, username="bang.lenh", actor=SYSTEM)

    assert [len(entry.request_id) for entry in Entry.objects.order_by("sequence")] == [32, 0]


# Units.


def test_register_puts_a_unit_under_the_authority() -> None:
    authority = make_authority()
    client = signed_in(make_actor(Office.AUTHORITY_OFFICER, authority))

    answer = client.post(reverse("bodies:register"), {"name": "Hội Thử", "short_name": "Thử"})

    assert (answer.status_code, [unit.name for unit in authority.children.all()]) == (302, ["Hội Thử"])


def test_register_twice_is_answered_in_the_form() -> None:
    client = signed_in(make_actor(Office.AUTHORITY_OFFICER, make_authority()))
    for _ in range(2):
        answer = client.post(reverse("bodies:register"), {"name": "Hội Thử", "short_name": "Thử"})

    assert "Đã có cơ quan, đơn vị tên “Hội Thử”." in answer.content.decode()


def test_directory_is_sorted_by_the_column_that_was_pressed() -> None:
    authority = make_authority()
    for name in ("Bùi Văn B", "Cao Văn C"):
        make_actor(Office.UNIT_HEAD, make_unit(authority=authority), name=name)
    client = signed_in(make_actor(Office.AUTHORITY_OFFICER, authority, name="An Thị A"))

    page = client.get("/people/", {"sort": "-name"}).context["list"].page

    assert [one.person.name for one in page] == ["Cao Văn C", "Bùi Văn B", "An Thị A"]
