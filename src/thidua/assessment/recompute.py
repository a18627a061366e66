"""Recomputing many blocs at once: every year's standings from its facts, and final ones held against what was kept."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from thidua.assessment.models import Ranking, RankingState
from thidua.assessment.queries.standings import StandingRow, computed_rows, standings_of
from thidua.cycles.models import EmulationYear, YearState


@dataclass(frozen=True, kw_only=True)
class Recomputed:
    """One year recomputed. `agrees` is None while its ranking is not final, otherwise whether it is what was kept."""

    year_id: int
    bloc: str
    year: int
    units: int
    hash: str
    agrees: bool | None

    def written(self) -> str:
        """One line of the record."""
        values = {
            "year_id": self.year_id, "bloc": self.bloc, "year": self.year, "units": self.units, "hash": self.hash,
            "agrees": self.agrees,
        }  # fmt: skip
        return json.dumps(values, ensure_ascii=False, sort_keys=True)


def years_to_recompute() -> list[EmulationYear]:
    """Every year that runs or is closed, in a fixed order."""
    rows = EmulationYear.objects.exclude(state=YearState.DRAFT).select_related("bloc", "scoring_table")
    return list(rows.order_by("year", "bloc_id"))


def recompute(year: EmulationYear) -> Recomputed:
    """Compute a year's standings from its facts. What was finalised must come out again, point for point."""
    computed = computed_rows(year)
    final = Ranking.objects.filter(emulation_year=year, state=RankingState.FINAL).exists()
    return Recomputed(
        year_id=year.pk,
        bloc=year.bloc.name,
        year=year.year,
        units=len(computed),
        hash=_hash(computed),
        agrees=_figures(computed) == _figures(standings_of(year)) if final else None,
    )


def recompute_all(record: Path, *, told: Callable[[int, int], None]) -> Iterator[Recomputed]:
    """Recompute every year, adding each to the record as it is done; years already there are not done again.

    `told` hears how many of how many are done. So a run that was cut off goes on where it stopped.
    """
    done = _already(record)
    years = years_to_recompute()
    record.parent.mkdir(parents=True, exist_ok=True)
    with record.open("a", encoding="utf-8") as lines:
        for number, year in enumerate(years, start=1):
            if year.pk not in done:
                found = recompute(year)
                lines.write(found.written() + "\n")
                lines.flush()
                yield found
            told(number, len(years))


def _already(record: Path) -> set[int]:
    """The years in the record. A last line that was cut off in the middle counts as not done."""
    if not record.exists():
        return set()
    whole = [line for line in record.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    record.write_text("".join(whole), encoding="utf-8")
    return {json.loads(line)["year_id"] for line in whole}


def _figures(rows: list[StandingRow]) -> list[tuple[object, ...]]:
    return [(row.rank, row.unit.pk, row.points, row.self_points, row.label) for row in rows]


def _hash(rows: list[StandingRow]) -> str:
    """The same on every database: points are written in plain notation to the sheet's places."""
    content = [[row.rank, row.unit.name, str(row.points), row.label, row.lines_as_text()] for row in rows]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
