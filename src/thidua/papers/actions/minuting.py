"""The minutes of a conference: corrected by hand, made, signed by two people, final; afterwards supplemented."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import Conference
from thidua.conferences.queries import conference_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.kernel.uploads import storing
from thidua.kernel.uploads.checking import Checked
from thidua.ledger.actions import Recorded, action
from thidua.papers import events, policies, signing
from thidua.papers.facts import Facts, MinutesFacts, SupplementFacts
from thidua.papers.minutes import corrections_of, signed_facts, signers_of
from thidua.papers.models import (
    MinutesCorrection,
    MinutesScan,
    MinutesSignature,
    MinutesSigners,
    MinutesSupplement,
    Paper,
    Signing,
)
from thidua.papers.setting import set_document
from thidua.papers.vocabulary import part_in_vietnamese


class NotClosedYet(Refusal):
    code = "not_closed_yet"
    sentence = _("Hội nghị chưa bế mạc, nên chưa lập được biên bản. Bế mạc hội nghị trước.")


class NotOpenedYet(Refusal):
    code = "not_opened_yet"
    sentence = _("Hội nghị chưa khai mạc, nên biên bản chưa có gì để ghi.")


class MinutesFinal(Refusal):
    code = "minutes_final"
    sentence = _("Biên bản đã ký đủ nên không sửa được nữa. Soạn biên bản bổ sung nếu còn điều phải ghi.")


class NothingWritten(Refusal):
    code = "nothing_written"
    field = "text"
    sentence = _("Phần này vẫn như đã ghi, không có gì để lưu.")


class TwoPeople(Refusal):
    code = "two_people"
    field = "secretary"
    sentence = _("Chủ trì và thư ký phải là hai người. Chọn người khác.")


class NotAmongThem(Refusal):
    code = "not_among_them"
    sentence = _("Người ký phải đang giữ chức vụ ở một đơn vị trong khối hoặc ở cơ quan thi đua khen thưởng.")


class NotMadeYet(Refusal):
    code = "not_made_yet"
    sentence = _("Chưa lập bản để ký, hoặc nội dung đã đổi từ khi lập. Lập bản mới rồi ký.")


class ChangedBeforeSigning(Refusal):
    code = "changed_before_signing"
    sentence = _("Nội dung đã đổi từ khi bạn mở trang này. Đọc lại bản mới rồi ký.")


class NotTheSigner(Refusal):
    code = "not_the_signer"
    status = 403
    sentence = _("Bạn không phải người được chọn để ký biên bản này.")


class SignedAlready(Refusal):
    code = "signed_already"
    sentence = _("Bạn đã ký bản này lúc %(when)s.")


class NotFinalYet(Refusal):
    code = "not_final_yet"
    sentence = _("Biên bản trước chưa ký đủ, nên còn sửa được trực tiếp. Chỉ soạn bổ sung khi đã ký đủ.")


def _about(conference: Conference) -> dict[str, Any]:
    return {"subject": f"conference:{conference.pk}", "emulation_year_id": conference.emulation_year_id}


def _require_not_final(document: signing.Document) -> None:
    if document.final:
        raise MinutesFinal


@action(needs=policies.WRITE_MINUTES, loads=conference_to_change)
def correct_minutes(
    conference: Conference, *, actor: Actor, at: datetime, part: str, text: str, reason: str
) -> Recorded[MinutesCorrection]:
    """Write into one part of the minutes before they are signed; an empty text takes back what stood there.

    A signature given before is under another content and does not count any more.
    """
    signing.require_part(part)
    if not conference.opened_at:
        raise NotOpenedYet
    _require_not_final(signing.document_of(conference))
    text, standing = text.strip(), corrections_of(conference).get(part)
    before = standing.text if standing else ""
    if text == before:
        raise NothingWritten
    row = MinutesCorrection.objects.create(
        conference=conference, part=part, text=text, reason=reason.strip(), written_by=actor.describe(), written_at=at
    )
    event = events.MinutesCorrected(
        **_about(conference), part=part, heading=part_in_vietnamese(part), text=text or "–", before=before,
        reason=row.reason,
    )  # fmt: skip
    return Recorded(row, event)


@action(needs=policies.WRITE_MINUTES, loads=conference_to_change)
def write_supplement(
    conference: Conference, *, actor: Actor, at: datetime, text: str, reason: str, number: int | None = None
) -> Recorded[MinutesSupplement]:
    """Write a supplement to minutes that are final, a new one or again the words of `number` while it is not.

    Raises NotFinalYet, MinutesFinal, NothingWritten.
    """
    documents = signing.documents_of(conference)
    if number is None:
        if not signing.may_be_supplemented(documents):
            raise NotFinalYet
        number = len(documents)
    else:
        document = signing.document_of(conference, number)
        _require_not_final(document)
        old = document.supplement
        if old is not None and (old.text, old.reason) == (text.strip(), reason.strip()):
            raise NothingWritten
    row = MinutesSupplement.objects.create(
        conference=conference, number=number, text=text.strip(), reason=reason.strip(), written_by=actor.describe(),
        written_at=at,
    )  # fmt: skip
    event = events.SupplementWritten(**_about(conference), number=number, text=row.text, reason=row.reason)
    return Recorded(row, event)


@action(needs=policies.MAKE_MINUTES, loads=conference_to_change)
def name_signers(
    conference: Conference, *, actor: Actor, at: datetime, chair: int, secretary: int
) -> Recorded[MinutesSigners]:
    """Say who signs as chair and who as secretary, two people. Raises TwoPeople, NotAmongThem, MinutesFinal."""
    if not conference.opened_at:
        raise NotOpenedYet
    if chair == secretary:
        raise TwoPeople
    if not {chair, secretary} <= {row.person_id for row in signing.people_to_sign(conference)}:
        raise NotAmongThem
    last = signing.documents_of(conference)[-1]
    if last.final:
        raise MinutesFinal
    row = MinutesSigners.objects.create(
        conference=conference, chair_id=chair, secretary_id=secretary, named_by=actor.describe(), named_at=at
    )
    names = signing.person_names(chair, secretary)
    return Recorded(row, events.SignersNamed(**_about(conference), chair=names[0], secretary=names[1]))


@action(needs=policies.MAKE_MINUTES, loads=conference_to_change)
def make_minutes(conference: Conference, *, actor: Actor, at: datetime, number: int = 0) -> Recorded[list[Paper]]:
    """The minutes of a closed conference, or a supplement, are made in Word and in PDF and kept with their hashes.

    Made again, after something has changed, the new ones say which they replace. Raises AlreadyMade when nothing has,
    MinutesFinal once they are signed.
    """
    if not conference.closed:
        raise NotClosedYet
    document = signing.document_of(conference, number)
    _require_not_final(document)
    facts = signing.facts_of(document)
    papers, before = _set(document, facts, by=actor.describe(), at=at)
    return Recorded(papers, _made(document, facts, papers, replaces=bool(before)))


def _set(
    document: signing.Document, facts: Facts, *, by: str, at: datetime, again: bool = False
) -> tuple[list[Paper], dict[str, Paper]]:
    conference, texts = document.conference, signing.words(facts)
    return set_document(
        conference.emulation_year, signing.kind_of(document), facts, texts, conference_id=conference.pk,
        number=document.number, again=again, by=by, at=at,
    )  # fmt: skip


def _made(document: signing.Document, facts: Facts, papers: list[Paper], *, replaces: bool) -> Any:
    hashes = {paper.format: paper.sha256 for paper in papers}
    common = {**_about(document.conference), **hashes, "replaces": replaces}
    if isinstance(facts, MinutesFacts) and facts.reviews:
        return events.MinutesMade(**common, year=facts.year)
    return events.OtherMinutesMade(**common, title=facts.title)


@action(needs=policies.SIGN_MINUTES, loads=conference_to_change)
def sign_minutes(
    conference: Conference, *, actor: Actor, at: datetime, content: str, number: int = 0
) -> Recorded[MinutesSignature]:
    """The chair or the secretary confirms what was made; with the second signature it is final.

    `content` is the hash of what the signer has read. The final document carries both signatures. Raises NotTheSigner,
    NotMadeYet, ChangedBeforeSigning, SignedAlready, MinutesFinal.
    """
    document = signing.document_of(conference, number)
    as_what = signing.signing_of(actor, signers_of(conference))
    if as_what is None:
        raise NotTheSigner
    _require_not_final(document)
    facts = _facts_to_sign(document, content)
    if as_what in document.signed:
        raise SignedAlready(when=moment(document.signed[as_what].signed_at))
    row = MinutesSignature.objects.create(
        conference=conference, number=number, facts_hash=content, signing=as_what, person_id=actor.id,
        signed_by=actor.describe(), signed_at=at,
    )  # fmt: skip
    told = {**_about(conference), "title": document.title, "content": content, "signing": str(as_what)}
    both = [*document.signed.values(), row]
    if len(both) < len(Signing):
        return Recorded(row, events.MinutesSigned(**told))
    papers, _before = _set(document, _signed(facts, both), by=actor.describe(), at=at, again=True)
    hashes = {paper.format: paper.sha256 for paper in papers}
    return Recorded(row, events.MinutesSettled(**told, docx=hashes["docx"], pdf=hashes["pdf"]))


def _facts_to_sign(document: signing.Document, content: str) -> Facts:
    """The facts of what was made last. Raises NotMadeYet when something has changed since, ChangedBeforeSigning."""
    facts = signing.facts_of(document)
    if not document.content or document.content != facts.content_hash():
        raise NotMadeYet
    if content != document.content:
        raise ChangedBeforeSigning
    return facts


def _signed(facts: Facts, signatures: list[MinutesSignature]) -> Facts:
    """The same facts with the signatures, which are no part of the content."""
    assert isinstance(facts, MinutesFacts | SupplementFacts)
    return type(facts)(**(vars(facts) | {"signed_by": signed_facts(signatures)}))


@action(needs=policies.MAKE_MINUTES, loads=conference_to_change)
def keep_scan(
    conference: Conference, *, actor: Actor, at: datetime, file: Checked, content: str, number: int = 0
) -> Recorded[MinutesScan]:
    """The document was signed by hand: its scan is kept, and it is final. Raises NotMadeYet, ChangedBeforeSigning."""
    document = signing.document_of(conference, number)
    _require_not_final(document)
    _facts_to_sign(document, content)
    row = MinutesScan.objects.create(
        conference=conference, number=number, facts_hash=content, name=file.name, kind=file.kind, size=file.size,
        sha256=file.sha256, kept_sha256=file.kept_sha256, key=storing.keep(file.content), added_by=actor.describe(),
        added_at=at,
    )  # fmt: skip
    event = events.MinutesScanKept(
        **_about(conference), title=document.title, content=content, file=file.name, sha256=file.sha256
    )
    return Recorded(row, event)
