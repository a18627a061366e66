"""What is entered about reminding the late."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event

WORDS = {
    "pledge": gettext_noop("giao ước thi đua"),
    "report": gettext_noop("báo cáo kết quả"),
    "scores": gettext_noop("bảng tự chấm"),
}


@dataclass(frozen=True, kw_only=True)
class LateReminded(Event):
    name = "assessment.late_reminded"
    sentence = _("Nhắc %(people)s người của các đơn vị chậm %(what)s: %(units)s. Lời nhắn: %(note)s")

    what: str
    people: int
    units: tuple[str, ...]
    note: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"what": gettext(WORDS[payload["what"]])}
