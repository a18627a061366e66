"""What resolutions enter in the ledger."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class ResolutionRecorded(Event):
    """Every unit with its voice is kept with it: the vote is open. `adopted` tells what it decided."""

    name = "conferences.resolution_recorded"
    sentence = _("Hội nghị biểu quyết công khai: %(agreed)s/%(base)s đơn vị tán thành, cần ≥ %(needed)s: %(text)s")

    text: str
    agreed: str
    base: str
    needed: str
    adopted: bool
    voices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ResolutionCorrected(Event):
    """`voices` are those that hold now, `before` those that were recorded by mistake."""

    name = "conferences.resolution_corrected"
    sentence = _(
        "Sửa kết quả biểu quyết: nay %(agreed)s/%(base)s đơn vị tán thành, cần ≥ %(needed)s: %(text)s. Lý do: %(reason)s"
    )

    text: str
    agreed: str
    base: str
    needed: str
    adopted: bool
    voices: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, str], ...]
    reason: str
