"""Reading the documents of a year, and taking the facts that a new one is made of."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import Pledge, ScoreSheet
from thidua.assessment.queries import paper_for as pledge_for
from thidua.assessment.queries import ranking_is_final, standings_of, visible
from thidua.ballots.queries import contests_told
from thidua.conferences.models import SAID_LABELS, Conference, Said
from thidua.conferences.queries import (
    attendance_rows,
    conference_for,
    conference_to_see,
    recorded_agreement,
    resolutions_of,
)
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import visible_years, year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.queries import head_hash, head_sequence
from thidua.papers import policies
from thidua.papers.facts import (
    AgendaFact,
    AgreementFact,
    CandidateFact,
    ContestFact,
    MemberFact,
    MinutesFacts,
    RankFact,
    RemarkFact,
    ResolutionFact,
    iso,
)
from thidua.papers.models import Paper
from thidua.reading.folding import fold

MINUTES, PLEDGE, COMMON_PLEDGE = "minutes", "pledge", "common_pledge"
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class BytesChanged(Refusal):
    code = "bytes_changed"
    sentence = _(
        "Tệp đang lưu không còn khớp với mã SHA-256 ghi khi lập văn bản, nên không đưa ra. Báo người quản trị máy chủ."
    )


def minutes_facts(conference: Conference) -> MinutesFacts:
    """The facts of the minutes as they are now, in a fixed number of queries."""
    year = conference.emulation_year
    return MinutesFacts(
        bloc=year.bloc.name,
        organ=year.leader.name if year.leader else "",
        authority=year.bloc.authority.name,
        year=year.year,
        locality=conference.locality,
        place=conference.place,
        held_at=iso(conference.held_at),
        closed_at=iso(conference.closed_at),
        chair=conference.chair,
        secretary=conference.secretary,
        members=_members(conference),
        agenda=_agenda(conference),
        review=conference.review,
        ranking=_ranking(year),
        tasks=tuple(conference.tasks.order_by("position").values_list("text", flat=True)),
        agreement=_agreement(conference),
        resolutions=_resolutions(conference),
        contests=_contests(conference),
        illustrative=_illustrative(conference, year),
        ledger_hash=head_hash(),
        ledger_entry=head_sequence(),
    )


def _members(conference: Conference) -> tuple[MemberFact, ...]:
    return tuple(
        MemberFact(
            unit=row.unit.name,
            present=bool(row.present),
            delegates=row.delegates,
            signed=row.next_pledge_signed_at is not None,
        )
        for row in attendance_rows(conference)
    )


def _agenda(conference: Conference) -> tuple[AgendaFact, ...]:
    rows = conference.agenda.prefetch_related("remarks__unit").order_by("position", "pk")
    return tuple(
        AgendaFact(
            title=one.title, speaker=one.speaker, illustrative=one.illustrative, notes=one.notes,
            remarks=tuple(
                RemarkFact(speaker=said.speaker, unit=said.unit.name if said.unit else "", text=said.text)
                for said in sorted(one.remarks.all(), key=lambda said: (said.said_at, said.pk))
            ),
        )
        for one in rows
    )  # fmt: skip


def _resolutions(conference: Conference) -> tuple[ResolutionFact, ...]:
    """What was put to an open vote, each unit's voice in the words of the minutes."""
    return tuple(
        ResolutionFact(
            text=row.resolution.text, result=row.verdict.because.vi, source=row.resolution.source,
            voices=tuple((voice.unit.name, SAID_LABELS[Said(voice.said)]) for voice in row.voices),
            corrected_because=row.resolution.corrected_because,
        )
        for row in resolutions_of(conference)
    )  # fmt: skip


def _ranking(year: EmulationYear) -> tuple[RankFact, ...]:
    """The final places; none while the ranking may still change."""
    if not ranking_is_final(year):
        return ()
    return tuple(
        RankFact(rank=row.rank, unit=row.unit.name, points=str(row.points), tied=row.tied)
        for row in standings_of(year)
        if row.rank is not None
    )


def _agreement(conference: Conference) -> AgreementFact | None:
    one = recorded_agreement(conference)
    if one is None:
        return None
    return AgreementFact(leader=one.leader.name, deputy=one.deputy.name, agreed=one.agreed, base=one.base)


def _contests(conference: Conference) -> tuple[ContestFact, ...]:
    """The secret votes that are over."""
    return tuple(
        ContestFact(
            title=one.title, mode=one.mode, rule=one.rule, source=one.source, figures=one.figures, turnout=one.turnout,
            asked_each=one.asked_each, root=one.root, annulled_because=one.annulled_because,
            candidates=tuple(
                CandidateFact(
                    name=who.name, agree=who.agree, disagree=who.disagree, because=who.because,
                    outcome="chosen" if who.chosen else "tied" if who.tied else "",
                )
                for who in one.candidates
            ),
        )
        for one in contests_told(conference)
    )  # fmt: skip


def _illustrative(conference: Conference, year: EmulationYear) -> tuple[str, ...]:
    """The parts of the minutes that were made up for the sample year."""
    scores = ScoreSheet.objects.filter(emulation_year=year, illustrative=True).exists()
    parts = {"people": conference.illustrative_people, "scores": scores, "leadership": year.leadership_illustrative}
    return tuple(name for name, made_up in parts.items() if made_up)


def conference_to_write_up(actor: Actor, year_id: int) -> Conference:
    """The conference, for the page on which its minutes are made. Raises Denied for those who only read."""
    conference = conference_to_see(actor, year_id)
    gate.require(actor, policies.MAKE_MINUTES, conference)
    return conference


def may_make_minutes(actor: Actor, year: EmulationYear) -> bool:
    """Whether the list of papers offers to make the minutes now."""
    conference = conference_for(actor, year.pk)
    return conference is not None and conference.closed and gate.may(actor, policies.MAKE_MINUTES, conference)


def latest(year: EmulationYear, kind: str, *, unit_id: int | None = None) -> dict[str, Paper]:
    """The newest documents of a kind, of one unit or of the bloc, by format; empty before any were made."""
    rows = Paper.objects.filter(emulation_year=year, kind=kind, unit_id=unit_id).order_by("pk")
    return {row.format: row for row in rows}


def latest_minutes(year: EmulationYear) -> dict[str, Paper]:
    """The newest minutes by format; empty before any were made."""
    return latest(year, MINUTES)


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
    rows = list(Paper.objects.filter(emulation_year=year).order_by("-made_at", "kind", "unit_id", "format", "pk"))
    replaced = {row.replaces_id for row in rows}
    issues = []
    for (made_at, _kind, _unit), group in groupby(rows, key=lambda row: (row.made_at, row.kind, row.unit_id)):
        papers = list(group)
        first = papers[0]
        issues.append(
            Issue(
                kind=first.kind, title=first.title, made_by=first.made_by, made_at=made_at, facts=first.facts,
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
    if paper.kind != MINUTES:
        whose = fold(paper.unit.short_name) if paper.unit else fold(year.bloc.name)
        words = "-".join("".join(one if one.isalnum() else " " for one in whose).split())
        return f"giao-uoc-thi-dua-nam-{year.year}-{words}"[:120] + f".{paper.format}"
    return f"bien-ban-hoi-nghi-khoi-{year.bloc.number}-nam-{year.year}.{paper.format}"
