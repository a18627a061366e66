"""The chain: how the hash of an entry is computed, and how a chain is checked."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from thidua.ledger.models import Entry

GENESIS = "0" * 64


def hash_of(entry: Entry) -> str:
    """SHA-256, in hex, of the canonical JSON of every column but the hash itself."""
    content: dict[str, Any] = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "event": entry.event,
        "subject": entry.subject,
        "emulation_year_id": entry.emulation_year_id,
        "unit_id": entry.unit_id,
        "payload": entry.payload,
        "request_id": entry.request_id,
        "previous_hash": entry.previous_hash,
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: how many entries were read, the last hash, and the first that is wrong."""

    entries: int
    hash: str
    broken_at: int | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def verify(entries: Iterable[Entry]) -> Verdict:
    """Recompute the chain over entries in order of sequence, starting at 1."""
    previous, count = GENESIS, 0
    for entry in entries:
        in_order = entry.sequence == count + 1 and entry.previous_hash == previous
        if not in_order or hash_of(entry) != entry.hash:
            return Verdict(entries=count, hash=previous, broken_at=entry.sequence)
        previous, count = entry.hash, count + 1
    return Verdict(entries=count, hash=previous)
