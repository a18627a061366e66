"""The same scoring as a workbook, recalculated by LibreOffice without a screen: what people use today, as a yardstick.

One row a unit. A line of the sheet is a formula over its own input columns: the share of the plan held to the maximum,
the capped deduction, the points of a judge; then a total and a rank. The sheet is the plain part of what the bench
scores (proportion, deduction, judgement), because a workbook can say no more without macros.
"""

import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from thidua.rulebook.facts import LineFact, UnitFacts
from thidua.rulebook.rules import Judged, PerUnit, Proportion, Rule
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import OfInput
from thidua.rulebook.scoring import rank_bloc, score_bloc
from thidua.rulebook.sheet import Criterion, Sheet
from thidua.rulebook.targets import Direction, TargetFact

LINES = 40
_LATE = Input(key="late", kind=InputKind.COUNT, label="Báo cáo chậm")
# Of every four lines two are targets, one is judged and one deducts.
_KINDS = ("target", "target", "judged", "deduction")


def workbook_sheet() -> Sheet:
    """Forty lines that a workbook can compute too."""
    rules: dict[str, Rule] = {
        "target": Proportion(points=Decimal(10)),
        "judged": Judged(points=Decimal(10)),
        "deduction": PerUnit(of=OfInput(asked=_LATE), points=Decimal("-0.5"), floor=Decimal(-3)),
    }
    return Sheet(
        title="Bảng điểm đối chiếu",
        entries=tuple(
            Criterion(
                code=f"{number:02}", title=f"Tiêu chí {number}", rule=rules[kind], clause="Đo tốc độ",
                max_points=Decimal(0 if kind == "deduction" else 10),
                least=Decimal(-3 if kind == "deduction" else 0),
            )
            for number, kind in _lines()
        ),
    )  # fmt: skip


def workbook_units(count: int) -> list[UnitFacts]:
    """The facts of so many units."""
    return [
        UnitFacts(unit=f"{place:04}", lines=tuple(_fact(number, kind, place) for number, kind in _lines()))
        for place in range(count)
    ]


def _lines() -> list[tuple[int, str]]:
    return [(number, _KINDS[number % len(_KINDS)]) for number in range(LINES)]


def _fact(number: int, kind: str, place: int) -> LineFact:
    code, planned, given = f"{number:02}", *_figures(number, kind, place)
    if kind == "target":
        target = TargetFact(
            key="t", label="Chỉ tiêu", direction=Direction.MORE, planned=Decimal(planned), actual=Decimal(given)
        )
        return LineFact(code=code, targets=(target,))
    return LineFact(code=code, inputs={"judged" if kind == "judged" else "late": str(given)})


def _figures(number: int, kind: str, place: int) -> tuple[int, int]:
    """The plan (0 without one) and what was given."""
    seed = place * 7 + number * 13
    if kind == "target":
        return 250 + seed % 90, 150 + seed % 170
    return 0, seed % 11 if kind == "judged" else seed % 9


def write_workbook(path: Path, count: int) -> None:
    """Input columns first, then one formula a line, the total and the rank; no values, so all must be computed."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("Bang diem")
        for place in range(count):
            for column, cell in enumerate(_row(place, count)):
                if isinstance(cell, str):
                    # Without a stored value LibreOffice has to compute the formula when it opens the file.
                    page.write_formula(place, column, cell, None, "")
                else:
                    page.write_number(place, column, cell)


def _row(place: int, count: int) -> list[int | str]:
    row = place + 1
    inputs: list[int] = []
    formulas: list[str] = []
    for number, kind in _lines():
        planned, given = _figures(number, kind, place)
        cell = f"{_letters(len(inputs) + 1)}{row}"
        if kind == "target":
            plan = f"{_letters(len(inputs) + 2)}{row}"
            formulas.append(f"=ROUND(MIN(1,{cell}/{plan})*10,2)")
            inputs += [given, planned]
        else:
            formulas.append(f"=MIN(10,MAX(0,{cell}))" if kind == "judged" else f"=-MIN(3,{cell}*0.5)")
            inputs.append(given)
    first, last = _letters(len(inputs) + 1), _letters(len(inputs) + LINES)
    total = _letters(len(inputs) + LINES + 1)
    sum_of = f"=ROUND(SUM({first}{row}:{last}{row}),2)"
    return [*inputs, *formulas, sum_of, f"=RANK({total}{row},${total}$1:${total}${count})"]


def _letters(column: int) -> str:
    """The name of a column, counted from 1."""
    return str(xl_col_to_name(column - 1))


def office() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice")


def converted(source: Path, folder: Path, program: str) -> tuple[Path, int]:
    """The workbook opened, recalculated and saved by LibreOffice; and the nanoseconds that took."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(source)]
    began = time.perf_counter_ns()
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return folder / "out" / source.name, time.perf_counter_ns() - began


def read_results(path: Path) -> list[tuple[Decimal, int]]:
    """Total and rank of every row, as LibreOffice saved them."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    return [(Decimal(str(row[-2])).quantize(Decimal("0.01")), int(str(row[-1]).removesuffix(".0"))) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Nanoseconds for the same rows: LibreOffice from start to saved file, its start alone, and ours with ranking."""

    rows: int
    office: int
    start: int
    ours: int
    agrees: bool


def compare_with_office(count: int) -> Comparison | None:
    """Both ways of computing so many rows, and whether every total and rank agrees.

    The start is what the same program needs for a workbook of one row. None when LibreOffice or its spreadsheet part
    is not installed.
    """
    program = office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as name:
        folder = Path(name)
        small, whole = folder / "one.xlsx", folder / "all.xlsx"
        write_workbook(small, 1)
        write_workbook(whole, count)
        converted(small, folder, program)  # the first start also makes the profile
        opened, start = converted(small, folder, program)
        if not opened.exists():
            return None
        saved, took = converted(whole, folder, program)
        theirs = read_results(saved)
    ours, spent = _ours(count)
    return Comparison(rows=count, office=took, start=start, ours=spent, agrees=ours == theirs)


def _ours(count: int) -> tuple[list[tuple[Decimal, int]], int]:
    units, sheet = workbook_units(count), workbook_sheet()
    began = time.perf_counter_ns()
    scores = score_bloc(units=units, sheet=sheet)
    standings = rank_bloc(scores, {one.unit: one.unit for one in scores})
    spent = time.perf_counter_ns() - began
    ranks = {one.key: one.rank or 0 for one in standings}
    return [(one.total, ranks[one.unit]) for one in scores], spent
