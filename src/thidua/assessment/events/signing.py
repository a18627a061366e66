"""How pledges are signed and amended."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent


@dataclass(frozen=True, kw_only=True)
class PaperSigningRecorded(UnitEvent):
    name = "assessment.paper_signing_recorded"
    sentence = _("%(unit)s ghi nhận giao ước đã ký bản giấy ngày %(signed_on)s, người ký: %(signer)s")

    signed_on: str
    signer: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class AmendmentEvent(UnitEvent):
    """An event about an amendment; `changes` are in words, before and after."""

    name = "assessment.amendment"
    number: str


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(AmendmentEvent):
    name = "assessment.amendment_proposed"
    sentence = _(
        "%(unit)s đề nghị điều chỉnh giao ước theo quyết định số %(number)s ngày %(decided_on)s: %(changes)s. Lý do: %(reason)s"
    )

    decided_on: str
    changes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class AmendmentApproved(AmendmentEvent):
    name = "assessment.amendment_approved"
    sentence = _("Thủ trưởng %(unit)s duyệt điều chỉnh giao ước theo quyết định số %(number)s")

    in_force: bool


@dataclass(frozen=True, kw_only=True)
class AmendmentAgreed(AmendmentEvent):
    name = "assessment.amendment_agreed"
    sentence = _("Cơ quan thi đua đồng ý hạ mức kế hoạch của %(unit)s theo quyết định số %(number)s: %(changes)s")

    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AmendmentReturned(AmendmentEvent):
    name = "assessment.amendment_returned"
    sentence = _("Trả lại đề nghị điều chỉnh giao ước của %(unit)s theo quyết định số %(number)s. Lý do: %(reason)s")

    reason: str
