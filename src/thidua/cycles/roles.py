"""The words for roles around a bloc."""

from django.utils.translation import gettext, gettext_noop

from thidua.cycles.models import RoleKind

ROLE_LABELS = {
    RoleKind.SUPERVISOR: gettext_noop("Ủy viên Hội đồng phụ trách"),
    RoleKind.SECRETARIAT: gettext_noop("Tổ giúp việc"),
    RoleKind.OBSERVER: gettext_noop("Quan sát"),
}


def role_label(kind: str) -> str:
    return gettext(ROLE_LABELS[RoleKind(kind)])
