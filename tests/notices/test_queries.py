"""Whose notices are shown, in which language, and where a person has read to."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import translation

from tests.factories import make_actor, make_appointment, make_unit
from tests.notices.factories import NOON, letter_to, somebody, told, with_mail
from thidua.bodies.models import Account, Person
from thidua.kernel.actor import Actor, Office
from thidua.notices import marks, queries
from thidua.notices.models import LastVisit, Notice

pytestmark = pytest.mark.django_db


def test_notices_are_shown_unread_first_then_newest() -> None:
    actor = somebody()
    for number, key in enumerate("abc"):
        told(actor, key=key, at=NOON + timedelta(hours=number))
    Notice.objects.filter(key="c").update(seen_at=NOON)
    told(somebody())

    assert [one.key for one in queries.notices_of(actor)] == ["b", "a", "c"]


def test_notices_are_narrowed() -> None:
    actor = somebody()
    told(actor, key="a", kind="late")
    told(actor, key="b")
    Notice.objects.filter(key="a").update(seen_at=NOON)

    found = [
        [one.key for one in queries.notices_of(actor, **narrowed)]
        for narrowed in ({"unread": True}, {"kind": "late"}, {"kind": "nonsense"})
    ]

    assert found == [["b"], ["a"], ["b", "a"]]


@pytest.mark.parametrize(
    ("language", "heading", "why"),
    [
        ("vi", "Nộp báo cáo", "Còn không quá 3 ngày đến hạn."),
        ("en", "Hand the report in", "No more than 3 days are left."),
    ],
)
def test_notice_is_told_in_the_language_of_its_reader(language: str, heading: str, why: str) -> None:
    notice = told(somebody())

    with translation.override(language):
        (one,) = queries.told([notice])

    assert (one.heading, one.why) == (heading, why)


def test_word_from_the_bloc_names_its_sender_and_keeps_the_note() -> None:
    notice = told(somebody(), kind="bloc", sender="Bà Hà", note="Trước <thứ Sáu>", days="")

    (one,) = queries.told([notice])

    assert (one.heading, one.why, one.note) == ("Bà Hà nhắc: Nộp báo cáo", "", "Trước <thứ Sáu>")


def test_everyone_has_an_actor_an_office() -> None:
    actor = somebody()
    second = make_unit()
    make_appointment(Person.objects.get(pk=actor.id), second, Office.UNIT_HEAD)
    make_appointment(Person.objects.create(name="K", folded="k"), second)  # cannot sign in

    (found,) = queries.everyone(day=NOON.date())

    assert [(one.id, one.office, one.body_id) for one in found.actors] == [
        (actor.id, Office.UNIT_OFFICER, actor.body_id),
        (actor.id, Office.UNIT_HEAD, second.pk),
    ]


def test_people_of_bodies_are_heads_and_officers_who_can_sign_in() -> None:
    unit = make_unit()
    head, officer = make_actor(Office.UNIT_HEAD, unit), make_actor(Office.UNIT_OFFICER, unit)
    make_actor(Office.AUDITOR, unit)
    locked_out = make_actor(Office.UNIT_OFFICER, unit)
    Account.objects.filter(person_id=locked_out.id).update(is_active=False)

    found = queries.people_of([unit.pk], day=NOON.date())

    assert [one.person_id for one in found] == [head.id, officer.id]


def test_to_mail_leaves_out_what_is_read_mailed_unwanted_or_older_than_the_address() -> None:
    actor = somebody()
    preference = with_mail(actor, kinds=["deadline"])
    told(actor, key="new")
    told(actor, key="unwanted", kind="late")
    told(actor, key="old", at=NOON - timedelta(days=2))
    for key in ("read", "mailed"):
        told(actor, key=key)
    Notice.objects.filter(key="read").update(seen_at=NOON)
    Notice.objects.filter(key="mailed").update(letter=letter_to(actor))

    assert [one.key for one in queries.to_mail(preference)] == ["new"]


def test_letter_of_another_and_letter_with_a_secret_are_not_found() -> None:
    actor = somebody()
    own, secret = letter_to(actor), letter_to(actor, key="s", secret=True)
    theirs = letter_to(somebody(), key="t")

    assert queries.letter_for(actor, own.pk) == own
    for letter in (secret, theirs):
        with pytest.raises(Http404):
            queries.letter_for(actor, letter.pk)


@pytest.mark.parametrize(
    ("address", "shown"), [("nguyen.van.a@tinh.vn", "n…@tinh.vn"), ("", "…@"), ("a@b.vn", "a…@b.vn")]
)
def test_masked_address_tells_little(address: str, shown: str) -> None:
    assert queries.masked(address) == shown


def opened(actor: Actor, *minutes: int) -> list[int]:
    """Until when everything was seen, each time home is opened, in minutes from the first time."""
    found = []
    for minute in minutes:
        seen = marks.open_home(actor, at=NOON + timedelta(minutes=minute))
        assert seen is not None
        found.append(int((seen - NOON).total_seconds() // 60))
    return found


def test_visit_goes_on_until_home_was_closed_for_half_an_hour() -> None:
    week = -7 * 24 * 60

    assert opened(somebody(), 0, 20, 49, 80, 81, 200) == [week, week, week, 49, 49, 81]


def test_first_look_goes_back_a_week() -> None:
    actor = somebody()

    assert marks.open_home(actor, at=NOON) == NOON - timedelta(days=7)
    assert LastVisit.objects.count() == 1


def test_seen_everything_moves_the_mark_at_once() -> None:
    actor = somebody()
    opened(actor, 0)

    marks.seen_everything(actor, at=NOON + timedelta(minutes=3))

    assert opened(actor, 5) == [3]


def test_somebody_without_an_office_leaves_no_mark() -> None:
    nobody = Actor(id=somebody().id, name="A")

    marks.seen_everything(nobody, at=NOON)

    assert (marks.open_home(nobody, at=NOON), LastVisit.objects.count()) == (None, 0)
