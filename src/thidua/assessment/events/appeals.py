"""Questions and answers about points; requests and appeals."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent
from thidua.assessment.vocabulary import appeal_label, appeal_outcome_label
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class ExplanationAsked(UnitEvent):
    """About the one who is asked. Private, because a question to a cross scorer would name that scorer."""

    name = "assessment.explanation_asked"
    private = True
    sentence = _("Đề nghị %(unit)s giải trình dòng %(code)s của %(about)s: %(question)s")

    code: str
    about: str
    question: str


@dataclass(frozen=True, kw_only=True)
class ExplanationsAsked(Event):
    name = "assessment.explanations_asked"
    sentence = _("Đề nghị giải trình %(count)s chênh lệch vượt ngưỡng giữa các vòng chấm điểm")

    count: int


@dataclass(frozen=True, kw_only=True)
class ExplanationGiven(UnitEvent):
    """About the one who answers, and private for the same reason as the question."""

    name = "assessment.explanation_given"
    private = True
    sentence = _("%(unit)s giải trình dòng %(code)s của %(about)s: %(answer)s")

    code: str
    about: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class AppealEvent(UnitEvent):
    """An event about a request or an appeal; `line` is empty for the ranking."""

    name = "assessment.appeal"

    kind: str
    line: str = ""

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        line = payload["line"]
        matter = gettext("dòng %(code)s") % {"code": line} if line else gettext("xếp hạng dự kiến")
        return payload | {"kind": appeal_label(payload["kind"]).lower(), "matter": matter}


@dataclass(frozen=True, kw_only=True)
class AppealFiled(AppealEvent):
    name = "assessment.appeal_filed"
    sentence = _("%(unit)s gửi %(kind)s về %(matter)s. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class AppealWithdrawn(AppealEvent):
    name = "assessment.appeal_withdrawn"
    sentence = _("%(unit)s rút %(kind)s về %(matter)s")


@dataclass(frozen=True, kw_only=True)
class AppealDecided(AppealEvent):
    name = "assessment.appeal_decided"
    sentence = _("Giải quyết %(kind)s của %(unit)s về %(matter)s: %(outcome)s. Lý do: %(decision)s")

    outcome: str
    decision: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return super().shown(payload) | {"outcome": appeal_outcome_label(payload["outcome"])}
