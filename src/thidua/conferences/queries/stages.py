"""How far the conference is, and the refusals that say so: on a page as in an action."""

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


class NotTheReview(Refusal):
    code = "not_the_review"
    sentence = _("Việc này thuộc hội nghị tổng kết năm. Mở hội nghị tổng kết ở trang các hội nghị của năm rồi ghi.")


def require_review(conference: Conference) -> None:
    """Refuse at any other conference what only the review of the year decides."""
    if not conference.reviews_year:
        raise NotTheReview


def require_not_closed(conference: Conference) -> None:
    """Refuse to change anything after the conference was closed, or when its year does not run."""
    if conference.closed:
        raise ConferenceOver(when=moment(conference.closed_at))
    if not conference.emulation_year.running:
        raise YearNotRunning


def require_open(conference: Conference) -> None:
    """Refuse what is only done while the conference meets."""
    require_not_closed(conference)
    if not conference.open:
        raise NotOpenYet
