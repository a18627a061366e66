"""Writing letters: plain text and simple HTML, in the language of the person, with a link that turns them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thidua.kernel.tasks import Task
from thidua.notices import queries
from thidua.notices.models import MailPreference, Notice
from thidua.notices.wording import Told, told


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A letter ready to be put in the box."""

    subject: str
    text: str
    html: str
    off_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A task in a letter, with its whole address, and how little time is left when that is news."""

    task: Task
    url: str
    left: str


def absolute(path: str) -> str:
    """The address of a page as it stands in a mail."""
    return f"{settings.SITE_URL}{path}"


def off_url(person_id: int) -> str:
    return absolute(reverse("notices:turn_off", args=[queries.off_token(person_id)]))


def reminder(preference: MailPreference, *, name: str, notices: Sequence[Notice], tasks: Sequence[Task]) -> Composed:
    """A letter about these notices, with everything that waits for the person in order of deadline."""
    with translation.override(preference.language):
        news = [told(notice) for notice in notices]
        left = {one.notice.url: one.left for one in news if one.left}
        listed = {task.url for task in tasks}
        off = off_url(preference.person_id)
        context = {
            "name": name,
            # A reminder of a task stands beside the task; above the list stands what is not in it.
            "news": [
                {"told": one, "url": absolute(one.notice.url)}
                for one in news
                if not one.left or one.notice.url not in listed
            ],
            "tasks": [Listed(task=task, url=absolute(task.url), left=left.get(task.url, "")) for task in tasks],
            "home": absolute(reverse("web:home")),
            "preferences": absolute(reverse("notices:preferences")),
            "off": off,
        }
        return _composed("reminder", _subject(news, len(tasks)), context, off=off)


def _subject(news: Sequence[Told], waiting: int) -> str:
    if len(news) == 1:
        return news[0].heading if not news[0].left else _("Nhắc việc: %(task)s") % {"task": news[0].heading}
    return _("Thi đua: %(news)s lời nhắc, %(waiting)s việc đang chờ") % {"news": len(news), "waiting": waiting}


def confirmation(*, name: str, secret: str, language: str) -> Composed:
    """The letter that proves an address."""
    with translation.override(language):
        context = {"name": name, "link": absolute(reverse("notices:confirm", args=[secret]))}
        return _composed("confirmation", _("Xác nhận địa chỉ nhận thư nhắc việc thi đua"), context)


def _composed(kind: str, subject: str, context: dict[str, Any], *, off: str = "") -> Composed:
    text, html = TEMPLATES[kind]
    return Composed(
        subject=" ".join(subject.split())[:300],
        text=render_to_string(text, context),
        html=render_to_string(html, context),
        off_url=off,
    )


TEMPLATES = {
    "reminder": ("notices/mail/reminder.txt", "notices/mail/reminder.html"),
    "confirmation": ("notices/mail/confirmation.txt", "notices/mail/confirmation.html"),
}
