"""What this app enters in the ledger. That somebody voted is on the roll; nothing is entered when a ballot is cast."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.assessment.vocabulary import file_state_label
from thidua.ballots.vocabulary import mode_label, step_label
from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class ContestEvent(Event):
    """An event about one contest."""

    name = "ballots.contest"
    title: str


@dataclass(frozen=True, kw_only=True)
class ContestPrepared(ContestEvent):
    name = "ballots.prepared"
    sentence = _(
        "Chuẩn bị cuộc bỏ phiếu “%(title)s” (%(mode)s): chọn %(seats)s, cần %(share)s, căn cứ %(source)s; ứng viên: %(candidates)s"
    )

    mode: str
    seats: int
    share: str
    source: str
    candidates: tuple[str, ...]

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"mode": mode_label(payload["mode"])}


@dataclass(frozen=True, kw_only=True)
class RollWritten(ContestEvent):
    name = "ballots.roll_written"
    sentence = _("Lập danh sách %(count)s người bỏ phiếu cho “%(title)s”: %(voters)s")

    count: int
    voters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CommitteeChosen(ContestEvent):
    name = "ballots.committee_chosen"
    sentence = _("Cử tổ kiểm phiếu cho “%(title)s”: %(members)s; mở hòm phiếu cần ít nhất %(threshold)s người")

    members: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, kw_only=True)
class StepProposed(ContestEvent):
    name = "ballots.step_proposed"
    sentence = _("Đề nghị %(step)s cuộc bỏ phiếu “%(title)s”; cần người thứ hai")

    step: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"step": step_label(payload["step"])}


@dataclass(frozen=True, kw_only=True)
class RollFrozen(ContestEvent):
    name = "ballots.roll_frozen"
    sentence = _(
        "Chốt danh sách bỏ phiếu và ứng viên của “%(title)s”: %(voters)s người bỏ phiếu; người đề nghị: %(first)s"
    )

    voters: int
    first: str


@dataclass(frozen=True, kw_only=True)
class KeyOffered(ContestEvent):
    name = "ballots.key_offered"
    sentence = _("Thành viên tổ kiểm phiếu gửi khoá của “%(title)s”; dấu của khoá: %(fingerprint)s")

    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class ContestOpened(ContestEvent):
    name = "ballots.opened"
    sentence = _("Mở cuộc bỏ phiếu “%(title)s”; dấu của bộ khoá: %(fingerprint)s; người đề nghị: %(first)s")

    fingerprint: str
    first: str


@dataclass(frozen=True, kw_only=True)
class BoxClosed(ContestEvent):
    name = "ballots.closed"
    sentence = _(
        "Đóng hòm phiếu “%(title)s”: %(voted)s/%(voters)s đã bỏ phiếu; mã gốc của hòm phiếu: %(root)s; người đề nghị: %(first)s"
    )

    voted: int
    voters: int
    root: str
    first: str


@dataclass(frozen=True, kw_only=True)
class PaperCountTyped(ContestEvent):
    name = "ballots.paper_count_typed"
    sentence = _("Thành viên tổ kiểm phiếu nhập kết quả “%(title)s”")


@dataclass(frozen=True, kw_only=True)
class ContestCounted(ContestEvent):
    name = "ballots.counted"
    sentence = _(
        "Kiểm phiếu “%(title)s”: phát %(issued)s, thu %(returned)s, hợp lệ %(valid)s, không hợp lệ %(invalid)s; %(votes)s"
    )

    issued: int
    returned: int
    valid: int
    invalid: int
    votes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TallyScanAdded(ContestEvent):
    """`sha256` is of the file that is kept and handed out, `received` of the bytes that came in."""

    name = "ballots.tally_scan_added"
    sentence = _("Gắn bản quét biên bản kiểm phiếu “%(title)s”: %(file)s, SHA-256 %(sha256)s")

    file: str
    sha256: str
    received: str


@dataclass(frozen=True, kw_only=True)
class TallyScanReplaced(ContestEvent):
    name = "ballots.tally_scan_replaced"
    sentence = _(
        "Thay bản quét biên bản kiểm phiếu “%(title)s”: %(file)s, SHA-256 %(sha256)s, thay cho %(before)s. Lý do: %(reason)s"
    )

    file: str
    sha256: str
    received: str
    before: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TallyScanLookedAt(ContestEvent):
    name = "ballots.tally_scan_looked_at"
    sentence = _("Quét mã độc tệp “%(file)s” của “%(title)s”: %(found)s %(note)s")

    file: str
    found: str
    note: str

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | {"found": file_state_label(payload["found"])}


@dataclass(frozen=True, kw_only=True)
class ContestConfirmed(ContestEvent):
    name = "ballots.confirmed"
    sentence = _("Công nhận kết quả “%(title)s”: %(chosen)s; người đề nghị: %(first)s")

    chosen: tuple[str, ...]
    first: str


@dataclass(frozen=True, kw_only=True)
class ContestAnnulled(ContestEvent):
    name = "ballots.annulled"
    sentence = _("Huỷ cuộc bỏ phiếu “%(title)s”. Lý do: %(reason)s")

    reason: str


@dataclass(frozen=True, kw_only=True)
class BoxDestroyed(ContestEvent):
    name = "ballots.destroyed"
    sentence = _("Tiêu huỷ %(ballots)s phiếu niêm phong của “%(title)s” sau thời hạn kiến nghị")

    ballots: int
