"""Making a document: rendered once, kept for ever."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from thidua.assessment.models import Pledge
from thidua.assessment.queries import pledge_to_change
from thidua.conferences.handing import draw_up
from thidua.conferences.models import Conference, Handover
from thidua.conferences.policies import GIVE
from thidua.conferences.queries import conference_to_change
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.papers import docx, events, package, pdf, pledges, policies, queries
from thidua.papers.facts import Facts
from thidua.papers.models import Paper
from thidua.papers.pledgewords import printed_common_pledge, printed_pledge
from thidua.papers.wording import printed

RENDER = {"docx": docx.render_docx, "pdf": pdf.render_pdf}
TEMPLATES = Path(__file__).parent / "templates" / "papers"
# The files that set each kind of document, by format.
SET_BY = {
    queries.MINUTES: {"docx": docx.TEMPLATE, "pdf": pdf.TEMPLATE},
    queries.PLEDGE: {"docx": TEMPLATES / "pledge.docx", "pdf": TEMPLATES / "pledge.typ"},
    queries.COMMON_PLEDGE: {"docx": TEMPLATES / "common_pledge.docx", "pdf": TEMPLATES / "common_pledge.typ"},
}


class NotClosedYet(Refusal):
    code = "not_closed_yet"
    sentence = _("Hội nghị chưa bế mạc, nên chưa lập được biên bản. Bế mạc hội nghị trước.")


class AlreadyMade(Refusal):
    code = "already_made"
    sentence = _("Văn bản với đúng nội dung này đã được lập lúc %(when)s. Tải bản đó ở danh sách văn bản.")


class NotSignedYet(Refusal):
    code = "not_signed_yet"
    sentence = _("Giao ước chưa ký thì chưa lập thành văn bản được. Ký giao ước trước.")


class NobodySigned(Refusal):
    code = "nobody_signed"
    sentence = _("Chưa đơn vị nào ký giao ước, nên chưa lập được giao ước chung của khối.")


@action(needs=policies.MAKE_MINUTES, loads=conference_to_change)
def make_minutes(conference: Conference, *, actor: Actor, at: datetime) -> Recorded[list[Paper]]:
    """The minutes of a closed conference are made in Word and in PDF, and kept with their hashes.

    Made again, after a name or a template has changed, the new ones say which they replace. Raises AlreadyMade
    when nothing has changed.
    """
    if not conference.closed:
        raise NotClosedYet
    facts = queries.minutes_facts(conference)
    papers, before = _make(conference.emulation_year, queries.MINUTES, facts, printed(facts), actor=actor, at=at)
    hashes = {paper.format: paper.sha256 for paper in papers}
    event = events.MinutesMade(
        subject=f"conference:{conference.pk}", emulation_year_id=conference.emulation_year_id,
        year=facts.year, docx=hashes["docx"], pdf=hashes["pdf"], replaces=bool(before),
    )  # fmt: skip
    return Recorded(papers, event)


@action(needs=policies.MAKE_PLEDGE, loads=pledge_to_change)
def make_pledge_paper(pledge: Pledge, *, actor: Actor, at: datetime) -> Recorded[list[Paper]]:
    """A unit's signed pledge is set in Word and in PDF. Raises NotSignedYet, and AlreadyMade when nothing changed."""
    if not pledge.approved:
        raise NotSignedYet
    facts, year = pledges.pledge_facts(pledge), pledge.emulation_year
    papers, before = _make(
        year, queries.PLEDGE, facts, printed_pledge(facts), unit_id=pledge.unit_id, actor=actor, at=at
    )
    hashes = {paper.format: paper.sha256 for paper in papers}
    event = events.PledgePaperMade(
        subject=f"pledge:{pledge.pk}", emulation_year_id=year.pk, unit_id=pledge.unit_id, unit=pledge.unit.name,
        year=year.year, docx=hashes["docx"], pdf=hashes["pdf"], replaces=bool(before),
    )  # fmt: skip
    return Recorded(papers, event)


@action(needs=policies.MAKE_COMMON_PLEDGE, loads=year_to_change)
def make_common_pledge(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[list[Paper]]:
    """The bloc's common pledge with every unit's targets and signature is set in Word and in PDF.

    Units that have not signed stand in it as such. Raises NobodySigned, and AlreadyMade when nothing changed.
    """
    facts = pledges.common_pledge_facts(year, at=at)
    if not any(one.signings for one in facts.units):
        raise NobodySigned
    papers, before = _make(year, queries.COMMON_PLEDGE, facts, printed_common_pledge(facts), actor=actor, at=at)
    hashes = {paper.format: paper.sha256 for paper in papers}
    event = events.CommonPledgeMade(
        subject=f"year:{year.pk}", emulation_year_id=year.pk, bloc=year.bloc.name, year=year.year,
        docx=hashes["docx"], pdf=hashes["pdf"], replaces=bool(before),
    )  # fmt: skip
    return Recorded(papers, event)


@action(needs=GIVE, loads=year_to_change)
def draw_up_handover(year: EmulationYear, *, actor: Actor, at: datetime) -> Recorded[Handover]:
    """The list of what is handed over is drawn up, with the papers of the year counted by kind."""
    files = [(title, detail) for title, detail in package.files_of(year)]
    return Recorded(*draw_up(year, actor=actor, at=at, files=files))


def _make(
    year: EmulationYear, kind: str, facts: Facts, texts: dict[str, Any], *, unit_id: int | None = None, actor: Actor,
    at: datetime,
) -> tuple[list[Paper], dict[str, Paper]]:  # fmt: skip
    """Set a document in every format, and say which it replaces. Raises AlreadyMade when nothing has changed."""
    before = queries.latest(year, kind, unit_id=unit_id)
    templates = {kept: _hash(Path(template).read_bytes()) for kept, template in SET_BY[kind].items()}
    same = [
        old for old in before.values()
        if (old.facts_hash, old.template_hash) == (facts.content_hash(), templates[old.format])
    ]  # fmt: skip
    if len(same) == len(templates):
        raise AlreadyMade(when=moment(same[0].made_at))
    papers = []
    for kept, template_hash in templates.items():
        made = RENDER[kept](texts, at=at, template=SET_BY[kind][kept])
        paper = Paper(
            emulation_year=year, unit_id=unit_id, kind=kind, format=kept, title=facts.title, facts=facts.to_json(),
            facts_hash=facts.content_hash(), template_hash=template_hash, sha256=_hash(made),
            made_by=actor.describe(), made_at=at, replaces=before.get(kept),
        )  # fmt: skip
        paper.file = ContentFile(made, name=queries.filename_of(paper))
        paper.save(force_insert=True)
        papers.append(paper)
    return papers, before


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
