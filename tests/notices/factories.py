"""Somebody with a proven address, something they were told, and letters."""

from datetime import datetime, timedelta
from typing import Any

from tests.factories import make_actor, make_unit, moment
from thidua.kernel.actor import SYSTEM, Actor, Office
from thidua.notices import actions
from thidua.notices.letters import Composed
from thidua.notices.models import Letter, MailPreference, Notice
from thidua.notices.telling import Telling, write_down

NOON = moment(2024, 12, 10, 12)
NIGHT = moment(2024, 12, 10, 23)
ADDRESS = "nguyen.van.a@example.vn"
COMPOSED = Composed(subject="Nhắc việc", text="Nội dung thư", html="<p>Nội dung thư</p>", off_url="https://x.vn/off/")


def somebody(office: Office = Office.UNIT_OFFICER) -> Actor:
    return make_actor(office, make_unit())


def with_mail(actor: Actor, *, address: str = ADDRESS, at: datetime = NOON, **wanted: Any) -> MailPreference:
    """The person's preference with an address proven a day before."""
    asked = actions.ask_confirmation(actor.id, actor=actor, at=at - timedelta(days=1), address=address).object
    actions.confirm_address(asked.pk, actor=SYSTEM, at=at - timedelta(days=1))
    Letter.objects.all().delete()
    MailPreference.objects.filter(person_id=actor.id).update(**wanted)
    return MailPreference.objects.get(person_id=actor.id)


def telling(actor: Actor, *, key: str = "k", kind: str = "deadline", **data: Any) -> Telling:
    said = {"days": "3", "task": {"vi": "Nộp báo cáo", "en": "Hand the report in"}, "why": "", **data}
    return Telling(
        person_id=actor.id, body_id=actor.body_id, year_id=None, kind=kind, data=said, url="/years/1/", deadline=NOON,
        key=key,
    )  # fmt: skip


def told(actor: Actor, *, key: str = "k", kind: str = "deadline", at: datetime = NOON, **data: Any) -> Notice:
    write_down([telling(actor, key=key, kind=kind, **data)], at=at)
    return Notice.objects.get(person_id=actor.id, key=key)


def letter_to(actor: Actor, *, key: str = "letter", at: datetime = NOON, **values: Any) -> Letter:
    """A letter that waits to be sent."""
    made = {"address": ADDRESS, "subject": "Nhắc việc", "text": "Kính gửi", "html": "<p>Kính gửi</p>", **values}
    return Letter.objects.create(person_id=actor.id, key=key, made_at=at, due_at=at, **made)
