"""The words this app shows for its codes."""

from django.utils.translation import gettext, gettext_noop

KINDS = {
    "flag": gettext_noop("Cờ thi đua"),
    "certificate": gettext_noop("Bằng khen, giấy khen"),
    "title": gettext_noop("Danh hiệu thi đua"),
    "other": gettext_noop("Hình thức khác"),
}
WAYS = {
    "points": gettext_noop("Theo điểm, xếp hạng"),
    "vote": gettext_noop("Theo bỏ phiếu"),
    "both": gettext_noop("Theo điểm và bỏ phiếu"),
}
NOMINEES = {
    "unit": gettext_noop("Đơn vị thành viên"),
    "person": gettext_noop("Cá nhân"),
    "other": gettext_noop("Tập thể ngoài danh sách thành viên"),
}
STATES = {
    "proposed": gettext_noop("Đề nghị"),
    "tied": gettext_noop("Ngang nhau, khối quyết định"),
    "passed": gettext_noop("Không đề nghị"),
    "removed": gettext_noop("Đã rút"),
}


def kind_label(kind: str) -> str:
    return gettext(KINDS.get(kind, kind))


def way_label(way: str) -> str:
    return gettext(WAYS.get(way, way))


def nominee_label(nominee: str) -> str:
    return gettext(NOMINEES.get(nominee, nominee))


def state_label(state: str) -> str:
    return gettext(STATES.get(state, state))
