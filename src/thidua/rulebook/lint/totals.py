"""Totals: whether lines add up to their section, and sections to the scale of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint.base import error, warning
from thidua.rulebook.rules.base import Bound
from thidua.rulebook.sheet import Criterion, Entry, Role, Section, Sheet, attainable

_SCALE_SHORT = Text(
    "Các phần tính điểm cộng lại được {sum} điểm, thiếu {difference} so với thang {scale} điểm của bảng; hãy thêm điểm"
    " cho các dòng hoặc sửa thang điểm.",
    "The base sections add up to {sum} points, {difference} short of the sheet's scale of {scale}; give the lines more"
    " points, or correct the scale.",
)
_SCALE_OVER = Text(
    "Các phần tính điểm cộng lại được {sum} điểm, thừa {difference} so với thang {scale} điểm của bảng; hãy bớt điểm"
    " của các dòng hoặc sửa thang điểm.",
    "The base sections add up to {sum} points, {difference} more than the sheet's scale of {scale}; take points off the"
    " lines, or correct the scale.",
)
_SECTION_SHORT = Text(
    "Phần {code} ghi tối đa {max} điểm nhưng các dòng trong phần chỉ cộng được {sum}, thiếu {difference}; hãy thêm điểm"
    " cho các dòng hoặc sửa mức tối đa của phần.",
    "Section {code} says at most {max} points, but its lines add up to only {sum}, {difference} short; give the lines"
    " more points, or correct the section's maximum.",
)
_SECTION_OVER = Text(
    "Phần {code} ghi tối đa {max} điểm nhưng các dòng trong phần cộng lại {sum}, thừa {difference}; hãy bớt điểm của"
    " các dòng hoặc sửa mức tối đa của phần.",
    "Section {code} says at most {max} points, but its lines add up to {sum}, {difference} more; take points off the"
    " lines, or correct the section's maximum.",
)
_SECTION_HELD = Text(
    "Phần {code} giới hạn ở {max} điểm trong khi các dòng cộng lại {sum}: đơn vị làm tốt mọi dòng vẫn mất {difference}"
    " điểm; nếu không cố ý, hãy sửa điểm các dòng hoặc mức tối đa của phần.",
    "Section {code} is held to {max} points while its lines add up to {sum}: a unit that does well in every line still"
    " loses {difference}; unless it is meant so, correct the lines or the section's maximum.",
)
_NOTHING_IN_IT = Text(
    "Phần {code} chưa có dòng nào; hãy thêm tiêu chí hoặc bỏ phần này.",
    "Section {code} has no line yet; add criteria, or remove the section.",
)
_WEIGHTED_BLINDLY = Text(
    "Phần {code} nhân hệ số {weight} nhưng không ghi mức tối đa, nên người đọc không biết phần này được bao nhiêu điểm;"
    " hãy ghi mức tối đa của phần trước khi nhân hệ số.",
    "Section {code} is multiplied by {weight} but states no maximum, so that readers cannot tell what it is worth; state"
    " the section's maximum before the weight.",
)


def on_sheet(sheet: Sheet) -> Iterator[Finding]:
    """What is wrong with the sums of the sheet and of each section."""
    yield from _scale(sheet)
    for entry in sheet.entries:
        if isinstance(entry, Section):
            yield from _sections(entry, entry.role)


def _scale(sheet: Sheet) -> Iterator[Finding]:
    added = sheet.attainable
    if sheet.scale is not None and added != sheet.scale:
        sentence = _SCALE_SHORT if added < sheet.scale else _SCALE_OVER
        yield error("scale", "", sentence, sum=added, scale=sheet.scale, difference=abs(added - sheet.scale))


def _sections(section: Section, role: Role) -> Iterator[Finding]:
    if not section.entries:
        yield (warning if section.max_points is None else error)("empty_section", section.code, _NOTHING_IN_IT)
    elif section.max_points is not None:
        yield from _sum(section, section.max_points, role)
    if section.weight != 1 and section.max_points is None:
        yield warning("weight_without_maximum", section.code, _WEIGHTED_BLINDLY, weight=section.weight)
    for entry in section.entries:
        if isinstance(entry, Section):
            yield from _sections(entry, role)


def _sum(section: Section, most: Decimal, role: Role) -> Iterator[Finding]:
    """A bonus section may well be capped below its lines; a base section hardly."""
    if role == Role.PENALTY:
        return
    added = _added(section.entries, bonus=role == Role.BONUS)
    if added is None or added == most:
        return
    short, base = added < most, role == Role.BASE
    if not short and section.capped and not base:
        return
    sentence = _SECTION_SHORT if short else _SECTION_HELD if section.capped else _SECTION_OVER
    report = warning if (short and not base) or (not short and section.capped) else error
    yield report("section_sum", section.code, sentence, max=most, sum=added, difference=abs(added - most))


def _added(entries: tuple[Entry, ...], *, bonus: bool) -> Bound:
    """What the entries add up to; for bonuses with what a line may go over its maximum. None without a limit."""
    total = Decimal(0)
    for entry in entries:
        most = entry.highest if bonus and isinstance(entry, Criterion) else attainable(entry)
        if most is None:
            return None
        total += most
    return total
