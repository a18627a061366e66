"""How far the conference is, and the refusals that say so."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import Conference
from thidua.kernel.refusals import Refusal
from thidua.kernel.templatetags.thidua import moment


class YearNotRunning(Refusal):
    code = "year_not_running"
    sentence = _("Năm thi đua này chưa mở hoặc đã khép lại, nên không ghi thêm được gì.")


class NotOpenYet(Refusal):
    code = "not_open_yet"
    sentence = _("Hội nghị chưa khai mạc. Khai mạc hội nghị rồi ghi việc này.")


class ConferenceOver(Refusal):
    code = "conference_over"
    sentence = _("Hội nghị đã bế mạc lúc %(when)s, nên không sửa được nữa.")


class Stale(Refusal):
    code = "stale"
    sentence = _(
        "Trong lúc bạn nhập, người khác đã lưu thay đổi. Nội dung bạn nhập vẫn còn dưới đây; tải lại trang để xem bản mới rồi lưu lại."
    )


def about(conference: Conference, *, unit_id: int | None = None) -> dict[str, Any]:
    """The columns of an event about a conference."""
    return {
        "subject": f"conference:{conference.pk}",
        "emulation_year_id": conference.emulation_year_id,
        "unit_id": unit_id,
    }


def require_not_closed(conference: Conference) -> None:
    """Refuse to change anything after the conference was closed."""
    if conference.closed:
        raise ConferenceOver(when=moment(conference.closed_at))
    if not conference.emulation_year.running:
        raise YearNotRunning


def require_open(conference: Conference) -> None:
    """Refuse what is only done while the conference meets."""
    require_not_closed(conference)
    if not conference.open:
        raise NotOpenYet


def require_version(given: int | None, current: int) -> None:
    """Refuse a form that was opened before somebody else saved. No version given means no form was involved."""
    if given is not None and given != current:
        raise Stale


def save(conference: Conference, *fields: str) -> None:
    """Save these columns as a new version of the conference."""
    conference.version += 1
    conference.save(update_fields=[*fields, "version"])
