"""Reading the ledger: histories in sentences, the head of the chain, its verification."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thidua.kernel.actor import Actor
from thidua.kernel.folding import fold_matches
from thidua.ledger.chain import GENESIS, Verdict, verify
from thidua.ledger.events import private_events, sentence_of
from thidua.ledger.models import Entry, Head


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry as people read it."""

    sequence: int
    at: datetime
    who: str
    sentence: str
    hash: str


def lines(entries: Iterable[Entry], *, reader: Actor) -> list[Line]:
    """Entries as sentences in the language of the page. What a draft says is told to its own unit only."""
    private = private_events()
    return [
        Line(
            sequence=entry.sequence,
            at=entry.at,
            who=entry.actor_name,
            sentence=_("Làm việc trên bản nháp của đơn vị")
            if entry.event in private and entry.unit_id != reader.body_id
            else sentence_of(entry.event, entry.payload),
            hash=entry.hash,
        )
        for entry in entries
    ]


def entries_of(*subjects: str, reader: Actor) -> QuerySet[Entry]:
    """The entries about these objects, newest first, without work on drafts of units other than the reader's."""
    return Entry.objects.filter(subject__in=subjects).exclude(_drafts_of_others(reader)).order_by("-sequence")


def _drafts_of_others(reader: Actor) -> Q:
    return Q(event__in=private_events()) & ~Q(unit_id=reader.body_id)


def entries_of_year(emulation_year_id: int, *, reader: Actor, units: Iterable[int] | None = None) -> QuerySet[Entry]:
    """The entries of a year, newest first: all, or those about the year as a whole and about the given units.

    Work on drafts of units other than the reader's is left out.
    """
    entries = latest_of_year(emulation_year_id).exclude(_drafts_of_others(reader))
    if units is None:
        return entries
    return entries.filter(unit_id__in=units) | entries.filter(unit_id__isnull=True)


def entries_since(
    since: datetime, *, reader: Actor, years: Iterable[int], own_part_of: Iterable[int]
) -> QuerySet[Entry]:
    """What others entered after a moment, newest first: all of some years; of others what concerns the reader.

    Work on drafts of units other than the reader's is left out, as in every history.
    """
    own = Q(emulation_year_id__in=list(own_part_of)) & (Q(unit_id=reader.body_id) | Q(unit_id__isnull=True))
    rows = Entry.objects.filter(Q(emulation_year_id__in=list(years)) | own, at__gt=since)
    return rows.exclude(actor_id=reader.id).exclude(_drafts_of_others(reader)).order_by("-sequence")


def matching(found: list[Line], words: str) -> list[Line]:
    """The lines whose sentence or person holds the words, written with or without accents."""
    return [line for line in found if fold_matches(words, line.sentence, line.who)]


def latest_of_year(emulation_year_id: Any) -> QuerySet[Entry]:
    """The entries of a year, the last first; the id may be a column of an outer query."""
    return Entry.objects.filter(emulation_year_id=emulation_year_id).order_by("-sequence")


def head_hash() -> str:
    """The hash of the last entry: printed in the minutes, it anchors everything before it."""
    return Head.objects.values_list("hash", flat=True).filter(pk=1).first() or GENESIS


def head_sequence() -> int:
    """The number of the last entry; 0 before there is one."""
    return Head.objects.values_list("sequence", flat=True).filter(pk=1).first() or 0


def entry_of(entry_hash: str) -> Entry | None:
    """The entry with this hash, as a paper shows it; None when the ledger holds none."""
    return Entry.objects.filter(hash=entry_hash.strip().lower()).first()


def verification() -> Verdict:
    """Recompute the whole chain. Reads entries in blocks, so its memory does not grow with the ledger."""
    verdict = verify(Entry.objects.order_by("sequence").iterator(chunk_size=2000))
    if verdict.whole and verdict.hash != head_hash():
        return Verdict(entries=verdict.entries, hash=verdict.hash, broken_at=verdict.entries + 1)
    return verdict


def entries_within(*, years: Any, units: Any) -> QuerySet[Entry]:
    """The entries about these years or these bodies (ids, or a subquery of ids), newest first."""
    return Entry.objects.filter(Q(emulation_year_id__in=years) | Q(unit_id__in=units)).order_by("-sequence")


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Who made a version of something, and when."""

    who: str
    at: datetime


def last_edit(edited: str, version: int, *, emulation_year_id: int) -> Edit | None:
    """Who brought a thing of a year ("result:12") to a version; None when no entry says so."""
    entries = Entry.objects.filter(emulation_year_id=emulation_year_id, payload__edited=edited)
    return _edit(entries.filter(payload__version=version))


def last_entry(subject: str) -> Edit | None:
    """Who last did something about a subject ("sheet:3")."""
    return _edit(Entry.objects.filter(subject=subject))


def _edit(entries: QuerySet[Entry]) -> Edit | None:
    entry = entries.order_by("-sequence").first()
    return Edit(who=entry.actor_name, at=entry.at) if entry else None
