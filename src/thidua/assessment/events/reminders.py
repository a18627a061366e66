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
    sentence = _("Nhắc %(count)s đơn vị chưa hoàn thành %(what)s; %(people)s người nhận%(said)s")

    what: str
    people: int
    units: tuple[str, ...]
    note: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        said = gettext(". Lời nhắn: %(note)s") % {"note": payload["note"]} if payload["note"] else ""
        words = WORDS[payload["what"]]
        return payload | {"what": gettext(words), "count": len(payload["units"]), "said": said}
