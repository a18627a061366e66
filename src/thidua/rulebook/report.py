"""Reports: a score, the standings of a bloc, and findings, as plain lines for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint import Severity, severity
from thidua.rulebook.ranking import Standing
from thidua.rulebook.scoring import LineScore, Score
from thidua.rulebook.sections import SectionScore
from thidua.rulebook.sheet import Criterion, Entry, Sheet

_STEP = "   "
_SHEET = Text(
    "Bảng điểm: {title} (SHA-256 {digest}; bộ quy tắc {version})",
    "Criteria sheet: {title} (SHA-256 {digest}; rulebook {version})",
)
_UNIT = Text("Đơn vị: {unit}", "Unit: {unit}")
_TOTAL = Text(
    "Tổng điểm: {total}/{attainable} (đơn vị tự chấm: {self_total})",
    "Total: {total} of {attainable} points (the unit's own figure: {self_total})",
)
_SPLIT = Text(
    "Điểm chuẩn {base}; điểm thưởng {bonus}; điểm trừ {penalty}", "Base {base}; bonus {bonus}; penalty {penalty}"
)
_CLASS = Text("Xếp loại: {label}", "Class: {label}")
_INCOMPLETE = Text("Chưa đủ số liệu ở tiêu chí: {missing}", "Figures are missing for criteria: {missing}")
_OPEN = Text("Chưa trả lời: {question} [{clause}]", "Not answered: {question} [{clause}]")
_STANDINGS = Text("Bảng xếp hạng", "Standings")
_STANDING = Text("{rank}. {unit}: {points} điểm{marks}", "{rank}. {unit}: {points} points{marks}")
_TIED = Text("bằng điểm, cùng hạng", "same points, same rank")
_PROVISIONAL = Text("chưa đủ số liệu", "figures are missing")
_DEFERRED = Text("tạm hoãn", "deferred")
_UNRANKED = Text("không xếp hạng", "not ranked")
_CHECKED = Text("Kiểm tra bảng điểm: {errors} lỗi, {warnings} cảnh báo", "Linter: errors {errors}, warnings {warnings}")
_SOUND = Text("Kiểm tra bảng điểm: không có lỗi", "Linter: nothing found")
_SEVERITIES = {
    Severity.ERROR: Text("lỗi: {because} [{rule}]", "error: {because} [{rule}]"),
    Severity.WARNING: Text("cảnh báo: {because} [{rule}]", "warning: {because} [{rule}]"),
}


def of_sheet(sheet: Sheet, version: str) -> Text:
    """Which sheet this is, to the last bit."""
    return _SHEET.filled(title=sheet.title, digest=sheet.digest(), version=version)


def of_unit(score: Score, sheet: Sheet, language: str) -> Iterator[str]:
    """The total of a unit and what stands above it, then sections and lines with all that they rest on."""
    for text in _summary(score, sheet):
        yield text.in_language(language)
    lines = {one.code: one for one in score.lines}
    sections = {one.code: one for one in score.sections}
    for entry in sheet.entries:
        yield ""
        yield from _entry(entry, lines, sections, 0, language)


def of_standings(standings: Sequence[Standing], scores: Iterable[Score], sheet: Sheet, language: str) -> Iterator[str]:
    """The bloc in order of rank, each with its class and what told it apart from its neighbours."""
    by_unit = {score.unit: score for score in scores}
    yield _STANDINGS.in_language(language)
    for standing in standings:
        score = by_unit[standing.key]
        marks = "".join(f"; {mark.in_language(language)}" for mark in _marks(standing, score, sheet))
        rank = "–" if standing.rank is None else str(standing.rank)
        text = _STANDING.filled(rank=rank, unit=standing.label, points=score.total, marks=marks)
        yield text.in_language(language)


def of_findings(found: Sequence[Finding], language: str) -> Iterator[str]:
    """What the linter found, counted and then one by one."""
    bad = sum(severity(one) == Severity.ERROR for one in found)
    counted = _CHECKED.filled(errors=bad, warnings=len(found) - bad) if found else _SOUND
    yield counted.in_language(language)
    for one in found:
        text = _SEVERITIES[severity(one)].filled(because=one.because, rule=one.rule)
        yield f"- {text.in_language(language)}"


def _summary(score: Score, sheet: Sheet) -> Iterator[Text]:
    yield _UNIT.filled(unit=score.unit)
    yield _TOTAL.filled(total=score.total, attainable=sheet.attainable, self_total=score.self_total)
    if score.bonus or score.penalty:
        yield _SPLIT.filled(base=score.base, bonus=score.bonus, penalty=score.penalty)
    if score.adjustment:
        yield score.finding.because
    verdict = score.verdict
    if verdict.label is not None:
        yield _CLASS.filled(label=verdict.label)
    yield from (one.because for one in verdict.findings)
    for guard in verdict.open_questions:
        yield _OPEN.filled(question=guard.question, clause=guard.clause)
    if not score.complete:
        yield _INCOMPLETE.filled(missing=", ".join(score.missing))


def _marks(standing: Standing, score: Score, sheet: Sheet) -> Iterator[Text]:
    verdict = score.verdict
    if verdict.label is not None:
        yield Text(verdict.label, verdict.label)
    if standing.tied:
        yield _TIED
    if standing.parted_by is not None:
        yield sheet.ties[standing.parted_by].words()
    if not verdict.ranked:
        yield _DEFERRED if verdict.deferred else _UNRANKED
    if not score.complete:
        yield _PROVISIONAL


def _entry(
    entry: Entry, lines: dict[str, LineScore], sections: dict[str, SectionScore], depth: int, language: str
) -> Iterator[str]:
    if isinstance(entry, Criterion):
        yield from _finding(lines[entry.code].finding, f"{_STEP * depth}{entry.code}. ", language)
        return
    yield from _finding(sections[entry.code].finding, f"{_STEP * depth}{entry.code}. ", language)
    for one in entry.entries:
        yield from _entry(one, lines, sections, depth + 1, language)


def _finding(finding: Finding, mark: str, language: str) -> Iterator[str]:
    reference = f" [{finding.reference}]" if finding.reference else ""
    yield f"{mark}{finding.because.in_language(language)}{reference}"
    depth = len(mark) - len(mark.lstrip())
    for part in finding.parts:
        yield from _finding(part, " " * depth + _STEP + "- ", language)
