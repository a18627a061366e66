"""Writing notices down, each once a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.notices.models import Notice


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is to be told to a person. `key` is the same for the same thing, however often it is handed down."""

    person_id: int
    body_id: int | None
    year_id: int | None
    kind: str
    data: dict[str, Any]
    url: str
    deadline: datetime | None
    key: str


def not_told(tellings: Sequence[Telling]) -> list[Telling]:
    """Those that were never written down. One query for any number of one person's tellings."""
    people = {one.person_id for one in tellings}
    keys = {one.key for one in tellings}
    known = set(Notice.objects.filter(person_id__in=people, key__in=keys).values_list("person_id", "key"))
    return [one for one in tellings if (one.person_id, one.key) not in known]


def write_down(tellings: Sequence[Telling], *, at: datetime) -> list[Notice]:
    """Keep what is new among them; what was told before stays as it is. Called by actions only."""
    fresh = {(one.person_id, one.key): one for one in not_told(tellings)}
    rows = [
        Notice(
            person_id=one.person_id, body_id=one.body_id, year_id=one.year_id, kind=one.kind, data=one.data,
            url=one.url, deadline=one.deadline, key=one.key, made_at=at,
        )
        for one in fresh.values()
    ]  # fmt: skip
    return Notice.objects.bulk_create(rows, ignore_conflicts=True)
