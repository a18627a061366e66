"""What written opinions enter in the ledger."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class OpinionRecorded(Event):
    """`said` is the code of what the unit says; `text` is what it wrote besides."""

    name = "conferences.opinion_recorded"
    sentence = _("Nhận ý kiến bằng văn bản của %(unit)s, người ký %(signer)s, về việc: %(matter)s")

    unit: str
    signer: str
    matter: str
    said: str
    text: str
    way: str
    reference: str
    received_on: str


@dataclass(frozen=True, kw_only=True)
class OpinionWithdrawn(Event):
    name = "conferences.opinion_withdrawn"
    sentence = _("Rút ý kiến bằng văn bản của %(unit)s về việc: %(matter)s. Lý do: %(reason)s")

    unit: str
    matter: str
    said: str
    text: str
    reason: str
