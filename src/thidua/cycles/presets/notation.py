"""The notation of levels and bands, one per line: "Tốt = 5", "từ 97 đến dưới 98: 4"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from thidua.cycles.presets.base import NotUnderstood, written
from thidua.reading.numbers import Unreadable, read_quantity
from thidua.rulebook.findings import Text
from thidua.rulebook.guards import ClassBand
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules import Band, Fixed, Level

_LEVEL = re.compile(r"(?P<label>.*?)\s*(?:\[(?P<code>[^\]]*)\])?\s*=\s*(?P<points>[^=]*)")
_BAND = re.compile(r"(?P<span>.*?)\s*[:=]\s*(?P<points>[^:=]*)")
_FIGURE = r"(?P<{}>[-−]?\d[\d.,]*)\s*%?"
_FROM, _TO = _FIGURE.format("start"), _FIGURE.format("end")
_SPANS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<with_start>từ|from)\s+{_FROM}\s+(?:đến dưới|to under|to below)\s+{_TO}",
        rf"(?P<with_start>từ|from)\s+{_FROM}\s+(?:(?P<with_end>đến|to)|-)\s+{_TO}",
        rf"(?P<with_start>){_FROM}\s*(?P<with_end>-|–|đến|to)\s*{_TO}",
        rf"(?:trên|more than|over)\s+{_FROM}\s+(?:đến dưới|to under|to below)\s+{_TO}",
        rf"(?:trên|more than|over)\s+{_FROM}\s+(?P<with_end>đến|to)\s+{_TO}",
        rf"(?P<with_start>từ|from)\s+{_FROM}(?:\s+(?:trở lên|trở đi|up|on))?",
        rf"(?P<with_start>){_FROM}\s+(?:trở lên|trở đi|or more)",
        rf"(?P<with_start>>=|≥)\s*{_FROM}",
        rf"(?:trên|more than|over|>)\s*{_FROM}",
        rf"(?:dưới|under|below|<)\s*{_TO}",
        rf"(?P<with_end>đến|không quá|up to|<=|≤)\s*{_TO}",
        rf"(?P<with_end>){_TO}\s+(?:trở xuống|or less)",
    )
)
_POINT = re.compile(rf"(?:đúng|exactly|thứ|hạng|place)?\s*{_FIGURE.format('point')}", re.IGNORECASE)
_REST = re.compile(r"mọi mức|còn lại|any|the rest", re.IGNORECASE)

LEVELS_HINT = Text(
    "Mỗi mức một dòng, tên mức và số điểm. Ví dụ: Tốt = 5", "One level a line, its name and its points: Good = 5"
)
BANDS_HINT = Text(
    "Mỗi bậc một dòng. Ví dụ: “từ 98 trở lên: 5”, “từ 97 đến dưới 98: 4”, “dưới 97: 0”. "
    "Dòng nào đứng trước được xét trước.",
    "One band a line: “from 98 up: 5”, “from 97 to under 98: 4”, “under 97: 0”. The first that fits counts.",
)


def read_levels(field: str, text: str) -> tuple[Level, ...]:
    """The levels typed. Raises NotUnderstood naming the line."""
    found: list[Level] = []
    for place, line in lines_of(text):
        match = _LEVEL.fullmatch(line)
        if match is None or not match["label"]:
            raise wrong_line(field, place, line, _LEVEL_FORM)
        points = number_in(field, place, line, match["points"])
        code = (match["code"] or "").strip() or code_of(match["label"])
        if any(level.code == code for level in found):
            raise wrong_line(field, place, line, _TWICE)
        found.append(Level(code=code, label=match["label"], rule=_fixed(field, place, line, points)))
    if len(found) < 2:
        raise NotUnderstood(
            field, Text("Cần ít nhất hai mức, mỗi mức một dòng.", "Give at least two levels, one a line.")
        )
    return tuple(found)


def write_levels(levels: tuple[Level, ...]) -> str | None:
    """The levels as they are typed; None when a level has a rule of its own."""
    out = []
    for level in levels:
        if not isinstance(level.rule, Fixed):
            return None
        code = "" if level.code == code_of(level.label) else f" [{level.code}]"
        out.append(f"{level.label}{code} = {written(level.rule.points)}")
    return "\n".join(out)


def read_bands(field: str, text: str) -> tuple[Band, ...]:
    """The bands typed. Raises NotUnderstood naming the line."""
    found = tuple(_band(field, place, line) for place, line in lines_of(text))
    if not found:
        raise NotUnderstood(field, Text("Ghi ít nhất một bậc.", "Give at least one band."))
    return found


def write_bands(bands: tuple[Band, ...]) -> str | None:
    """The bands as they are typed; None when a band has a rule of its own."""
    out = []
    for band in bands:
        if not isinstance(band.rule, Fixed):
            return None
        out.append(f"{_span(band)}: {written(band.rule.points)}")
    return "\n".join(out)


def read_classes(field: str, text: str) -> tuple[ClassBand, ...]:
    """The classes of the total typed, the highest first: "Xuất sắc: từ 90". Raises NotUnderstood naming the line."""
    return tuple(_class(field, place, line) for place, line in lines_of(text))


def write_classes(classes: tuple[ClassBand, ...]) -> str:
    """The classes as they are typed."""
    return "\n".join(f"{one.label}: {_span(_band_of(one))}" for one in classes)


def _class(field: str, place: int, line: str) -> ClassBand:
    label, mark, span = (piece.strip() for piece in line.rpartition(":"))
    if not mark or not label:
        raise wrong_line(field, place, line, _CLASS_FORM)
    if _POINT.fullmatch(span):
        span = f"từ {span}"
    try:
        band = _stretch(field, place, line, span, _NO_POINTS)
    except NotUnderstood as error:
        raise wrong_line(field, place, line, _CLASS_FORM) from error
    if band.start is None and band.end is None:
        raise wrong_line(field, place, line, _CLASS_FORM)
    start, with_start = (Decimal(0), True) if band.start is None else (band.start, band.with_start)
    with_end = band.with_end if band.end is not None else True
    return ClassBand(label=label, start=start, with_start=with_start, end=band.end, with_end=with_end)


def _band_of(one: ClassBand) -> Band:
    return Band(
        start=one.start, end=one.end, with_start=one.with_start, with_end=one.with_end and one.end is not None,
        rule=_NO_POINTS,
    )  # fmt: skip


def code_of(label: str) -> str:
    """The code of a level that has none of its own: its name without marks."""
    plain = unicodedata.normalize("NFD", label.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "muc"


def _band(field: str, place: int, line: str) -> Band:
    match = _BAND.fullmatch(line)
    if match is None:
        raise wrong_line(field, place, line, _BAND_FORM)
    rule = _fixed(field, place, line, number_in(field, place, line, match["points"]))
    span = match["span"]
    if _REST.fullmatch(span):
        return Band(start=None, end=None, with_start=False, with_end=False, rule=rule)
    point = _POINT.fullmatch(span)
    if point is not None:
        edge = number_in(field, place, line, point["point"])
        return Band(start=edge, end=edge, with_start=True, with_end=True, rule=rule)
    return _stretch(field, place, line, span, rule)


def _stretch(field: str, place: int, line: str, span: str, rule: Fixed) -> Band:
    for pattern in _SPANS:
        found = pattern.fullmatch(span)
        if found is not None:
            return _between(field, place, line, found.groupdict(), rule)
    raise wrong_line(field, place, line, _BAND_FORM)


def _between(field: str, place: int, line: str, parts: dict[str, str | None], rule: Fixed) -> Band:
    edges = {name: number_in(field, place, line, parts[name]) if parts.get(name) else None for name in ("start", "end")}
    try:
        return Band(
            **edges, with_start=parts.get("with_start") is not None, with_end=parts.get("with_end") is not None,
            rule=rule,
        )  # fmt: skip
    except InvalidSheet as error:
        raise wrong_line(field, place, line, error.text) from error


def _span(band: Band) -> str:
    if band.start is None and band.end is None:
        return "còn lại"
    if band.start is not None and band.start == band.end:
        return written(band.start)
    if band.start is None:
        return f"{'đến' if band.with_end else 'dưới'} {written(band.end)}"
    since = f"{'từ' if band.with_start else 'trên'} {written(band.start)}"
    if band.end is None:
        return f"{since} trở lên" if band.with_start else since
    return f"{since} {'đến' if band.with_end else 'đến dưới'} {written(band.end)}"


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    for place, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield place, " ".join(unicodedata.normalize("NFC", line).split())


def number_in(field: str, place: int, line: str, text: str | None) -> Decimal:
    try:
        quantity = read_quantity(text or "", allow_negative=True)
    except Unreadable as unreadable:
        raise wrong_line(field, place, line, unreadable.text) from unreadable
    if quantity.rest not in ("", "điểm", "points", "point"):
        raise wrong_line(field, place, line, _ONLY_A_NUMBER)
    return quantity.value


def _fixed(field: str, place: int, line: str, points: Decimal) -> Fixed:
    try:
        return Fixed(points=points)
    except InvalidSheet as error:
        raise wrong_line(field, place, line, error.text) from error


_LEVEL_FORM = Text(
    "viết tên mức, dấu bằng và số điểm, như “Tốt = 5”", "write a name, an equals sign and points: “Good = 5”"
)
_BAND_FORM = Text(
    "viết như “từ 97 đến dưới 98: 4”, “trên 98: 5” hoặc “còn lại: 0”",
    "write it like “from 97 to under 98: 4”, “over 98: 5” or “the rest: 0”",
)
_NO_POINTS = Fixed(points=Decimal(0))
CLASSES_HINT = Text(
    "Mỗi loại một dòng, từ cao xuống thấp. Ví dụ: “Xuất sắc: từ 90 trở lên”, “Tốt: từ 80”. Để trống nếu không xếp loại.",
    "One class a line, the highest first: “Excellent: from 90 up”, “Good: from 80”. Leave empty without classes.",
)
_CLASS_FORM = Text("viết như “Xuất sắc: từ 90” hoặc “Tốt: từ 80 đến dưới 90”", "write it like “Excellent: from 90”")
_TWICE = Text("mức này đã có ở dòng trên; đặt tên khác", "this level stands above already; give it another name")
_ONLY_A_NUMBER = Text("sau dấu chỉ ghi con số", "write only a number after the mark")
_AT_LINE = Text("Dòng {place} (“{line}”): {why}.", "Line {place} (“{line}”): {why}.")


def wrong_line(field: str, place: int, line: str, why: Text) -> NotUnderstood:
    shown = line if len(line) <= 60 else f"{line[:57]}…"
    plain = Text(why.vi.rstrip("."), why.en.rstrip("."))
    return NotUnderstood(field, _AT_LINE.filled(place=place, line=shown, why=plain))
