"""How far the minutes of a conference and their supplements are: made, signed, final."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.bodies.models import Appointment, Person
from thidua.bodies.queries import in_force
from thidua.conferences.models import Conference
from thidua.conferences.queries import conference_to_see
from thidua.cycles.queries import members, visible_years
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.papers import policies, queries
from thidua.papers.facts import Facts, MinutesFacts, SupplementFacts, revived
from thidua.papers.minutes import minutes_facts, signers_of, supplement_facts
from thidua.papers.models import (
    MinutesScan,
    MinutesSignature,
    MinutesSigners,
    MinutesSupplement,
    Paper,
    Signing,
)
from thidua.papers.supplementwords import printed_supplement
from thidua.papers.wording import PARTS, REWRITTEN, printed


class NoSuchSupplement(Refusal):
    code = "no_such_supplement"
    status = 404
    sentence = gettext_lazy("Chưa soạn biên bản bổ sung này. Về trang biên bản rồi mở lại.")


class NoSuchPart(Refusal):
    code = "no_such_part"
    status = 404
    sentence = gettext_lazy("Biên bản không có phần này. Về trang biên bản rồi chọn lại.")


def require_part(part: str) -> None:
    """Raise NoSuchPart for a part that minutes do not have."""
    if part not in PARTS:
        raise NoSuchPart


@dataclass(frozen=True)
class Document:
    """The minutes of a conference (`number` 0) or a supplement: what was made last, and who has signed just that."""

    conference: Conference
    number: int
    made: dict[str, Paper]
    signatures: list[MinutesSignature]
    scans: list[MinutesScan]
    supplement: MinutesSupplement | None = None

    @property
    def content(self) -> str:
        """The hash of what was made last; empty before anything was."""
        return next((paper.facts_hash for paper in self.made.values()), "")

    @property
    def title(self) -> str:
        return next((paper.title for paper in self.made.values()), "")

    @cached_property
    def signed(self) -> dict[str, MinutesSignature]:
        """Who has signed what was made last, by as what."""
        return {one.signing: one for one in self.signatures if one.facts_hash == self.content}

    @cached_property
    def scan(self) -> MinutesScan | None:
        """The scan of what was made last and signed by hand."""
        return next((one for one in self.scans if one.facts_hash == self.content), None)

    @property
    def final(self) -> bool:
        """Signed by both in the system, or by hand and scanned."""
        return bool(self.content) and (self.scan is not None or len(self.signed) == len(Signing))

    @property
    def earlier(self) -> list[MinutesSignature]:
        """Signatures under what has been changed since: they do not count."""
        return [one for one in self.signatures if one.facts_hash != self.content]


def document_of(conference: Conference, number: int = 0) -> Document:
    """The minutes or a supplement as they stand. Raises NoSuchSupplement."""
    found = documents_of(conference)
    if number >= len(found):
        raise NoSuchSupplement
    return found[number]


def documents_of(conference: Conference) -> list[Document]:
    """The minutes and then their supplements, each as it stands. Four queries."""
    papers = Paper.objects.filter(conference=conference, kind__in=(queries.MINUTES, queries.SUPPLEMENT)).order_by("pk")
    made: dict[int, dict[str, Paper]] = {}
    for paper in papers:
        made.setdefault(paper.number, {})[paper.format] = paper
    signatures = list(conference.minutes_signatures.order_by("pk"))
    scans = list(conference.minutes_scans.order_by("-pk"))
    texts = {row.number: row for row in conference.minutes_supplements.order_by("pk")}
    return [
        Document(
            conference=conference, number=number, made=made.get(number, {}), supplement=texts.get(number),
            signatures=[one for one in signatures if one.number == number],
            scans=[one for one in scans if one.number == number],
        )
        for number in range(max(texts, default=0) + 1)
    ]  # fmt: skip


def supplement_of(conference: Conference, number: int) -> Document:
    """A supplement as it stands. Raises NoSuchSupplement, also for 0, which are the minutes."""
    if not number:
        raise NoSuchSupplement
    return document_of(conference, number)


def supplement_as_written(conference: Conference, number: int | None) -> dict[str, str]:
    """What the form of a supplement begins with: nothing for a new one."""
    supplement = supplement_of(conference, number).supplement if number is not None else None
    return {"text": supplement.text, "reason": supplement.reason} if supplement else {}


def words(facts: Facts) -> dict[str, Any]:
    """The texts of the document, as every format prints them."""
    if isinstance(facts, SupplementFacts):
        return printed_supplement(facts)
    assert isinstance(facts, MinutesFacts)
    return printed(facts)


def text_of_part(texts: dict[str, Any], part: str) -> str:
    """What the form of a part begins with: the words of one that reads so instead, nothing for what is written beside."""
    if part not in REWRITTEN:
        return ""
    text = texts[part]
    return text if isinstance(text, str) else "\n".join(text)


def address_of(document: Document) -> str:
    """The page of the document."""
    here = [document.conference.emulation_year_id, document.conference.pk]
    if document.number:
        return reverse("papers:supplement", args=[*here, document.number])
    return reverse("papers:minutes", args=here)


def facts_of(document: Document) -> Facts:
    """The facts of the document as they are now, unsigned."""
    if document.supplement is None:
        return minutes_facts(document.conference)
    document.supplement.conference = document.conference
    return supplement_facts(document.supplement, supplements=document_of(document.conference).content)


def facts_shown(document: Document) -> Facts:
    """The facts that the page shows: what was signed once it is final, before that what is recorded now."""
    if not document.final:
        return facts_of(document)
    kind = SupplementFacts if document.number else MinutesFacts
    facts: Facts = revived(kind, document.made["pdf"].facts)
    return facts


def kind_of(document: Document) -> str:
    return queries.SUPPLEMENT if document.number else queries.MINUTES


def may_be_supplemented(documents: list[Document]) -> bool:
    """Whether everything so far is final, so that what is found now needs a supplement."""
    return all(one.final for one in documents)


def people_to_sign(conference: Conference) -> list[Appointment]:
    """Who acts for the members or the authority on the day of the conference: one row a person, by name."""
    year = conference.emulation_year
    bodies = [*members(year), year.bloc.authority]
    rows = Appointment.objects.filter(in_force(timezone.localdate(conference.held_at)), body__in=bodies)
    found: dict[int, Appointment] = {}
    for row in rows.select_related("person", "body").order_by("person__folded", "pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())


def signers_to_begin_with(conference: Conference, people: list[Appointment]) -> dict[str, int]:
    """Who is named already, or else those whose names stand in the conference as chair and secretary."""
    named = signers_of(conference)
    if named:
        return {"chair": named.chair_id, "secretary": named.secretary_id}
    by_name = {row.person.name: row.person_id for row in people}
    texts = {"chair": conference.chair, "secretary": conference.secretary}
    found = {key: by_name.get(text.partition(",")[0].strip()) for key, text in texts.items()}
    return {key: person_id for key, person_id in found.items() if person_id is not None}


def signing_of(actor: Actor, signers: MinutesSigners | None) -> Signing | None:
    """As what the actor is to sign; None for anybody else."""
    if signers is None:
        return None
    return {signers.chair_id: Signing.CHAIR, signers.secretary_id: Signing.SECRETARY}.get(actor.id)


@dataclass(frozen=True)
class Step:
    """A step towards final minutes, in words, and whether it is done."""

    text: str
    done: bool


@dataclass(frozen=True)
class SigningPage:
    """What the page of the minutes shows beside their text."""

    document: Document
    documents: list[Document]
    signers: MinutesSigners | None
    current: bool
    may_make_it: bool
    may_write: bool
    may_sign: Signing | None

    @property
    def may_make(self) -> bool:
        """Whether what is recorded now differs from what was made, or nothing was made yet."""
        closed = self.document.conference.closed
        return self.may_make_it and closed and not self.document.final and not self.current

    @property
    def may_bring_to_signing(self) -> bool:
        """Whether the actor may name the signers, or hand the scan in."""
        return self.may_make_it and not self.document.final

    @property
    def may_correct(self) -> bool:
        return self.may_write and not self.document.final

    @property
    def may_supplement(self) -> bool:
        return self.may_write and may_be_supplemented(self.documents)

    @property
    def steps(self) -> list[Step]:
        signed = self.document.signed
        return [
            Step(_("Hội nghị bế mạc"), self.document.conference.closed),
            Step(_("Chọn người ký: chủ trì và thư ký"), self.signers is not None),
            Step(_("Lập bản để ký"), bool(self.document.content) and self.current),
            Step(_("Thư ký ký"), Signing.SECRETARY in signed or self.document.scan is not None),
            Step(_("Chủ trì ký"), Signing.CHAIR in signed or self.document.scan is not None),
        ]


def signing_page(actor: Actor, document: Document, facts: Facts) -> SigningPage:
    """The state of a document, and what the actor may do about it now."""
    conference = document.conference
    signers = signers_of(conference)
    current = document.final or document.content == facts.content_hash()
    as_what = signing_of(actor, signers)
    ready = current and bool(document.content) and not document.final
    return SigningPage(
        document=document, documents=documents_of(conference), signers=signers, current=current,
        may_make_it=gate.may(actor, policies.MAKE_MINUTES, conference),
        may_write=gate.may(actor, policies.WRITE_MINUTES, conference),
        may_sign=as_what if as_what and ready and as_what not in document.signed else None,
    )  # fmt: skip


def conference_to_write_up(
    actor: Actor, year_id: int, conference_id: int, needs: str = policies.MAKE_MINUTES
) -> Conference:
    """The conference, for a page on which its minutes are worked on. Raises Denied for those who only read."""
    conference = conference_to_see(actor, year_id, conference_id)
    gate.require(actor, needs, conference)
    return conference


def _scans(actor: Actor) -> QuerySet[MinutesScan]:
    return MinutesScan.objects.filter(conference__emulation_year__in=visible_years(actor).values("pk"))


def scan_to_download(actor: Actor, year_id: int, conference_id: int, scan_id: int) -> MinutesScan:
    """A scan of the minutes of this conference, or 404."""
    where = {"conference_id": conference_id, "conference__emulation_year_id": year_id}
    return get_object_or_404(_scans(actor), pk=scan_id, **where)


def person_names(chair_id: int, secretary_id: int) -> tuple[str, str]:
    """The names of two people."""
    names = dict(Person.objects.filter(pk__in=(chair_id, secretary_id)).values_list("pk", "name"))
    return names[chair_id], names[secretary_id]
