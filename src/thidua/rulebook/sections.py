"""Sections: what happens to the sum of lines. Lines taken out, caps, weights, and the total of the sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.rulebook.facts import UnitFacts
from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.guards import limit_of
from thidua.rulebook.measures import points
from thidua.rulebook.rules.base import shown
from thidua.rulebook.sheet import Criterion, Entry, NotApplicable, Role, Section, Sheet, attainable, heading, role_of

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """The points of a section; `adjustment` is what was added to the sum of its lines, and the finding says why."""

    code: str
    title: str
    depth: int
    points: Decimal
    adjustment: Decimal
    max_points: Decimal | None
    finding: Finding

    @property
    def heading(self) -> str:
        """Code and title, the code once."""
        return heading(self.code, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Everything added up: sections in order, the parts of the total, and the maxima that guards compare with.

    `out` are the codes of the sections of which nothing applies to the unit.

    `adjustment` is what the sheet itself added to the sum of its entries, and the finding says why.
    """

    sections: tuple[SectionScore, ...]
    total: Decimal
    adjustment: Decimal
    finding: Finding
    base: Decimal
    bonus: Decimal
    penalty: Decimal
    maxima: Mapping[str, Decimal]
    base_lines: frozenset[str]
    out: frozenset[str]


def tally(
    sheet: Sheet,
    lines: Mapping[str, Decimal | None],
    taken_out: Collection[str],
    facts: UnitFacts,
    *,
    explain: bool,
) -> Tally:
    """Add the lines up. A line that is still missing adds nothing; a line taken out is treated as the sheet says."""
    work = _Work(sheet, lines, taken_out, facts, explain)
    sums = dict.fromkeys(Role, _NOTHING)
    for entry, amount in work.entries(sheet.entries, sheet.not_applicable, depth=0):
        sums[role_of(entry)] += amount
    plainly = sum(sums.values(), points(0, places=sheet.places))
    base = tuple(entry for entry in sheet.entries if role_of(entry) == Role.BASE)
    loose = work.out_of(base)
    if loose:
        sums[Role.BASE] += work.scaling(base, loose, sheet.not_applicable)
    total = sum(sums.values(), points(0, places=sheet.places))
    if sheet.most is not None:
        total = min(total, points(sheet.most, places=sheet.places))
    return Tally(
        sections=tuple(work.found),
        total=total,
        adjustment=total - plainly,
        finding=_of_sheet(sheet, loose, plainly, total) if explain else _QUIET_TOTAL,
        base=sums[Role.BASE],
        bonus=sums[Role.BONUS],
        penalty=sums[Role.PENALTY],
        maxima=sheet.maxima,
        base_lines=_base_lines(sheet),
        out=frozenset(section.code for section, _depth in sheet.sections() if work.is_out(section)),
    )


def _of_sheet(sheet: Sheet, out: list[Entry], plainly: Decimal, total: Decimal) -> Finding:
    because = _TOTAL.filled(amount=total)
    if total != plainly:
        reasons = [_OUT.filled(codes=", ".join(entry.code for entry in out))] if out else []
        if sheet.most is not None and total == sheet.most:
            reasons.append(_MOST.filled(most=sheet.most))
        because = _TOTAL_ADJUSTED.filled(sum=plainly, amount=total, why=_listed(reasons))
    return Finding("scoring.total", True, because, data={"sum": str(plainly), "points": str(total)})


def _listed(reasons: list[Text]) -> Text:
    return Text("; ".join(one.vi for one in reasons), "; ".join(one.en for one in reasons))


def _base_lines(sheet: Sheet) -> frozenset[str]:
    found: set[str] = set()
    for entry in sheet.entries:
        if role_of(entry) == Role.BASE:
            inside = (entry,) if isinstance(entry, Criterion) else entry.criteria
            found.update(one.code for one in inside if one.max_points)
    return frozenset(found)


class _Work:
    """One tally under way: what it reads, and the sections it has found."""

    def __init__(
        self,
        sheet: Sheet,
        lines: Mapping[str, Decimal | None],
        taken_out: Collection[str],
        facts: UnitFacts,
        explain: bool,
    ) -> None:
        self.sheet = sheet
        self.lines = lines
        self.taken_out = taken_out
        self.facts = facts
        self.explain = explain
        self.found: list[SectionScore] = []

    def entries(self, entries: tuple[Entry, ...], policy: NotApplicable, depth: int) -> list[tuple[Entry, Decimal]]:
        """The points of each entry, sections worked out on the way."""
        return [
            (entry, self.lines.get(entry.code) or _NOTHING)
            if isinstance(entry, Criterion)
            else (entry, self.section(entry, policy, depth))
            for entry in entries
        ]

    def section(self, section: Section, policy: NotApplicable, depth: int) -> Decimal:
        """The points of a section: the sum of what is in it, scaled for lines taken out, held, weighted."""
        policy = section.not_applicable or policy
        place = len(self.found)
        amounts = self.entries(section.entries, policy, depth + 1)
        plainly = sum((amount for _entry, amount in amounts), points(0, places=self.sheet.places))
        out = self.out_of(section.entries)
        amount = plainly + self.scaling(section.entries, out, policy) if out else plainly
        amount = self._held(section, amount)
        if section.weight != 1:
            amount = self._rounded(Fraction(amount) * Fraction(section.weight))
        self.found.insert(place, self._scored(section, plainly, amount, depth))
        return amount

    def out_of(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """The entries that do not apply: a line taken out, or a section with nothing left in it."""
        if not self.taken_out:
            return []
        return [entry for entry in entries if self.is_out(entry)]

    def is_out(self, entry: Entry) -> bool:
        """Whether an entry does not apply to the unit."""
        if isinstance(entry, Criterion):
            return entry.code in self.taken_out
        counted = [one for one in entry.criteria if one.max_points]
        return bool(counted) and all(one.code in self.taken_out for one in counted)

    def scaling(self, entries: tuple[Entry, ...], out: list[Entry], policy: NotApplicable) -> Decimal:
        """What the points of the remaining entries gain because others were taken out."""
        gone = Fraction(sum((attainable(entry) for entry in out), _NOTHING))
        left = [entry for entry in entries if entry not in out and attainable(entry) > 0]
        if not left or not gone:
            return _NOTHING
        amounts = [(Fraction(attainable(entry)), Fraction(self._known(entry))) for entry in left]
        if policy == NotApplicable.SPREAD:
            share = gone / len(left)
            return self._rounded(sum((amount * share / most for most, amount in amounts), Fraction(0)))
        whole = sum((most for most, _amount in amounts), Fraction(0))
        return self._rounded(sum((amount for _most, amount in amounts), Fraction(0)) * gone / whole)

    def _known(self, entry: Entry) -> Decimal:
        if isinstance(entry, Criterion):
            return self.lines.get(entry.code) or _NOTHING
        return next(one.points for one in self.found if one.code == entry.code)

    def _held(self, section: Section, amount: Decimal) -> Decimal:
        most = section.max_points if section.capped else None
        limit = limit_of(section.code, self.sheet.guards, self.facts.events, self.facts.self_scored)
        if limit is not None and limit.limit is not None:
            whole = section.max_points if section.max_points is not None else attainable(section)
            most = self._rounded(Fraction(whole) * Fraction(limit.limit) / 100)
        if most is not None and amount > most:
            amount = points(most, places=self.sheet.places)
        if section.least is not None and amount < section.least:
            amount = points(section.least, places=self.sheet.places)
        return amount

    def _rounded(self, value: Fraction) -> Decimal:
        return points(value, places=self.sheet.places, rounding=self.sheet.rounding)

    def _scored(self, section: Section, plainly: Decimal, amount: Decimal, depth: int) -> SectionScore:
        finding = self._finding(section, plainly, amount) if self.explain else _QUIET
        return SectionScore(
            code=section.code, title=section.title, depth=depth, points=amount, adjustment=amount - plainly,
            max_points=section.max_points, finding=finding,
        )  # fmt: skip

    def _finding(self, section: Section, plainly: Decimal, amount: Decimal) -> Finding:
        because = _PLAIN.filled(title=section.title, amount=amount)
        if amount != plainly:
            because = _ADJUSTED.filled(title=section.title, sum=plainly, amount=amount, why=self._why(section))
        return Finding("scoring.section", True, because, data={"sum": str(plainly), "points": str(amount)})

    def _why(self, section: Section) -> Text:
        reasons = []
        out = self.out_of(section.entries)
        if out:
            codes = ", ".join(entry.code for entry in out)
            reasons.append(_OUT.filled(codes=codes))
        if section.max_points is not None and section.capped:
            reasons.append(_MOST.filled(most=section.max_points))
        if section.least is not None:
            reasons.append(_LEAST.filled(least=section.least))
        limit = limit_of(section.code, self.sheet.guards, self.facts.events, self.facts.self_scored)
        if limit is not None:
            reasons.append(Text(limit.title, limit.title))
        if section.weight != 1:
            reasons.append(_WEIGHT.filled(weight=shown(Fraction(section.weight))))
        return _listed(reasons)


_PLAIN = Text("{title}: {amount} điểm, tổng các dòng", "{title}: {amount} points, the sum of its lines")
_ADJUSTED = Text(
    "{title}: các dòng cộng lại {sum}, thành {amount} điểm ({why})",
    "{title}: the lines add up to {sum} and become {amount} points ({why})",
)
_TOTAL = Text("Tổng: {amount} điểm, tổng các phần", "Total: {amount} points, the sum of its parts")
_TOTAL_ADJUSTED = Text(
    "Tổng: các phần cộng lại {sum}, thành {amount} điểm ({why})",
    "Total: the parts add up to {sum} and become {amount} points ({why})",
)
_OUT = Text("quy đổi vì không áp dụng {codes}", "scaled because {codes} do not apply")
_MOST = Text("tối đa {most}", "at most {most}")
_LEAST = Text("không dưới {least}", "not below {least}")
_WEIGHT = Text("hệ số {weight}", "weight {weight}")
_QUIET = Finding("scoring.section", True, Text("đã cộng", "added up"))
_QUIET_TOTAL = Finding("scoring.total", True, Text("đã cộng", "added up"))
