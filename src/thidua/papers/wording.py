"""From facts to the words that are printed: both templates of the minutes are filled with the same texts."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from thidua.papers.facts import ContestFact, MinutesFacts, RemarkFact, ResolutionFact
from thidua.reading.dates import write_long_date
from thidua.reading.numbers import number_in_words, write_number

MADE_UP = "số liệu minh hoạ"
ILLUSTRATIVE = {
    "people": "tên người chủ trì, thư ký, đại biểu",
    "scores": "điểm và thứ hạng",
    "leadership": "đơn vị Khối trưởng, Khối phó của năm tổng kết",
}
PARTS_OF_DAY = ((11, "buổi sáng"), (13, "buổi trưa"), (18, "buổi chiều"), (24, "buổi tối"))


def printed(facts: MinutesFacts) -> dict[str, Any]:
    """The texts of the minutes. Every key is always there: a template that asks for another one fails."""
    held = datetime.fromisoformat(facts.held_at)
    present = [one for one in facts.members if one.present]
    signed = [one for one in facts.members if one.signed]
    return {
        "title": line(facts.title),
        "organ": line(facts.organ).upper(),
        "bloc": line(facts.bloc).upper(),
        "place_and_date": f"{line(facts.locality)}, {write_long_date(held.date())}",
        "year": str(facts.year),
        "next_year": str(facts.year + 1),
        "note": note(facts.illustrative),
        "time": f"{hour(held)}, {write_long_date(held.date())} ({part_of_day(held)})",
        "place": line(facts.place),
        "chair": _marked(line(facts.chair), "people" in facts.illustrative),
        "secretary": _marked(line(facts.secretary), "people" in facts.illustrative),
        "attendance": f"Có mặt {of(len(present), len(facts.members))} đơn vị thành viên.",
        "members": _members(facts),
        "agenda": _agenda(facts),
        "review": [line(part) for part in facts.review.splitlines() if part.strip()],
        "ranking": _ranking(facts),
        "ranking_note": f" ({MADE_UP})" if "scores" in facts.illustrative else "",
        "tasks": [{"number": str(number), "text": line(text)} for number, text in enumerate(facts.tasks, start=1)],
        "agreement": _agreement(facts),
        "signing": f"Có {of(len(signed), len(facts.members))} đơn vị thành viên ký giao ước thi đua năm {facts.year + 1}.",
        **_numbered(facts),
        "resolutions": [_resolution(number, one) for number, one in enumerate(facts.resolutions, start=1)],
        "contests": [_contest(number, one) for number, one in enumerate(facts.contests, start=1)],
        "closing": _closing(held, facts.closed_at),
        "chair_name": name_of(facts.chair),
        "secretary_name": name_of(facts.secretary),
        "recipients": [f"{line(facts.authority)};", "Các đơn vị thành viên của khối;"],
        "archive": line(facts.organ) or line(facts.bloc),
        "codes": _codes(facts),
    }


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


def _marked(text: str, illustrative: bool) -> str:
    return f"{text} (tên minh hoạ)" if illustrative and text else text


def _members(facts: MinutesFacts) -> list[dict[str, str]]:
    return [
        {
            "number": str(number),
            "unit": line(one.unit),
            "delegates": line(one.delegates),
            "presence": "Có mặt" if one.present else "Vắng",
            "signing": "Đã ký" if one.signed else "Chưa ký",
        }
        for number, one in enumerate(facts.members, start=1)
    ]


def _agenda(facts: MinutesFacts) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, one in enumerate(facts.agenda, start=1):
        speaker = f" ({line(one.speaker)})" if one.speaker else ""
        made_up = " (minh hoạ)" if one.illustrative else ""
        said = [line(part) for part in one.notes.splitlines() if part.strip()] + [_remark(said) for said in one.remarks]
        rows.append({"number": str(number), "text": f"{line(one.title)}{speaker}{made_up}", "lines": said})
    return rows


def _remark(one: RemarkFact) -> str:
    unit = f" ({line(one.unit)})" if one.unit else ""
    return f"{line(one.speaker)}{unit}: {line(one.text)}"


def _numbered(facts: MinutesFacts) -> dict[str, str]:
    """The headings of the parts that are only there when something was voted on."""
    secret = 8 if facts.resolutions else 7
    return {"resolutions_heading": "7. Biểu quyết công khai", "contests_heading": f"{secret}. Bỏ phiếu kín"}


def _resolution(number: int, one: ResolutionFact) -> dict[str, Any]:
    """A resolution: its text, what was decided, and who said what."""
    voices: dict[str, list[str]] = {}
    for unit, said in one.voices:
        voices.setdefault(said, []).append(line(unit))
    sentences = [f"{line(one.result)}. Căn cứ: {line(one.source)}."]
    sentences += [f"{said} ({len(units)}): {'; '.join(units)}." for said, units in voices.items()]
    if one.corrected_because:
        sentences.append(f"Đã ghi lại trong hội nghị, lý do: {line(one.corrected_because)}")
    return {"heading": f"{number}) {line(one.text)}", "sentences": sentences}


def _ranking(facts: MinutesFacts) -> list[dict[str, str]]:
    return [
        {
            "rank": f"{one.rank} (bằng điểm)" if one.tied else str(one.rank),
            "unit": line(one.unit),
            "points": write_number(Decimal(one.points), places=2),
        }
        for one in facts.ranking
    ]


def _agreement(facts: MinutesFacts) -> str:
    if facts.agreement is None:
        return "Hội nghị chưa biểu quyết."
    one = facts.agreement
    return (
        f"Các đơn vị có mặt biểu quyết công khai; {of(one.agreed, one.base)} đơn vị có mặt nhất trí giao "
        f"{line(one.leader)} làm Khối trưởng, {line(one.deputy)} làm Khối phó năm {facts.year + 1}."
    )


OUTCOMES = {"chosen": "trúng", "tied": "ngang phiếu ở chỗ cuối, chưa chọn"}


def _contest(number: int, one: ContestFact) -> dict[str, Any]:
    """A secret vote: its heading, sentences, and a row for each candidate."""
    if one.annulled_because:
        sentences = [f"Hình thức: {one.mode}. Cuộc bỏ phiếu bị huỷ: {line(one.annulled_because)}"]
    else:
        sentences = [f"Hình thức: {one.mode}. {line(one.rule)}. Căn cứ: {line(one.source)}.", _figures(one.figures)]
        sentences += [f"{one.turnout[:1].upper()}{one.turnout[1:]}."] if one.turnout else []
    sentences += ["Mã gốc của hòm phiếu điện tử in ở cuối biên bản."] if one.root else []
    return {
        "heading": f"{number}) {line(one.title)}",
        "sentences": sentences,
        "candidates": [
            {
                "name": line(who.name),
                "votes": f"đồng ý {who.agree}, không đồng ý {who.disagree}" if one.asked_each else str(who.agree),
                "because": line(who.because),
                "outcome": OUTCOMES.get(who.outcome, "không trúng"),
            }
            for who in one.candidates
        ],
    }


def _figures(figures: dict[str, int]) -> str:
    return (
        f"Danh sách có {figures['members']} người bỏ phiếu, có mặt {figures['present']}; phát ra {figures['issued']} phiếu, "
        f"thu về {figures['returned']}; hợp lệ {figures['valid']}, không hợp lệ {figures['invalid']}."
    )


def _codes(facts: MinutesFacts) -> list[dict[str, str]]:
    """What is printed as text and as a QR code: the ledger's last entry, and the root of every sealed box."""
    entry = f"dòng số {facts.ledger_entry}" if facts.ledger_entry else "dòng cuối"
    codes = [
        {"label": f"Nhật ký điện tử, {entry}", "text": facts.ledger_hash, "scanned": f"ledger:{facts.ledger_hash}"}
    ]
    return codes + [
        {"label": f"Hòm phiếu: {line(one.title)}", "text": one.root, "scanned": f"box:{one.root}"}
        for one in facts.contests if one.root
    ]  # fmt: skip


def with_pictures(texts: dict[str, Any], draw: Callable[[str], Any]) -> dict[str, Any]:
    """The texts with every code drawn as the format needs it; a document without codes as it is."""
    if "codes" not in texts:
        return texts
    return texts | {"codes": [one | {"picture": draw(one["scanned"])} for one in texts["codes"]]}


def _closing(held: datetime, closed_at: str) -> str:
    """When the closing was entered on another day, the hour of the entry is not the hour of the closing."""
    closed = datetime.fromisoformat(closed_at) if closed_at else None
    if closed is None or closed.date() != held.date():
        return "Hội nghị bế mạc sau khi hoàn thành chương trình."
    return f"Hội nghị bế mạc lúc {hour(closed)} cùng ngày."
