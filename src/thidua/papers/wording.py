"""From facts to the words that are printed: both templates of the minutes are filled with the same texts."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from thidua.papers.facts import DelegateFact, Facts, MinutesFacts, RemarkFact
from thidua.papers.phrases import MADE_UP, hour, line, name_of, note, of, paragraphs, part_of_day, signatures
from thidua.papers.votewords import choice_in_words, contest_in_words, opinion_in_words, resolution_in_words
from thidua.reading.dates import write_long_date
from thidua.reading.numbers import write_number

# The parts of the minutes that may be written into by hand; those in REWRITTEN then read so instead.
PARTS = (
    "place", "members", "agenda", "review", "ranking", "tasks", "agreement", "signing", "resolutions", "opinions",
    "contests", "closing",
)  # fmt: skip
REWRITTEN = frozenset({"review", "closing"})


def printed(facts: MinutesFacts) -> dict[str, Any]:
    """The texts of the minutes. Every key is always there: a template that asks for another one fails."""
    held = datetime.fromisoformat(facts.held_at)
    signed = [one for one in facts.members if one.signed]
    rewritten = {one.part: paragraphs(one.text) for one in facts.corrections if one.replaces}
    return {
        **_head(facts, held),
        "time": f"{hour(held)}, {write_long_date(held.date())} ({part_of_day(held)})",
        "place": line(facts.place),
        "chair": _marked(line(facts.chair), "people" in facts.illustrative),
        "secretary": _marked(line(facts.secretary), "people" in facts.illustrative),
        "attendance": _attendance(facts),
        "members": _members(facts),
        "delegates": _delegates(facts.delegates),
        "heads": _heads(facts),
        "notes": _notes(facts),
        "agenda": _agenda(facts),
        "review": rewritten.get("review", paragraphs(facts.review)),
        "ranking": _ranking(facts),
        "tasks": [{"number": str(number), "text": line(text)} for number, text in enumerate(facts.tasks, start=1)],
        "agreement": _agreement(facts),
        "signing": f"Có {of(len(signed), len(facts.members))} đơn vị thành viên ký giao ước thi đua năm {facts.year + 1}.",
        "resolutions": [resolution_in_words(number, one) for number, one in enumerate(facts.resolutions, start=1)],
        "opinions": [opinion_in_words(number, one) for number, one in enumerate(facts.opinions, start=1)],
        "contests": [contest_in_words(number, one) for number, one in enumerate(facts.contests, start=1)],
        "closing": " ".join(rewritten.get("closing", [_closing(held, facts.closed_at)])),
        **_foot(facts),
        "codes": codes(facts),
    }


def _head(facts: MinutesFacts, held: datetime) -> dict[str, Any]:
    """What stands above the first part. A conference that does not review the year is called by its own name."""
    lines = [
        f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {facts.year}",
        f"và triển khai phương hướng, nhiệm vụ năm {facts.year + 1}",
    ] if facts.reviews else [line(facts.name)]  # fmt: skip
    return {
        "title": line(facts.title),
        "organ": line(facts.organ).upper(),
        "bloc": line(facts.bloc).upper(),
        "place_and_date": f"{line(facts.locality)}, {write_long_date(held.date())}",
        "heading": lines,
        "note": note(facts.illustrative),
    }


def _foot(facts: MinutesFacts) -> dict[str, Any]:
    """Who signs, and to whom it goes."""
    chair, secretary = facts.signers
    return {
        "chair_name": line(chair) or name_of(facts.chair),
        "secretary_name": line(secretary) or name_of(facts.secretary),
        **signatures(facts.signed_by),
        "recipients": [f"{line(facts.authority)};", "Các đơn vị thành viên của khối;"],
        "archive": line(facts.organ) or line(facts.bloc),
    }


def _titles(facts: MinutesFacts) -> dict[str, str]:
    """The parts that this conference has, in their order."""
    this, following = facts.year, facts.year + 1
    made_up = f" ({MADE_UP})" if "scores" in facts.illustrative else ""
    year = {
        "review": f"Tổng kết công tác thi đua, khen thưởng năm {this}",
        "ranking": f"Điểm và xếp hạng năm {this}{made_up if facts.ranking else ''}",
        "tasks": f"Phương hướng, nhiệm vụ năm {following}",
        "agreement": f"Thống nhất Khối trưởng, Khối phó năm {following}",
        "signing": f"Ký giao ước thi đua năm {following}",
    }
    other = {
        "review": "Nội dung sơ kết" if facts.reports else "", "tasks": "Nhiệm vụ thời gian tới" if facts.tasks else "",
    }  # fmt: skip
    return {
        "agenda": "Chương trình",
        **(year if facts.reviews else other),
        "resolutions": "Biểu quyết công khai" if facts.resolutions else "",
        "opinions": "Ý kiến bằng văn bản của đơn vị không dự họp" if facts.opinions else "",
        "contests": "Bỏ phiếu kín" if facts.contests else "",
    }


def _heads(facts: MinutesFacts) -> dict[str, str]:
    """The numbered heading of every part; empty for one that this conference does not have."""
    shown = [(part, title) for part, title in _titles(facts).items() if title]
    numbered = {part: f"{number}. {title}" for number, (part, title) in enumerate(shown, start=1)}
    return {part: numbered.get(part, "") for part in PARTS}


def _notes(facts: MinutesFacts) -> dict[str, list[str]]:
    """What the secretary wrote beside what was recorded, by part."""
    written = {one.part: paragraphs(one.text) for one in facts.corrections if not one.replaces}
    return {part: [f"Thư ký ghi thêm: {text}" for text in written.get(part, [])] for part in PARTS}


def _attendance(facts: MinutesFacts) -> str:
    present = sum(1 for one in facts.members if one.present)
    told = f"Có mặt {of(present, len(facts.members))} đơn vị thành viên."
    if facts.opened_without_quorum:
        told += f" Khai mạc khi chưa đủ số đơn vị cần có mặt, lý do: {line(facts.opened_without_quorum).rstrip('.')}."
    return told


SUBSTITUTE, AS_GUEST = "substitute", {"guest": "Khách mời", "observer": "Quan sát viên"}


def _delegates(delegates: tuple[DelegateFact, ...]) -> list[str]:
    """In sentences: who came for somebody else, who took part from afar, who came besides the members."""
    told = [
        f"Dự thay: {line(one.name)} ({line(one.unit)}) thay {line(one.instead_of)}, lý do: {line(one.reason)}."
        for one in delegates if one.role == SUBSTITUTE and one.came
    ]  # fmt: skip
    afar = [f"{line(one.name)} ({line(one.unit)})" for one in delegates if one.remote and one.came and one.unit]
    told += [f"Dự từ xa: {'; '.join(afar)}."] if afar else []
    for role, title in AS_GUEST.items():
        names = [line(one.name) for one in delegates if one.role == role and one.came]
        told += [f"{title}: {'; '.join(names)}."] if names else []
    return told


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
        said = paragraphs(one.notes) + [_remark(said) for said in one.remarks]
        rows.append({"number": str(number), "text": f"{line(one.title)}{speaker}{made_up}", "lines": said})
    return rows


def _remark(one: RemarkFact) -> str:
    unit = f" ({line(one.unit)})" if one.unit else ""
    return f"{line(one.speaker)}{unit}: {line(one.text)}"


def _ranking(facts: MinutesFacts) -> list[dict[str, str]]:
    return [
        {
            "rank": f"{one.rank} (bằng điểm)" if one.tied else str(one.rank),
            "unit": line(one.unit),
            "points": write_number(Decimal(one.points), places=2),
        }
        for one in facts.ranking
    ]


def _agreement(facts: MinutesFacts) -> list[str]:
    """Who is to head and to deputise next year: by agreement, or post by post in another way."""
    told = [choice_in_words(one, facts.year + 1) for one in facts.choices]
    if facts.agreement is not None:
        one = facts.agreement
        told.insert(
            0,
            f"Các đơn vị có mặt biểu quyết công khai; {of(one.agreed, one.base)} đơn vị có mặt nhất trí giao "
            f"{line(one.leader)} làm Khối trưởng, {line(one.deputy)} làm Khối phó năm {facts.year + 1}.",
        )
    return told or ["Hội nghị chưa biểu quyết."]


def codes(facts: Facts) -> list[dict[str, str]]:
    """What is printed as text and as a QR code: hashes by which the document can be held against what it speaks of."""
    entry = f"dòng số {facts.ledger_entry}" if facts.ledger_entry else "dòng cuối"
    found = [code(f"Nhật ký điện tử, {entry}", facts.ledger_hash, kind="ledger")]
    for one in facts.contests if isinstance(facts, MinutesFacts) else ():
        found += [code(f"Hòm phiếu: {line(one.title)}", one.root, kind="box")] if one.root else []
        found += [
            code(f"Bản quét biên bản kiểm phiếu: {line(name)}", sha256, kind="sha256") for name, sha256 in one.scans
        ]
    return found


def code(label: str, text: str, *, kind: str) -> dict[str, str]:
    """One hash with what it is of; the QR code says of what kind it is."""
    return {"label": label, "text": text, "scanned": f"{kind}:{text}"}


def with_pictures(texts: dict[str, Any], draw: Callable[[str], Any]) -> dict[str, Any]:
    """The texts with every code drawn as the format needs it; a document without codes as it is."""
    if "codes" not in texts:
        return texts
    return texts | {"codes": [one | {"picture": draw(one["scanned"])} for one in texts["codes"]]}


def _closing(held: datetime, closed_at: str) -> str:
    """When the closing was entered on another day, the hour of the entry is not the hour of the closing."""
    if not closed_at:
        return "Hội nghị chưa bế mạc."
    closed = datetime.fromisoformat(closed_at)
    if closed.date() != held.date():
        return "Hội nghị bế mạc sau khi hoàn thành chương trình."
    return f"Hội nghị bế mạc lúc {hour(closed)} cùng ngày."
