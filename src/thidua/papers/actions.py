"""Making a document: rendered once, kept for ever."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import Conference
from thidua.conferences.queries import conference_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action
from thidua.papers import docx, events, pdf, policies, queries
from thidua.papers.facts import MinutesFacts
from thidua.papers.models import Paper
from thidua.papers.wording import printed

FORMATS = {"docx": (docx.render_docx, docx.TEMPLATE), "pdf": (pdf.render_pdf, pdf.TEMPLATE)}


class NotClosedYet(Refusal):
    code = "not_closed_yet"
    sentence = _("Hội nghị chưa bế mạc, nên chưa lập được biên bản. Bế mạc hội nghị trước.")


class AlreadyMade(Refusal):
    code = "already_made"
    sentence = _("Biên bản với đúng nội dung này đã được lập lúc %(when)s. Tải bản đó ở danh sách văn bản.")


@action(needs=policies.MAKE_MINUTES, loads=conference_to_change)
def make_minutes(conference: Conference, *, actor: Actor, at: datetime) -> Recorded[list[Paper]]:
    """The minutes of a closed conference are made in Word and in PDF, and kept with their hashes.

    Made again, after a name or a template has changed, the new ones say which they replace. Raises AlreadyMade
    when nothing has changed.
    """
    if not conference.closed:
        raise NotClosedYet
    facts = queries.minutes_facts(conference)
    before = queries.latest_minutes(conference.emulation_year)
    templates = {kind: _hash(Path(template).read_bytes()) for kind, (_render, template) in FORMATS.items()}
    same = [
        old for old in before.values()
        if (old.facts_hash, old.template_hash) == (facts.content_hash(), templates[old.format])
    ]  # fmt: skip
    if len(same) == len(FORMATS):
        raise AlreadyMade(when=moment(same[0].made_at))
    papers = [
        _keep(conference, facts, kind, templates[kind], replaces=before.get(kind), actor=actor, at=at)
        for kind in FORMATS
    ]
    hashes = {paper.format: paper.sha256 for paper in papers}
    event = events.MinutesMade(
        subject=f"conference:{conference.pk}", emulation_year_id=conference.emulation_year_id,
        year=facts.year, docx=hashes["docx"], pdf=hashes["pdf"], replaces=bool(before),
    )  # fmt: skip
    return Recorded(papers, event)


def _keep(
    conference: Conference, facts: MinutesFacts, format: str, template_hash: str, *, replaces: Paper | None,
    actor: Actor, at: datetime,
) -> Paper:  # fmt: skip
    """Render one format and store its bytes with everything that explains them."""
    render, _template = FORMATS[format]
    made = render(printed(facts), at=at)
    paper = Paper(
        emulation_year=conference.emulation_year, kind=queries.MINUTES, format=format, title=facts.title,
        facts=facts.to_json(), facts_hash=facts.content_hash(), template_hash=template_hash, sha256=_hash(made),
        made_by=actor.describe(), made_at=at, replaces=replaces,
    )  # fmt: skip
    paper.file = ContentFile(made, name=queries.filename_of(paper))
    paper.save(force_insert=True)
    return paper


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
