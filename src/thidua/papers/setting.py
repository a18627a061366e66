"""Setting a document in every format, once and for good."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from thidua.cycles.models import EmulationYear
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.papers import docx, pdf, queries
from thidua.papers.facts import Facts
from thidua.papers.models import Paper

RENDER = {"docx": docx.render_docx, "pdf": pdf.render_pdf}
TEMPLATES = Path(__file__).parent / "templates" / "papers"
# The files that set each kind of document, by format.
SET_BY = {
    queries.MINUTES: {"docx": docx.TEMPLATE, "pdf": pdf.TEMPLATE},
    queries.SUPPLEMENT: {"docx": TEMPLATES / "supplement.docx", "pdf": TEMPLATES / "supplement.typ"},
    queries.PLEDGE: {"docx": TEMPLATES / "pledge.docx", "pdf": TEMPLATES / "pledge.typ"},
    queries.COMMON_PLEDGE: {"docx": TEMPLATES / "common_pledge.docx", "pdf": TEMPLATES / "common_pledge.typ"},
}


class AlreadyMade(Refusal):
    code = "already_made"
    sentence = _("Văn bản với đúng nội dung này đã được lập lúc %(when)s. Tải bản đó ở danh sách văn bản.")


def set_document(
    year: EmulationYear, kind: str, facts: Facts, texts: dict[str, Any], *, unit_id: int | None = None,
    conference_id: int | None = None, number: int = 0, again: bool = False, by: str, at: datetime,
) -> tuple[list[Paper], dict[str, Paper]]:  # fmt: skip
    """Set a document in every format inside the transaction of an action, and say which it replaces.

    Raises AlreadyMade when nothing has changed, unless it is to be set `again` with its signatures.
    """
    about: dict[str, Any] = {"unit_id": unit_id, "conference_id": conference_id, "number": number}
    before = queries.latest(year, kind, **about)
    templates = {kept: _hash(Path(template).read_bytes()) for kept, template in SET_BY[kind].items()}
    same = [
        old for old in before.values()
        if (old.facts_hash, old.template_hash) == (facts.content_hash(), templates[old.format])
    ]  # fmt: skip
    if len(same) == len(templates) and not again:
        raise AlreadyMade(when=moment(same[0].made_at))
    papers = []
    for kept, template_hash in templates.items():
        made = RENDER[kept](texts, at=at, template=SET_BY[kind][kept])
        paper = Paper(
            emulation_year=year, **about, kind=kind, format=kept, title=facts.title, facts=facts.to_json(),
            facts_hash=facts.content_hash(), template_hash=template_hash, sha256=_hash(made),
            made_by=by, made_at=at, replaces=before.get(kept),
        )  # fmt: skip
        paper.file = ContentFile(made, name=queries.filename_of(paper))
        paper.save(force_insert=True)
        papers.append(paper)
    return papers, before


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
