"""Preparing the conference: when, where, who, and the agenda."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.conferences import events, policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.models import AgendaItem, Attendance, Conference, ConferenceKind, Kind
from thidua.conferences.queries import stages
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members, year_to_change
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment
from thidua.ledger.actions import Recorded, action

USUAL = (Kind.REVIEW, Kind.SIGNING)
# The usual agenda, in Vietnamese whatever the page's language: it is printed in the minutes.
OPENING, CLOSING = "Khai mạc hội nghị", "Bế mạc hội nghị"
AGENDA = {
    Kind.REVIEW: (
        "Báo cáo tổng kết phong trào thi đua năm {year} và phương hướng năm {next_year}",
        "Tham luận",
        "Công bố điểm, xếp hạng",
        "Thống nhất Khối trưởng, Khối phó năm {next_year}",
    ),
    Kind.HALF_YEAR: (
        "Báo cáo sơ kết phong trào thi đua 6 tháng đầu năm {year} và nhiệm vụ 6 tháng cuối năm",
        "Tham luận, thảo luận",
    ),
    Kind.NINE_MONTH: (
        "Báo cáo sơ kết phong trào thi đua 9 tháng năm {year} và nhiệm vụ 3 tháng cuối năm",
        "Tham luận, thảo luận",
    ),
    Kind.KICKOFF: ("Phát động phong trào thi đua năm {year}", "Đại diện các đơn vị phát biểu hưởng ứng"),
    Kind.THEMATIC: ("Báo cáo chuyên đề", "Trao đổi, thảo luận"),
    Kind.SIGNING: ("Ký giao ước thi đua năm {signed_year}",),
    Kind.HANDOVER: ("Bàn giao nhiệm vụ Khối trưởng, Khối phó",),
}
ORDER = (
    Kind.KICKOFF, Kind.REVIEW, Kind.HALF_YEAR, Kind.NINE_MONTH, Kind.THEMATIC, Kind.SIGNING, Kind.HANDOVER,
)  # fmt: skip


class AlreadyPrepared(Refusal):
    code = "already_prepared"
    field = "kinds"
    sentence = _("Năm này đã có hội nghị tổng kết, tổ chức lúc %(held_at)s. Sửa thông tin ở trang hội nghị.")


class NoMembers(Refusal):
    code = "no_members"
    sentence = _("Năm này chưa có đơn vị thành viên nào. Ghi thành viên của khối trước.")


class NotInItsYear(Refusal):
    code = "not_in_its_year"
    field = "held_on"
    sentence = _("Hội nghị năm %(year)s họp trong năm %(year)s hoặc năm %(next_year)s. Kiểm tra lại ngày.")


class NoKind(Refusal):
    code = "no_kind"
    field = "kinds"
    sentence = _("Chọn ít nhất một loại hội nghị.")


class ItemDone(Refusal):
    code = "item_done"
    sentence = _("Mục “%(title)s” đã xong nên không bỏ được. Nếu ghi nhầm, trở lại mục đó trước.")


@action(needs=policies.PREPARE, loads=year_to_change)
def prepare(
    year: EmulationYear, *, actor: Actor, at: datetime, held_at: datetime, place: str, locality: str, chair: str,
    secretary: str, illustrative_people: bool = False, kinds: Sequence[str] = USUAL, subject: str = "",
) -> Recorded[Conference]:  # fmt: skip
    """The bloc's head, deputy or authority sets what it is for, time and place; every member is on the list.

    The agenda is the usual one of its kinds. Raises AlreadyPrepared for a second review of the year.
    """
    if not year.running:
        raise stages.YearNotRunning
    chosen = [Kind(kind) for kind in kinds]
    _require_kinds(year, chosen)
    units = members(year)
    if not units:
        raise NoMembers
    _require_its_year(year, held_at)
    conference = Conference.objects.create(
        emulation_year=year, held_at=held_at, place=place, locality=locality, chair=chair, secretary=secretary,
        illustrative_people=illustrative_people, subject=subject,
    )  # fmt: skip
    ConferenceKind.objects.bulk_create(
        ConferenceKind(emulation_year=year, conference=conference, kind=kind) for kind in chosen
    )
    Attendance.objects.bulk_create(Attendance(emulation_year=year, conference=conference, unit=unit) for unit in units)
    AgendaItem.objects.bulk_create(
        AgendaItem(emulation_year=year, conference=conference, position=position, title=title)
        for position, title in enumerate(_usual_agenda(year, chosen), start=1)
    )
    when = flow.about(conference) | {"held_at": moment(held_at), "place": place}
    if conference.reviews_year:
        return Recorded(conference, events.ConferencePrepared(**when))
    return Recorded(conference, events.OtherConferencePrepared(**when, title=flow.named(conference)))


def _require_kinds(year: EmulationYear, chosen: Sequence[Kind]) -> None:
    """At least one kind, and the review of the year once."""
    if not chosen:
        raise NoKind
    existing = Conference.objects.filter(emulation_year=year, kinds__kind=Kind.REVIEW).first()
    if existing and Kind.REVIEW in chosen:
        raise AlreadyPrepared(held_at=moment(existing.held_at))


def _require_its_year(year: EmulationYear, held_at: datetime) -> None:
    if timezone.localtime(held_at).year not in (year.year, year.year + 1):
        raise NotInItsYear(year=year.year, next_year=year.year + 1)


def _usual_agenda(year: EmulationYear, chosen: Sequence[Kind]) -> list[str]:
    """Opening, what its kinds bring, each line once, and closing. The review signs for the next year, others for this."""
    following = year.year + 1
    years = {"year": year.year, "next_year": following}
    years["signed_year"] = following if Kind.REVIEW in chosen else year.year
    lines = [OPENING, *(line for kind in ORDER if kind in chosen for line in AGENDA[kind]), CLOSING]
    return list(dict.fromkeys(line.format(**years) for line in lines))


@action(needs=policies.RUN, loads=queries.conference_to_change)
def change_details(
    conference: Conference, *, actor: Actor, at: datetime, held_at: datetime, place: str, locality: str, chair: str,
    secretary: str, version: int | None = None,
) -> Recorded[Conference]:  # fmt: skip
    """Time, place, chair or secretary change before the conference is closed."""
    stages.require_not_closed(conference)
    flow.require_version(version, conference)
    _require_its_year(conference.emulation_year, held_at)
    conference.held_at, conference.place, conference.locality = held_at, place, locality
    conference.chair, conference.secretary = chair, secretary
    flow.save(conference, "held_at", "place", "locality", "chair", "secretary")
    event = events.DetailsChanged(
        **flow.about(conference), held_at=moment(held_at), place=place, chair=chair, secretary=secretary
    )
    return Recorded(conference, event)


@action(needs=policies.RUN, loads=queries.conference_to_change)
def add_agenda_item(
    conference: Conference, *, actor: Actor, at: datetime, title: str, speaker: str = "", illustrative: bool = False
) -> Recorded[AgendaItem]:
    """One more item, before the last one: the last is the closing."""
    stages.require_not_closed(conference)
    last = conference.agenda.aggregate(last=Max("position"))["last"] or 0
    closing = conference.agenda.filter(position=last, done_at__isnull=True).first()
    if closing:
        closing.position = last + 1
        closing.save(update_fields=["position"])
    item = AgendaItem.objects.create(
        emulation_year_id=conference.emulation_year_id, conference=conference,
        position=last if closing else last + 1, title=title, speaker=speaker, illustrative=illustrative,
    )  # fmt: skip
    return Recorded(item, events.AgendaItemAdded(**flow.about(conference), title=title))


@action(needs=policies.RUN, loads=queries.item_to_change)
def move_agenda_item(item: AgendaItem, *, actor: Actor, at: datetime, up: bool) -> Recorded[AgendaItem]:
    """The item changes places with the one before or after it; at either end it stays."""
    conference = item.conference
    stages.require_not_closed(conference)
    others = conference.agenda.exclude(pk=item.pk)
    neighbour = (
        others.filter(position__lt=item.position).order_by("-position").first()
        if up
        else others.filter(position__gt=item.position).order_by("position").first()
    )
    if neighbour:
        item.position, neighbour.position = neighbour.position, item.position
        AgendaItem.objects.bulk_update([item, neighbour], ["position"])
    event = events.AgendaItemMoved(**flow.about(conference), title=item.title, position=item.position)
    return Recorded(item, event)


@action(needs=policies.RUN, loads=queries.item_to_change)
def remove_agenda_item(item: AgendaItem, *, actor: Actor, at: datetime) -> Recorded[Conference]:
    """An item that is not done leaves the agenda."""
    stages.require_not_closed(item.conference)
    if item.done_at:
        raise ItemDone(title=item.title)
    event = events.AgendaItemRemoved(**flow.about(item.conference), title=item.title)
    item.delete()
    return Recorded(item.conference, event)
