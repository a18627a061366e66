"""The facts of a document as frozen values: what it says, before anybody sets it in type."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from thidua.reading.dates import VIETNAM


@dataclass(frozen=True, kw_only=True)
class MemberFact:
    """A member unit at the conference."""

    unit: str
    present: bool
    delegates: str
    signed: bool


@dataclass(frozen=True, kw_only=True)
class AgendaFact:
    """An item of the agenda."""

    title: str
    speaker: str
    illustrative: bool


@dataclass(frozen=True, kw_only=True)
class RankFact:
    """A unit's final place; points are decimal text ("95.50")."""

    rank: int
    unit: str
    points: str
    tied: bool


@dataclass(frozen=True, kw_only=True)
class AgreementFact:
    """The open agreement on next year's head and deputy: how many agreed, of how many present."""

    leader: str
    deputy: str
    agreed: int
    base: int


@dataclass(frozen=True, kw_only=True)
class MinutesFacts:
    """The minutes of a year-end conference.

    Moments are ISO text at Viet Nam's clock. `ranking` is empty when it was not final. `illustrative` names the
    parts that were made up for the sample: people, scores, leadership. `ledger_hash` is the last hash of the
    ledger at the moment of making; it changes with every entry, so it is no part of the content.
    """

    bloc: str
    organ: str
    authority: str
    year: int
    locality: str
    place: str
    held_at: str
    closed_at: str
    chair: str
    secretary: str
    members: tuple[MemberFact, ...]
    agenda: tuple[AgendaFact, ...]
    review: str
    ranking: tuple[RankFact, ...]
    tasks: tuple[str, ...]
    agreement: AgreementFact | None
    illustrative: tuple[str, ...]
    ledger_hash: str

    @property
    def title(self) -> str:
        return f"Biên bản hội nghị tổng kết {self.bloc} năm {self.year}"

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return asdict(self)

    def canonical(self) -> str:
        """The content in one fixed way of writing, without the ledger's hash."""
        content = {key: value for key, value in self.to_json().items() if key != "ledger_hash"}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def content_hash(self) -> str:
        """SHA-256 of the content: equal facts have equal hashes, whenever they are taken."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def iso(moment: datetime | None) -> str:
    """A moment as facts keep it; empty for none."""
    return moment.astimezone(VIETNAM).isoformat(timespec="minutes") if moment else ""
