"""The words this app shows for its codes."""

from django.utils.translation import gettext, gettext_noop

from thidua.cycles.models import JointEventKind

EVENT_KINDS = {
    JointEventKind.CONFERENCE: gettext_noop("Hội nghị, cuộc họp của khối"),
    JointEventKind.VISIT: gettext_noop("Học tập kinh nghiệm, về nguồn"),
    JointEventKind.CONTEST: gettext_noop("Hội thi, văn nghệ, thể thao"),
    JointEventKind.SUPPORT: gettext_noop("Trao tặng, an sinh xã hội"),
    JointEventKind.CHECK: gettext_noop("Kiểm tra chéo"),
    JointEventKind.OTHER: gettext_noop("Hoạt động khác"),
}


def event_kind_label(kind: str) -> str:
    return gettext(EVENT_KINDS[JointEventKind(kind)])
