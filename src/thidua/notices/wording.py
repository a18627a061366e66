"""What a notice says, in the language of the reader."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext, gettext_noop

from thidua.notices.models import Kind, Notice, Rhythm

KINDS = {
    Kind.DEADLINE: gettext_noop("Việc sắp đến hạn"),
    Kind.LATE: gettext_noop("Việc đã quá hạn"),
    Kind.BLOC: gettext_noop("Lời nhắc của khối, của cơ quan thi đua"),
}
RHYTHMS = {
    Rhythm.DIGEST: gettext_noop("Mỗi ngày nhiều nhất một thư, gồm mọi việc đang chờ"),
    Rhythm.AT_ONCE: gettext_noop("Từng lời nhắc một, ngay khi có"),
}
LEFT = {
    7: gettext_noop("Còn không quá 7 ngày đến hạn."),
    3: gettext_noop("Còn không quá 3 ngày đến hạn."),
    1: gettext_noop("Còn không quá 1 ngày đến hạn."),
    0: gettext_noop("Đã quá hạn."),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A notice as its reader sees it."""

    notice: Notice
    heading: str
    left: str
    why: str
    note: str
    label: str


def in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """What `say` returns in each language of the pages, for keeping in the data of a notice."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found[language] = say()
    return found


def _picked(value: Any) -> str:
    """A text kept in every language, in the one of the page."""
    return str(value.get(get_language() or "vi") or value.get("vi", "")) if isinstance(value, dict) else str(value)


def told(notice: Notice) -> Told:
    """The notice in the language of the page."""
    data = {key: _picked(value) for key, value in notice.data.items()}
    left = gettext(LEFT[int(data["days"])]) if data.get("days") in {str(days) for days in LEFT} else ""
    heading = data.get("task", "")
    if notice.kind == Kind.BLOC:
        heading = gettext("%(sender)s nhắc: %(task)s") % {"sender": data.get("sender", ""), "task": heading}
    return Told(
        notice=notice,
        heading=heading,
        left=left,
        why=" ".join(part for part in (left, data.get("why", "")) if part),
        note=data.get("note", ""),
        label=kind_label(notice.kind),
    )


def kind_label(kind: str) -> str:
    return gettext(KINDS[Kind(kind)])


def rhythm_label(rhythm: str) -> str:
    return gettext(RHYTHMS[Rhythm(rhythm)])


# What the list of notices can be narrowed to.
SHOWN = ("unread", *Kind.values)


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list."""

    label: str
    url: str
    current: bool


def choices(show: str) -> list[Choice]:
    """Everything, the unread, and each kind."""
    labels = {"": gettext("Tất cả"), "unread": gettext("Chưa đọc")} | {kind: kind_label(kind) for kind in KINDS}
    chosen = show if show in SHOWN else ""
    return [Choice(label, f"?show={value}" if value else "?", value == chosen) for value, label in labels.items()]
