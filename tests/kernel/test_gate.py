"""The gate: who could ever, who may for this object, and what no address can do without."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from thidua.kernel import gate
from thidua.kernel.actor import SYSTEM, Actor, Appointment, Office
from thidua.kernel.checks import addresses, every_address_is_gated
from thidua.kernel.gate import PUBLIC, SIGNED_IN, Denied, GatedView

NAME = "test.keep_the_key"


def actor(office: Office | None, body_id: int = 7) -> Actor:
    if office is None:
        return Actor(id=1, name="Không chức vụ")
    acting = Appointment(id=1, office=office, body_id=body_id, body_name="Đơn vị", title="Chức vụ")
    return Actor(id=1, name="Người", acting=acting, appointments=(acting,))


@pytest.fixture
def keep_the_key() -> Iterator[str]:
    """A permission of unit heads over the number of their own body, taken away afterwards."""
    yield gate.permission(NAME, offices=[Office.UNIT_HEAD], when=lambda actor, thing: actor.body_id == thing)
    del gate._permissions[NAME]


HEAD, OFFICER, NOBODY = actor(Office.UNIT_HEAD), actor(Office.UNIT_OFFICER), actor(None)


def test_permission_returns_its_name_and_is_known(keep_the_key: str) -> None:
    assert (keep_the_key, gate.known(NAME)) == (NAME, True)


def test_permission_registered_twice_is_refused(keep_the_key: str) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        gate.permission(NAME, offices=[Office.AUDITOR])


def test_permission_without_a_predicate_holds_for_every_object() -> None:
    gate.permission(NAME, offices=[Office.AUDITOR])
    try:
        assert gate.may(actor(Office.AUDITOR), NAME, object()) is True
    finally:
        del gate._permissions[NAME]


@pytest.mark.parametrize(("name", "expected"), [(PUBLIC, True), (SIGNED_IN, True), ("test.nobody_wrote_this", False)])
def test_known_says_which_names_can_be_needed(name: str, expected: bool) -> None:
    assert gate.known(name) is expected


@pytest.mark.parametrize(
    ("who", "needs", "expected"),
    [
        (None, PUBLIC, True),
        (NOBODY, PUBLIC, True),
        (None, SIGNED_IN, False),
        (NOBODY, SIGNED_IN, True),
        (None, NAME, False),
        (NOBODY, NAME, False),
        (OFFICER, NAME, False),
        (SYSTEM, NAME, False),
        (HEAD, NAME, True),
    ],
)
def test_may_ever_asks_for_the_office(keep_the_key: str, who: Actor | None, needs: str, expected: bool) -> None:
    assert gate.may_ever(who, needs) is expected


@pytest.mark.parametrize(
    ("who", "needs", "thing", "expected"),
    [
        (None, SIGNED_IN, 7, False),
        (None, PUBLIC, 7, False),
        (HEAD, SIGNED_IN, 8, True),
        (OFFICER, NAME, 7, False),
        (HEAD, NAME, 7, True),
        (HEAD, NAME, 8, False),
    ],
)
def test_may_asks_for_the_object(keep_the_key: str, who: Actor | None, needs: str, thing: int, expected: bool) -> None:
    assert gate.may(who, needs, thing) is expected


def test_require_lets_the_right_actor_pass(keep_the_key: str) -> None:
    assert gate.require(HEAD, NAME, 7) is None


def test_require_denies_with_a_sentence_and_a_status(keep_the_key: str) -> None:
    with pytest.raises(Denied) as denied:
        gate.require(HEAD, NAME, 8)

    assert (denied.value.status, denied.value.code) == (403, "denied")
    assert isinstance(denied.value, PermissionDenied)
    assert str(denied.value).startswith("Với chức vụ đang dùng, bạn không có quyền làm việc này.")


def show(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse(f"shown {kwargs}")


def asked_by(who: Actor | None) -> HttpRequest:
    request = HttpRequest()
    request.actor = who  # type: ignore[attr-defined]
    return request


def test_gated_view_answers_who_may(keep_the_key: str) -> None:
    view = GatedView(show, NAME)

    assert view(asked_by(HEAD), year_id=3).content == b"shown {'year_id': 3}"
    assert (view.login_required, view.__qualname__, view.__module__) == (True, "show", __name__)


@pytest.mark.parametrize("who", [None, NOBODY, OFFICER])
def test_gated_view_denies_everyone_else(keep_the_key: str, who: Actor | None) -> None:
    with pytest.raises(Denied):
        GatedView(show, NAME)(asked_by(who))


def test_gated_view_without_an_actor_on_the_request_is_denied() -> None:
    with pytest.raises(Denied):
        GatedView(show, SIGNED_IN)(HttpRequest())


def test_public_view_needs_no_sign_in() -> None:
    view = GatedView(show, PUBLIC)

    assert (view.login_required, view(HttpRequest()).content) == (False, b"shown {}")


def test_page_gives_an_address_with_its_gate(keep_the_key: str) -> None:
    made = gate.page("keys/", show, needs=NAME, name="keys")

    assert (str(made.pattern), made.name, made.callback.needs) == ("keys/", "keys", NAME)


def test_page_for_an_unknown_permission_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no permission is called test\.nobody_wrote_this"):
        gate.page("keys/", show, needs="test.nobody_wrote_this", name="keys")


def test_addresses_of_the_program_are_all_gated() -> None:
    assert every_address_is_gated(None) == []


def test_check_names_each_address_without_a_gate(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.kernel.ungated_urls"  # type: ignore[attr-defined]

    found = every_address_is_gated(None)

    assert [(one.id, one.msg) for one in found] == [
        ("thidua.E001", "The address 'deep/open/<int:id>/' has no permission."),
        ("thidua.E001", "The address 'bare/' has no permission."),
    ]
    assert [route for route, _ in addresses()] == ["deep/gated/", "deep/open/<int:id>/", "bare/"]
