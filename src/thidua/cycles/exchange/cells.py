"""Cells: what may stand in one, exactly. Texts that a cell cannot hold, numbers, yes and no, and JSON."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from thidua.cycles.exchange.imported import quoted
from thidua.reading.folding import fold
from thidua.reading.numbers import read_quantity
from thidua.reading.refusals import Unreadable
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import plain, write_number
from thidua.rulebook.rules.base import MOST_POINTS
from thidua.rulebook.wording.settings import NO, NO_LIMIT, YES

Cell = str | bool | Decimal | None
"""What a reader of files hands on: a text, yes or no, an exact number; None for an empty cell."""

MOST_DECIMALS = 4
LONGEST_TEXT = 16_000
LONGEST_JSON = 30_000
# Office programs keep fifteen digits of a number.
_MOST_DIGITS = 15
# No heading and no choice is longer; folding a whole page for every cell would take minutes.
_LONGEST_WORDS = 200
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_A_WORD = re.compile(r"[^\w%]+")
_POINT_UNITS = frozenset({"", "diem", "d", "point", "points"})


class BadCell(Exception):
    """A cell that does not hold what its column asks for; `text` names the remedy."""

    def __init__(self, code: str, text: Text, found: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text
        self.found = found


NOT_A_NUMBER = Text(
    "cần một số, ví dụ 10 hoặc 2,5; hãy sửa lại ô này", "a number is expected, such as 10 or 2,5; correct the cell"
)
TOO_FINE = Text("số có quá {most} chữ số thập phân; hãy làm tròn", "the number has more than {most} decimals; round it")
TOO_LARGE = Text(
    "số điểm phải từ -1.000.000 đến 1.000.000; hãy sửa lại", "points must be -1,000,000 to 1,000,000; correct them"
)
NOT_POINTS = Text(
    "ô này chỉ ghi số điểm, không ghi “{rest}”; hãy chuyển phần đó sang cột khác",
    "this cell holds points alone, not “{rest}”; move that into another column",
)
NOT_A_FLAG = Text("chỉ ghi “Có” hoặc “Không”; hãy sửa lại", "write “Yes” or “No” alone; correct the cell")
NOT_WHOLE = Text(
    "cần một số nguyên từ {least} trở lên; hãy sửa lại", "a whole number from {least} is needed; correct it"
)
BAD_JSON = Text(
    "nội dung JSON viết chưa đúng (vị trí {place}); hãy chép lại từ tệp gốc, hoặc để trống để chấm theo điểm tối đa",
    "the JSON is not well written (character {place}); copy it from the original file, or leave it blank to judge up "
    "to the maximum",
)


def folded(text: str) -> str:
    """A heading or a choice as it is compared: without accents, case, punctuation and line breaks."""
    return " ".join(_NOT_A_WORD.sub(" ", fold(text[:_LONGEST_WORDS])).split())


def shown(text: str) -> str:
    """The text as a cell can hold and show it; most texts stay as they are."""
    kept = "".join(one for one in text if one == "\n" or one.isprintable())
    kept = _ESCAPE_LIKE.sub("-", kept)[:LONGEST_TEXT].strip()
    return kept or ("…" if text else "")


def text_of(cell: Cell) -> str:
    """A cell as text; a number as it is written plainly, without needless zeros."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES.vi if cell else NO.vi
    return plain(cell) if isinstance(cell, Decimal) else cell.strip()


def number_of(cell: Cell, *, decimals: int = MOST_DECIMALS) -> Decimal | None:
    """The exact number of a cell, None for an empty one; text is read in the Vietnamese manner. Raises BadCell."""
    if isinstance(cell, bool):
        raise BadCell("not_a_number", NOT_A_NUMBER, text_of(cell))
    value = _read(cell) if isinstance(cell, str) else cell
    if value is None:
        return None
    if not value.is_finite() or abs(value) > MOST_POINTS:
        raise BadCell("too_large", TOO_LARGE, str(cell))
    written = plain(value)
    if len(written.partition(".")[2]) > decimals:
        raise BadCell("too_precise", TOO_FINE.filled(most=decimals), str(cell))
    return Decimal(written)


def _read(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        quantity = read_quantity(text, allow_negative=True)
    except Unreadable as error:
        raise BadCell(error.code, error.text, text) from error
    if quantity.is_percent or folded(quantity.rest) not in _POINT_UNITS:
        rest = "%" if quantity.is_percent else quantity.rest
        raise BadCell("not_points", NOT_POINTS.filled(rest=quoted(rest)), text)
    if quantity.warning is not None:
        raise BadCell("two_meanings", quantity.warning, text)
    return quantity.value


def bound_of(cell: Cell) -> Decimal | None:
    """The bound of a line: a number, None for "no limit", 0 for an empty cell. Raises BadCell."""
    if isinstance(cell, str) and folded(cell) in _NO_LIMIT:
        return None
    value = number_of(cell)
    return Decimal(0) if value is None else value


_NO_LIMIT = frozenset(folded(word) for word in (NO_LIMIT.vi, NO_LIMIT.en, "unlimited"))
_YES = frozenset(folded(word) for word in (YES.vi, YES.en, "x", "1", "true", "đúng"))
_NO = frozenset(folded(word) for word in (NO.vi, NO.en, "", "0", "false", "sai"))


def flag_of(cell: Cell) -> bool:
    """Yes or no; an empty cell is no. Raises BadCell."""
    if isinstance(cell, bool):
        return cell
    word = folded(text_of(cell))
    if word not in _YES | _NO:
        raise BadCell("not_a_flag", NOT_A_FLAG, text_of(cell))
    return word in _YES


def whole_of(cell: Cell, *, least: int) -> int:
    """A whole number, at most four digits. Raises BadCell."""
    value = number_of(cell)
    if value is None or value != int(value) or not least <= value < 10_000:
        raise BadCell("not_whole", NOT_WHOLE.filled(least=least), text_of(cell))
    return int(value)


def written_number(value: Decimal) -> Decimal | str:
    """The number as a cell keeps it exactly: as a number, or with too many digits as Vietnamese text."""
    digits = plain(value).strip("-").replace(".", "")
    return value if len(digits) <= _MOST_DIGITS else write_number(value, language="vi")


def json_text(data: object) -> str:
    """Compact JSON on one line; whatever a cell could lose is escaped."""
    plainly = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    kept = "".join(one if one.isprintable() and one <= "\uffff" else json.dumps(one)[1:-1] for one in plainly)
    return kept.replace("_x", "\\u005fx")


def json_of(text: str) -> object:
    """What stands in a cell of JSON. Raises BadCell."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadCell("not_json", BAD_JSON.filled(place=error.pos + 1), text) from error
    except (ValueError, RecursionError) as error:
        raise BadCell("not_json", BAD_JSON.filled(place=1), text) from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field stands twice")
    return fields


def _no_constant(name: str) -> object:
    raise ValueError(name)
