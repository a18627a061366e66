"""What this app enters in the ledger."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class AwardRuleAdded(Event):
    name = "honours.rule_added"
    sentence = _("Ghi cách đề nghị “%(award)s” của %(grantor)s: %(places)s nơi, căn cứ %(source)s")

    award: str
    grantor: str
    places: int
    source: str


@dataclass(frozen=True, kw_only=True)
class AwardRuleRemoved(Event):
    name = "honours.rule_removed"
    sentence = _("Bỏ cách đề nghị “%(award)s”")

    award: str


@dataclass(frozen=True, kw_only=True)
class NominationsDrafted(Event):
    name = "honours.drafted"
    sentence = _("Lập dự thảo danh sách đề nghị khen thưởng: %(proposed)s; ngang nhau: %(tied)s")

    proposed: tuple[str, ...]
    tied: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NominationAdded(Event):
    name = "honours.added"
    sentence = _("Đề nghị %(nominee)s nhận “%(award)s”. Lý do: %(reason)s")

    nominee: str
    award: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class NominationRemoved(Event):
    name = "honours.removed"
    sentence = _("Rút đề nghị %(nominee)s nhận “%(award)s”. Lý do: %(reason)s")

    nominee: str
    award: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class NominationsSettled(Event):
    name = "honours.settled"
    sentence = _("Chốt danh sách đề nghị khen thưởng: %(proposed)s")

    proposed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NominationsReopened(Event):
    name = "honours.reopened"
    sentence = _("Mở lại danh sách đề nghị khen thưởng. Lý do: %(reason)s")

    reason: str
