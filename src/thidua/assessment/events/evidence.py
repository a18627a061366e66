"""What happens to evidence and to its files."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment.events.units import UnitEvent
from thidua.assessment.vocabulary import file_state_label


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(UnitEvent):
    name = "assessment.evidence_added"
    private = True
    sentence = _("%(unit)s thêm minh chứng cho “%(claim)s”: %(added)s")

    claim: str
    added: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceRemoved(UnitEvent):
    name = "assessment.evidence_removed"
    private = True
    sentence = _("%(unit)s bỏ minh chứng của “%(claim)s”: %(removed)s")

    claim: str
    removed: str


@dataclass(frozen=True, kw_only=True)
class FileScanned(UnitEvent):
    name = "assessment.file_scanned"
    private = True
    sentence = _("Quét tệp “%(file)s” của %(unit)s: %(found)s %(note)s")

    file: str
    found: str
    note: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"found": file_state_label(payload["found"])}
