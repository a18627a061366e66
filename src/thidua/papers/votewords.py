"""What was decided, in the words of the minutes: openly, in writing, secretly, and for next year's posts."""

from datetime import date
from typing import Any

from thidua.conferences.vocabulary import METHODS, POSTS
from thidua.papers.facts import ChoiceFact, ContestFact, OpinionFact, ResolutionFact
from thidua.papers.phrases import line, paragraphs
from thidua.reading.dates import write_date


def resolution_in_words(number: int, one: ResolutionFact) -> dict[str, Any]:
    """A resolution: its text, what was decided, and who said what."""
    voices: dict[str, list[str]] = {}
    for unit, said in one.voices:
        voices.setdefault(said, []).append(line(unit))
    sentences = [f"{line(one.result)}. Căn cứ: {line(one.source)}."]
    sentences += [f"{said} ({len(units)}): {'; '.join(units)}." for said, units in voices.items()]
    if one.corrected_because:
        sentences.append(f"Đã ghi lại trong hội nghị, lý do: {line(one.corrected_because)}")
    return {"heading": f"{number}) {line(one.text)}", "sentences": sentences}


def choice_in_words(one: ChoiceFact, year: int) -> str:
    if not one.unit:
        return f"Năm {year} không bố trí {POSTS[one.post]}: {line(one.evidence).rstrip('.')}. Căn cứ: {line(one.basis).rstrip('.')}."
    person = f" (người giữ: {line(one.person)})" if one.person else ""
    return (
        f"{POSTS[one.post]} năm {year}: {line(one.unit)}{person}. Cách chọn: {METHODS[one.method].lower()}; "
        f"{line(one.evidence).rstrip('.')}. Căn cứ: {line(one.basis).rstrip('.')}."
    )


def opinion_in_words(number: int, one: OpinionFact) -> dict[str, Any]:
    """What an absent unit wrote; it stands apart from the votes."""
    reference = f" số {line(one.reference)}" if one.reference else ""
    sentences = [
        f"{line(one.unit)}: {one.said.lower()}. Người ký: {line(one.signer)}; {one.way}{reference}, "
        f"nhận ngày {write_date(date.fromisoformat(one.received_on))}.",
        *(f"“{part}”" for part in paragraphs(one.text)),
    ]
    return {"heading": f"{number}) Về việc: {line(one.matter)}", "sentences": sentences}


OUTCOMES = {"chosen": "trúng", "tied": "ngang phiếu ở chỗ cuối, chưa chọn"}


def contest_in_words(number: int, one: ContestFact) -> dict[str, Any]:
    """A secret vote: its heading, sentences, and a row for each candidate."""
    if one.annulled_because:
        sentences = [f"Hình thức: {one.mode}. Cuộc bỏ phiếu bị huỷ: {line(one.annulled_because)}"]
    else:
        sentences = [f"Hình thức: {one.mode}. {line(one.rule)}. Căn cứ: {line(one.source)}.", _figures(one.figures)]
        sentences += [f"{one.turnout[:1].upper()}{one.turnout[1:]}."] if one.turnout else []
    sentences += ["Mã gốc của hòm phiếu điện tử in ở cuối biên bản."] if one.root else []
    names = "; ".join(line(name) for name, _sha256 in one.scans)
    sentences += [f"Bản quét biên bản kiểm phiếu đã ký: {names}; mã SHA-256 in ở cuối biên bản."] if names else []
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
