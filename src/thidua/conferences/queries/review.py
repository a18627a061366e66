"""The facts of the year from which its review is drawn, and a first draft of the text."""

from dataclasses import dataclass

from thidua.assessment.queries import (
    Highlight,
    StandingRow,
    UnitProgress,
    highlights_of,
    progress_of,
    ranking_is_final,
    standings_of,
)
from thidua.cycles.models import EmulationYear
from thidua.reading.numbers import write_number

MOST_HIGHLIGHTS = 8
MOST_PLACES = 3


@dataclass(frozen=True, kw_only=True)
class YearFacts:
    """What the program computed about the year. Standings are empty until the ranking is final."""

    year: int
    progress: list[UnitProgress]
    standings: list[StandingRow]
    highlights: list[Highlight]

    @property
    def members(self) -> int:
        return len(self.progress)

    @property
    def pledged(self) -> int:
        return sum(one.pledge_signed for one in self.progress)

    @property
    def reported(self) -> int:
        return sum(one.report_submitted for one in self.progress)

    @property
    def scored(self) -> int:
        return sum(one.sheet_submitted for one in self.progress)


def facts_of_year(year: EmulationYear) -> YearFacts:
    """The computed facts of the year, a fixed number of queries whatever the number of units."""
    standings = standings_of(year) if ranking_is_final(year) else []
    return YearFacts(
        year=year.year,
        progress=progress_of(year),
        standings=standings,
        highlights=highlights_of(year)[:MOST_HIGHLIGHTS],
    )


def draft_review(facts: YearFacts) -> str:
    """A draft of the review in Vietnamese, whatever the page's language: it becomes part of the minutes."""
    opening = (
        f"Năm {facts.year}, {facts.pledged}/{facts.members} đơn vị trong khối đã ký giao ước thi đua, "
        f"{facts.reported}/{facts.members} đơn vị đã nộp báo cáo kết quả và {facts.scored}/{facts.members} đơn vị "
        f"đã nộp bảng tự chấm điểm."
    )
    paragraphs = [opening]
    if facts.highlights:
        paragraphs.append("Một số kết quả nổi bật:\n" + "\n".join(_highlight(one) for one in facts.highlights))
    if facts.standings:
        places = "; ".join(_place(row) for row in facts.standings[:MOST_PLACES])
        paragraphs.append(f"Dẫn đầu bảng xếp hạng của khối: {places}.")
    return "\n\n".join(paragraphs)


def _highlight(one: Highlight) -> str:
    result = f"- {one.unit.name}: {one.indicator}: {write_number(one.value)} {one.unit_of_measure}"
    sentence = f"{result}, {one.achievement.because.in_language('vi')}"
    return f"{sentence} (có số liệu minh hoạ)." if one.illustrative else f"{sentence}."


def _place(row: StandingRow) -> str:
    points = "–" if row.points is None else write_number(row.points, places=2)
    return f"{row.unit.name} (hạng {row.rank}, {points} điểm)"
