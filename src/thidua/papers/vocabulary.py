"""The words this app shows for its codes."""

from django.utils.translation import gettext, gettext_noop

PART_LABELS = {
    "place": gettext_noop("Thời gian, địa điểm"),
    "members": gettext_noop("Thành phần"),
    "agenda": gettext_noop("Chương trình"),
    "review": gettext_noop("Tổng kết, sơ kết"),
    "ranking": gettext_noop("Điểm và xếp hạng"),
    "tasks": gettext_noop("Phương hướng, nhiệm vụ"),
    "agreement": gettext_noop("Khối trưởng, Khối phó"),
    "signing": gettext_noop("Ký giao ước"),
    "resolutions": gettext_noop("Biểu quyết công khai"),
    "opinions": gettext_noop("Ý kiến bằng văn bản"),
    "contests": gettext_noop("Bỏ phiếu kín"),
    "closing": gettext_noop("Bế mạc"),
}
SIGNING_LABELS = {"chair": gettext_noop("Chủ trì"), "secretary": gettext_noop("Thư ký")}


def part_label(part: str) -> str:
    return gettext(PART_LABELS.get(part, part))


def part_in_vietnamese(part: str) -> str:
    """As the ledger keeps it."""
    return PART_LABELS[part]


def signing_label(signing: str) -> str:
    return gettext(SIGNING_LABELS.get(signing, signing))
