"""What every write about a conference has in common: its event's columns, its version, its saving."""

from typing import Any

from django.utils.translation import override

from thidua.conferences.models import Conference
from thidua.kernel.versions import Stale
from thidua.ledger.queries import last_entry


def about(conference: Conference, *, unit_id: int | None = None) -> dict[str, Any]:
    """The columns of an event about a conference."""
    return {
        "subject": f"conference:{conference.pk}",
        "emulation_year_id": conference.emulation_year_id,
        "unit_id": unit_id,
    }


def named(conference: Conference) -> str:
    """The title as the ledger keeps it: in Vietnamese, whatever the page's language."""
    with override("vi"):
        return conference.title[:1].lower() + conference.title[1:]


def require_version(given: int | None, conference: Conference) -> None:
    """Refuse a form that was opened before somebody else saved. No version given means no form was involved."""
    if given is not None and given != conference.version:
        last = last_entry(f"conference:{conference.pk}")
        raise Stale(who=last.who if last else "", at=last.at if last else None)


def save(conference: Conference, *fields: str) -> None:
    """Save these columns as a new version of the conference."""
    conference.version += 1
    conference.save(update_fields=[*fields, "version"])
