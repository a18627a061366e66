"""The words this app shows for its codes."""

from django.utils.translation import gettext, gettext_noop

POSTS = {"leader": gettext_noop("Khối trưởng"), "deputy": gettext_noop("Khối phó")}
METHODS = {
    "agreement": gettext_noop("Biểu quyết công khai"),
    "vote": gettext_noop("Bỏ phiếu kín"),
    "rotation": gettext_noop("Luân phiên"),
    "appointment": gettext_noop("Cấp trên chỉ định"),
    "absent": gettext_noop("Không bố trí"),
}
STATES = {
    "chosen": gettext_noop("Chờ đơn vị nhận"),
    "accepted": gettext_noop("Đã nhận"),
    "declined": gettext_noop("Không nhận"),
    "withdrawn": gettext_noop("Đã rút"),
}
ORDERS = {
    "fixed": gettext_noop("Lần lượt theo danh sách"),
    "longest": gettext_noop("Đơn vị chờ lâu nhất"),
    "never_first": gettext_noop("Đơn vị chưa làm Khối trưởng trước, rồi đơn vị chờ lâu nhất"),
}
ITEM_KINDS = {
    "files": gettext_noop("Hồ sơ, văn bản"),
    "open": gettext_noop("Việc còn dở"),
    "flag": gettext_noop("Cờ luân lưu"),
    "duties": gettext_noop("Nhiệm vụ"),
    "other": gettext_noop("Nội dung khác"),
}


def post_label(post: str) -> str:
    return gettext(POSTS.get(post, post))


def method_label(method: str) -> str:
    return gettext(METHODS.get(method, method))


def state_label(state: str) -> str:
    return gettext(STATES.get(state, state))


def order_label(order: str) -> str:
    return gettext(ORDERS.get(order, order))


def item_kind_label(kind: str) -> str:
    return gettext(ITEM_KINDS.get(kind, kind))
