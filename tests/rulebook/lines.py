"""Lines, rules and sheets in a few words, for tests that are about a single thing on a sheet."""

from decimal import Decimal
from typing import Any

from thidua.rulebook.rules import Band, Bands, Choice, Fixed, Judged, Level, PerUnit, Rule
from thidua.rulebook.rules.inputs import Input, InputKind
from thidua.rulebook.rules.measure import Measure, OfInput, OfTargets, Take
from thidua.rulebook.sheet import Criterion, Entry, Section, Sheet

REACHED = OfTargets(take=Take.REACHED)


def number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def line(rule: Rule | None = None, code: str = "1", max_points: str = "10", **fields: Any) -> Criterion:
    made = rule or Judged(points=Decimal(max_points))
    bounds = {name: number(fields.pop(name)) for name in ("least", "over") if name in fields}
    return Criterion(
        code=code, title=f"Dòng {code}", rule=made, max_points=Decimal(max_points), clause=f"Mục {code}", **bounds,
        **fields,
    )  # fmt: skip


def section(code: str, *entries: Entry, max_points: str | None = None, **fields: Any) -> Section:
    numbers = {name: Decimal(fields.pop(name)) for name in ("weight", "least") if name in fields}
    return Section(code=code, title=f"Phần {code}", entries=entries, max_points=number(max_points), **numbers, **fields)


def sheet(*entries: Entry, scale: str | None = None, most: str | None = None, **fields: Any) -> Sheet:
    return Sheet(title="Bảng điểm", entries=entries, scale=number(scale), most=number(most), **fields)


def count(key: str = "late", label: str = "Báo cáo nộp muộn", unit: str = "báo cáo") -> OfInput:
    return OfInput(asked=Input(key=key, kind=InputKind.COUNT, label=label, unit=unit))


def quantity(key: str = "index", label: str = "Chỉ số hài lòng", unit: str = "") -> OfInput:
    return OfInput(asked=Input(key=key, kind=InputKind.NUMBER, label=label, unit=unit))


def per_unit(points: str, of: Measure | None = None, **fields: Any) -> PerUnit:
    numbers = {name: Decimal(fields.pop(name)) for name in ("step", "beyond", "floor", "cap") if name in fields}
    return PerUnit(of=of or count(), points=Decimal(points), **numbers, **fields)


def fixed(points: str) -> Fixed:
    return Fixed(points=Decimal(points))


def band(written: str, points: str | Rule) -> Band:
    """A band in the notation of mathematics: "[80;90)", "(98;]"."""
    start, end = written[1:-1].split(";")
    return Band(
        start=number(start or None),
        end=number(end or None),
        with_start=written[0] == "[",
        with_end=written[-1] == "]",
        rule=fixed(points) if isinstance(points, str) else points,
    )


def bands(*made: Band, of: Measure = REACHED) -> Bands:
    return Bands(of=of, bands=made)


def choice(**points: str) -> Choice:
    """Levels by name with their points."""
    levels = tuple(Level(code=name, label=name, rule=fixed(worth)) for name, worth in points.items())
    return Choice(key="level", label="Mức", levels=levels)
