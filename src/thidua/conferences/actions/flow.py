"""What every write about a conference has in common: its event's columns, its version, its saving."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.conferences.models import Conference
from thidua.kernel.refusals import Refusal


class Stale(Refusal):
    code = "stale"
    sentence = _(
        "Trong lúc bạn nhập, người khác đã lưu thay đổi. Nội dung bạn nhập vẫn còn dưới đây; chép lại phần cần giữ, rồi mở lại trang để sửa trên bản mới."
    )


def about(conference: Conference, *, unit_id: int | None = None) -> dict[str, Any]:
    """The columns of an event about a conference."""
    return {
        "subject": f"conference:{conference.pk}",
        "emulation_year_id": conference.emulation_year_id,
        "unit_id": unit_id,
    }


def require_version(given: int | None, current: int) -> None:
    """Refuse a form that was opened before somebody else saved. No version given means no form was involved."""
    if given is not None and given != current:
        raise Stale


def save(conference: Conference, *fields: str) -> None:
    """Save these columns as a new version of the conference."""
    conference.version += 1
    conference.save(update_fields=[*fields, "version"])
