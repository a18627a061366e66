"""Reading the documents of a year."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import Pledge
from thidua.assessment.queries import paper_for as pledge_for
from thidua.assessment.queries import visible
from thidua.conferences.models import Conference
from thidua.conferences.queries import conferences_of
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.papers import policies
from thidua.papers.models import Paper
from thidua.reading.folding import fold

MINUTES, SUPPLEMENT, PLEDGE, COMMON_PLEDGE = "minutes", "supplement", "pledge", "common_pledge"
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class BytesChanged(Refusal):
    code = "bytes_changed"
    sentence = _(
        "Tệp đang lưu không còn khớp với mã SHA-256 ghi khi lập văn bản, nên không đưa ra. Báo người quản trị máy chủ."
    )


def latest(
    year: EmulationYear, kind: str, *, unit_id: int | None = None, conference_id: int | None = None, number: int = 0
) -> dict[str, Paper]:
    """The newest documents of a kind, of one unit, conference or the bloc, by format; empty before any were made."""
    about = {"unit_id": unit_id, "conference_id": conference_id, "number": number}
    rows = Paper.objects.filter(emulation_year=year, kind=kind, **about).order_by("pk")
    return {row.format: row for row in rows}


def minutes_to_work_on(actor: Actor, year: EmulationYear) -> list[Conference]:
    """The conferences of a year that have begun, for the list of papers, in the order in which they are held."""
    return [one for one in conferences_of(actor, year.pk) if one.opened_at]


def pledges_to_print(actor: Actor, year: EmulationYear) -> list[Pledge]:
    """The signed pledges that the actor may have set as documents, by unit."""
    rows = visible(actor, Pledge).filter(emulation_year=year, state="approved").order_by("unit__folded")
    return [row for row in rows if gate.may(actor, policies.MAKE_PLEDGE, row)]


def pledge_to_print(actor: Actor, year_id: int, pledge_id: int) -> Pledge:
    """A pledge for the page on which it is made a document; Denied for those who only read it."""
    pledge = pledge_for(actor, Pledge, year_id, pledge_id)
    gate.require(actor, policies.MAKE_PLEDGE, pledge)
    return pledge


def year_to_print(actor: Actor, year_id: int) -> EmulationYear:
    """The year, for somebody who has its common pledge made."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.MAKE_COMMON_PLEDGE, year)
    return year


def may_make_common(actor: Actor, year: EmulationYear) -> bool:
    """Whether the list of papers offers to make the common pledge now."""
    signed = Pledge.objects.filter(emulation_year=year, state="approved").exists()
    return signed and gate.may(actor, policies.MAKE_COMMON_PLEDGE, year)


# What tells one document from another of the same moment.
ABOUT = ("kind", "unit_id", "conference_id", "number")


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One making of a document: the same facts in each format, and whether a later one replaced it."""

    kind: str
    title: str
    made_by: str
    made_at: datetime
    facts: dict[str, Any]
    facts_hash: str
    papers: list[Paper]
    replaced: bool

    @property
    def signatures(self) -> list[dict[str, str]]:
        """Who confirmed it in the system; nobody when it is to be signed by hand."""
        return list(self.facts.get("signed_by", ()))

    @property
    def present(self) -> int:
        return sum(1 for one in self.facts["members"] if one["present"])

    @property
    def signed(self) -> int:
        return sum(1 for one in self.facts["members"] if one["signed"])

    @property
    def held_at(self) -> datetime:
        return datetime.fromisoformat(self.facts["held_at"])


def papers_of(year: EmulationYear) -> list[Issue]:
    """The documents of a year, newest first, each with its formats. One query."""
    rows = list(Paper.objects.filter(emulation_year=year).order_by("-made_at", *ABOUT, "format", "pk"))
    replaced = {row.replaces_id for row in rows}
    issues = []
    for _about, group in groupby(rows, key=attrgetter("made_at", *ABOUT)):
        papers = list(group)
        first = papers[0]
        issues.append(
            Issue(
                kind=first.kind, title=first.title, made_by=first.made_by, made_at=first.made_at, facts=first.facts,
                facts_hash=first.facts_hash, papers=papers, replaced=first.pk in replaced,
            )
        )  # fmt: skip
    return issues


def paper_for(actor: Actor, paper_id: int, *, year_id: int | None = None) -> Paper:
    """A document of a year the actor sees, or 404; also 404 when it belongs to another year than the one named."""
    rows = Paper.objects.filter(emulation_year__in=visible_years(actor)).select_related("emulation_year__bloc", "unit")
    if year_id is not None:
        rows = rows.filter(emulation_year_id=year_id)
    return get_object_or_404(rows, pk=paper_id)


def bytes_of(paper: Paper) -> bytes:
    """The bytes as they were stored. Raises BytesChanged when they no longer have the hash of the record."""
    with paper.file.open("rb") as stored:
        found: bytes = stored.read()
    if hashlib.sha256(found).hexdigest() != paper.sha256:
        raise BytesChanged
    return found


def filename_of(paper: Paper) -> str:
    """ "bien-ban-hoi-nghi-khoi-12-nam-2024.pdf": readable, and safe on every system."""
    year = paper.emulation_year
    if paper.kind == SUPPLEMENT:
        return f"bien-ban-bo-sung-{paper.number}-khoi-{year.bloc.number}-nam-{year.year}.{paper.format}"
    if paper.kind != MINUTES:
        whose = fold(paper.unit.short_name) if paper.unit else fold(year.bloc.name)
        words = "-".join("".join(one if one.isalnum() else " " for one in whose).split())
        return f"giao-uoc-thi-dua-nam-{year.year}-{words}"[:120] + f".{paper.format}"
    return f"bien-ban-hoi-nghi-khoi-{year.bloc.number}-nam-{year.year}.{paper.format}"
