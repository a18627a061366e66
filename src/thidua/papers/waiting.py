"""What waits for those who sign the minutes of a conference."""

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.conferences.models import Conference
from thidua.cycles.queries import visible_years
from thidua.kernel.actor import Actor
from thidua.kernel.tasks import Task
from thidua.papers import signing
from thidua.papers.minutes import signers_of
from thidua.papers.models import MinutesSigners


def tasks_for(actor: Actor) -> list[Task]:
    """The minutes and supplements that were made and that the actor is to sign. One query for whoever signs nothing."""
    years = visible_years(actor).values("pk")
    named = MinutesSigners.objects.filter(
        Q(chair_id=actor.id) | Q(secretary_id=actor.id), conference__emulation_year__in=years
    )
    conferences = Conference.objects.filter(pk__in=named.values("conference_id")).select_related("emulation_year")
    return [
        _to_sign(document)
        for conference in conferences.prefetch_related("kinds").order_by("pk")
        for document in signing.documents_of(conference)
        if _waits_for(actor, document)
    ]


def _waits_for(actor: Actor, document: signing.Document) -> bool:
    if not document.content or document.final:
        return False
    as_what = signing.signing_of(actor, signers_of(document.conference))
    return as_what is not None and as_what not in document.signed


def _to_sign(document: signing.Document) -> Task:
    return Task(
        heading=_("Ký: %(title)s") % {"title": document.title},
        why=_("Bản để ký đã lập. Đọc lại, rồi ký trong hệ thống hoặc ký tay trên bản in."),
        url=signing.address_of(document),
        action=_("Đọc và ký"),
    )
