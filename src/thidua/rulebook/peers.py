"""The figures of the whole bloc, for lines that compare a unit with the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from thidua.rulebook.achievement import refuse_impossible
from thidua.rulebook.facts import UnitFacts
from thidua.rulebook.rules.given import Given, Peers
from thidua.rulebook.rules.inputs import read_all
from thidua.rulebook.sheet import Sheet


def peers_of(units: Iterable[UnitFacts], sheet: Sheet) -> Mapping[str, Peers]:
    """Every compared figure of every unit that has one, ascending, by code of criterion. Raises InvalidFacts.

    A unit for which a line does not apply, or which has not reported it yet, is not among the figures: so what is
    compared is provisional until all have reported.
    """
    comparing = {criterion.code: criterion for criterion in sheet.criteria if criterion.compared}
    figures: dict[str, dict[object, list[Fraction]]] = {code: defaultdict(list) for code in comparing}
    for facts in units:
        for line in facts.lines:
            criterion = comparing.get(line.code)
            if criterion is None or line.not_applicable:
                continue
            for target in line.targets:
                refuse_impossible(target)
            values = read_all(criterion.inputs, line.inputs, code=line.code, places=sheet.places)
            given = Given(values=values, targets=line.targets)
            for measure, period in criterion.compared:
                value = measure.value(given if period is None else given.in_period(period))
                if value is not None:
                    figures[line.code][measure, period].append(value)
    return {code: {key: tuple(sorted(values)) for key, values in by_key.items()} for code, by_key in figures.items()}
