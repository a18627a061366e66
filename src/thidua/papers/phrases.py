"""Small phrases that every document is made of."""

from datetime import datetime

from thidua.papers.facts import SignedFact
from thidua.reading.dates import write_date
from thidua.reading.numbers import number_in_words

MADE_UP = "số liệu minh hoạ"
ILLUSTRATIVE = {
    "people": "tên người chủ trì, thư ký, đại biểu",
    "scores": "điểm và thứ hạng",
    "leadership": "đơn vị Khối trưởng, Khối phó của năm tổng kết",
}
PARTS_OF_DAY = ((11, "buổi sáng"), (13, "buổi trưa"), (18, "buổi chiều"), (24, "buổi tối"))


def line(text: str) -> str:
    """One line without control characters, which no file format of papers can hold."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def of(count: int, total: int) -> str:
    """ "11/11 (mười một trên mười một)"."""
    return f"{count}/{total} ({number_in_words(count)} trên {number_in_words(total)})"


def hour(moment: datetime) -> str:
    return f"{moment.hour:02} giờ {moment.minute:02}"


def part_of_day(moment: datetime) -> str:
    return next(name for before, name in PARTS_OF_DAY if moment.hour < before)


def name_of(person: str) -> str:
    """The name under a signature: what stands before the first comma of "Nguyễn Văn A, Chủ tịch"."""
    return line(person.partition(",")[0])


def note(illustrative: tuple[str, ...]) -> str:
    """The sentence under the title that says what was made up; empty when nothing was."""
    parts = [ILLUSTRATIVE[key] for key in illustrative]
    return f"Văn bản có {MADE_UP}: {'; '.join(parts)}." if parts else ""


def signatures(signed_by: tuple[SignedFact, ...]) -> dict[str, str]:
    """What stands under each name once it was confirmed in the system; empty where a hand is to sign."""
    told = {}
    for one in signed_by:
        at = datetime.fromisoformat(one.at)
        told[one.signing] = f"Xác nhận ký trong hệ thống lúc {hour(at)}, {write_date(at.date())}: {line(one.name)}"
    return {"chair_signed": told.get("chair", ""), "secretary_signed": told.get("secretary", "")}


def paragraphs(text: str) -> list[str]:
    """The lines of a text that say something, each without control characters."""
    return [line(part) for part in text.splitlines() if part.strip()]
