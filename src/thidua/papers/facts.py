"""The facts of a document as frozen values: what it says, before anybody sets it in type."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from thidua.reading.dates import VIETNAM


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every document has: the ledger's last entry at the moment of making, which is no part of its content."""

    ledger_hash: str
    ledger_entry: int = 0

    @property
    def title(self) -> str:
        """What the document is called."""
        raise NotImplementedError

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return asdict(self)

    def canonical(self) -> str:
        """The content in one fixed way of writing, without the ledger's last entry."""
        content = {key: value for key, value in self.to_json().items() if not key.startswith("ledger_")}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def content_hash(self) -> str:
        """SHA-256 of the content: equal facts have equal hashes, whenever they are taken."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class MemberFact:
    """A member unit at the conference."""

    unit: str
    present: bool
    delegates: str
    signed: bool


@dataclass(frozen=True, kw_only=True)
class RemarkFact:
    """What somebody said under an item of the agenda; `unit` is empty for a guest."""

    speaker: str
    unit: str
    text: str


@dataclass(frozen=True, kw_only=True)
class AgendaFact:
    """An item of the agenda, with what was taken down and said under it."""

    title: str
    speaker: str
    illustrative: bool
    notes: str = ""
    remarks: tuple[RemarkFact, ...] = ()


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
class ResolutionFact:
    """A resolution put to an open vote: what it decided in words, and the voices as (unit, what it said)."""

    text: str
    result: str
    source: str
    voices: tuple[tuple[str, str], ...]
    corrected_because: str


@dataclass(frozen=True, kw_only=True)
class CandidateFact:
    """A candidate in a secret vote: the votes, what they mean by the rule, and "chosen", "tied" or nothing."""

    name: str
    agree: int
    disagree: int
    because: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ContestFact:
    """A secret vote that is over: its mode and rule in words, its figures, and the root of a sealed box.

    An annulled one has a reason and no figures.
    """

    title: str
    mode: str
    rule: str
    source: str
    figures: dict[str, int]
    candidates: tuple[CandidateFact, ...]
    asked_each: bool
    turnout: str
    root: str
    annulled_because: str


@dataclass(frozen=True, kw_only=True)
class MinutesFacts(Facts):
    """The minutes of a year-end conference.

    Moments are ISO text at Viet Nam's clock. `ranking` is empty when it was not final. `illustrative` names the
    parts that were made up for the sample: people, scores, leadership.
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
    resolutions: tuple[ResolutionFact, ...] = ()
    contests: tuple[ContestFact, ...] = ()
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Biên bản hội nghị tổng kết {self.bloc} năm {self.year}"


@dataclass(frozen=True, kw_only=True)
class TargetFact:
    """A target as the pledge has it: figures are decimal text, empty for none.

    `before` is the plan before the amendment of `decision`, empty when there was none.
    """

    indicator: str
    kind: str
    wording: str
    planned: str
    planned_to: str
    direction: str
    compared_with: str
    unit_of_measure: str
    before: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class SigningFact:
    """A signature: in which way, on which day (ISO text), by whom, and whether after the deadline."""

    way: str
    signed_on: str
    signer: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class PledgeFacts(Facts):
    """A unit's signed pledge. `leader` is the name of the unit that heads the bloc."""

    bloc: str
    authority: str
    leader: str
    unit: str
    year: int
    locality: str
    signed_on: str
    targets: tuple[TargetFact, ...]
    commitments: str
    titles: tuple[str, ...]
    signings: tuple[SigningFact, ...]
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Giao ước thi đua năm {self.year} của {self.unit}"


@dataclass(frozen=True, kw_only=True)
class UnitPledgeFact:
    """One unit in the common pledge; without targets and signatures when it has not signed."""

    unit: str
    targets: tuple[TargetFact, ...]
    signings: tuple[SigningFact, ...]


@dataclass(frozen=True, kw_only=True)
class CommonPledgeFacts(Facts):
    """The pledge of the whole bloc: every unit with its targets and its signature, and the year's joint events."""

    bloc: str
    authority: str
    leader: str
    year: int
    locality: str
    made_on: str
    units: tuple[UnitPledgeFact, ...]
    events: tuple[tuple[str, str, str], ...]
    illustrative: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"Giao ước thi đua năm {self.year} của {self.bloc}"


def iso(moment: datetime | None) -> str:
    """A moment as facts keep it; empty for none."""
    return moment.astimezone(VIETNAM).isoformat(timespec="minutes") if moment else ""
