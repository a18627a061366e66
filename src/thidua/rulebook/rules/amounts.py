"""Points from a figure: in proportion, so many for each unit of it, or by bands."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.measures import plain
from thidua.rulebook.refusals import InvalidSheet
from thidua.rulebook.rules.base import (
    NOT_KNOWN,
    Bound,
    Rule,
    exact,
    exceeds,
    found,
    held,
    keep,
    require_points,
    shown,
)
from thidua.rulebook.rules.given import Given
from thidua.rulebook.rules.inputs import Input
from thidua.rulebook.rules.measure import Measure, OfTargets, Take, mean
from thidua.rulebook.rules.plain import Fixed, highest, lowest
from thidua.rulebook.targets import Direction

_NOTHING = Fraction(0)
_REACHED = OfTargets()
_UNKNOWN = Text("{cause}", "{cause}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion(Rule):
    """Points × the share reached.

    Each target counts up to `cap` percent, so that one exceeded target does not make up for one that was missed.
    Below `floor` percent there is nothing. `each` is the points of one percent, `bounds` floor and cap, exactly.
    """

    kind: ClassVar[str] = "proportion"
    points: Decimal
    of: Measure = _REACHED
    cap: Decimal = Decimal(100)
    floor: Decimal | None = None
    each: Fraction = field(init=False, compare=False, repr=False)
    bounds: tuple[Fraction | None, Fraction] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        require_points("points", self.points, least=Decimal(0))
        if self.of.unit != "%":
            raise InvalidSheet("not_a_percentage", {"field": "of"})
        if not 0 < self.cap <= 1000:
            raise InvalidSheet("cap_out_of_range", {"value": self.cap})
        if self.floor is not None and not 0 < self.floor <= self.cap:
            raise InvalidSheet("floor_out_of_range", {"value": self.floor, "most": self.cap})
        keep(self, each=Fraction(self.points) / 100, bounds=(exact(self.floor), Fraction(self.cap)))

    @property
    def least(self) -> Bound:
        return Decimal(0)

    @property
    def most(self) -> Bound:
        return self.points * self.cap / 100

    def inputs(self) -> tuple[Input, ...]:
        return self.of.inputs()

    def measures(self) -> tuple[Measure, ...]:
        return (self.of,)

    def credited(self, given: Given) -> Fraction | None:
        """The percentage that counts: held to the cap target by target, nothing below the floor, never below 0."""
        floor, cap = self.bounds
        if isinstance(self.of, OfTargets) and len(given.targets) > 1:
            share = mean(held(one, None, cap) if one is not None else None for one in self.of.each(given.targets))
        else:
            share = self.of.value(given)
            share = None if share is None else held(share, None, cap)
        if share is None:
            return None
        return _NOTHING if exceeds(_NOTHING if floor is None else floor, share) else share

    def worth(self, given: Given) -> Fraction | None:
        credited = self.credited(given)
        return None if credited is None else self.each * credited

    def explain(self, given: Given) -> Finding:
        worth, credited = self.worth(given), self.credited(given)
        if worth is None or credited is None:
            return found(self, None, _UNKNOWN.filled(cause=self._missing(given)))
        return found(self, worth, self._formula(given, credited, worth))

    def _missing(self, given: Given) -> Text:
        if not self.of.takes_targets:
            return self.of.describe(given)
        if not given.targets:
            return Text("chưa có chỉ tiêu", "there is no target")
        labels = ", ".join(target.label for target in given.targets if target.actual is None)
        return Text(f"chưa có số liệu của: {labels}", f"not reported: {labels}") if labels else NOT_KNOWN

    def _formula(self, given: Given, credited: Fraction, worth: Fraction) -> Text:
        own = self.of.value(given)
        if self.floor is not None and own is not None and own < Fraction(self.floor):
            sentence = Text(
                "{figure}, dưới {floor}% nên không được điểm", "{figure}, below {floor}%, so there are no points"
            )
            return sentence.filled(figure=self.of.describe(given), floor=self.floor)
        sentence = Text("{figure}; {points} × {share} = {worth}", "{figure}; {points} × {share} = {worth}")
        if own is not None and own != credited:
            sentence = Text(
                "{figure}, tính đến {counted}%; {points} × {share} = {worth}",
                "{figure}, counted as {counted}%; {points} × {share} = {worth}",
            )
        return sentence.filled(
            figure=self.of.describe(given), points=self.points, counted=shown(credited),
            share=self._share(given, own, credited), worth=shown(worth),
        )  # fmt: skip

    def _share(self, given: Given, own: Fraction | None, credited: Fraction) -> Text:
        """The share as it can be repeated on paper: "36.500/40.000" for one target below its plan, else percent."""
        if len(given.targets) == 1 and own == credited and credited < 100:
            target = given.targets[0]
            above, below = target.actual, target.planned
            if target.direction == Direction.LESS:
                above, below = below, above
            if above and below and Fraction(above) / Fraction(below) * 100 == credited:
                return Text("{above}/{below}", "{above}/{below}").filled(above=above, below=below)
        return Text("{credited}%", "{credited}%").filled(credited=shown(credited))

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "points": plain(self.points),
            "of": self.of.to_json(),
            "cap": plain(self.cap),
            "floor": None if self.floor is None else plain(self.floor),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PerUnit(Rule):
    """So many points for every `step` of a figure beyond a threshold: bonuses, deductions, days late, steps.

    With `below`, what counts is how far the figure stays below the threshold. A step not completed counts for
    nothing, or for its part when `pro_rata`. `least` and `most` are the caps; None says that there is none.
    `each` and `bounds` are points, floor and cap exactly; `grid` is threshold and step, each as a ratio of whole
    numbers.
    """

    kind: ClassVar[str] = "per_unit"
    of: Measure
    points: Decimal
    step: Decimal = Decimal(1)
    beyond: Decimal = Decimal(0)
    below: bool = False
    pro_rata: bool = False
    floor: Decimal | None = None
    cap: Decimal | None = None
    each: Fraction = field(init=False, compare=False, repr=False)
    bounds: tuple[Fraction | None, Fraction | None] = field(init=False, compare=False, repr=False)
    grid: tuple[int, int, int, int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("points", "floor", "cap"):
            require_points(name, getattr(self, name))
        if not self.points:
            raise InvalidSheet("no_points_per_unit", {"field": "points"})
        if not self.step > 0:
            raise InvalidSheet("not_above_zero", {"field": "step", "value": self.step})
        for name, value, sign in (("cap", self.cap, 1), ("floor", self.floor, -1)):
            if value is not None and value * sign < 0:
                raise InvalidSheet("bound_excludes_zero", {"field": name, "value": value})
        grid = (*self.beyond.as_integer_ratio(), *self.step.as_integer_ratio())
        keep(self, each=Fraction(self.points), bounds=(exact(self.floor), exact(self.cap)), grid=grid)

    @property
    def least(self) -> Bound:
        return Decimal(0) if self.points > 0 else self.floor

    @property
    def most(self) -> Bound:
        return Decimal(0) if self.points < 0 else self.cap

    def inputs(self) -> tuple[Input, ...]:
        return self.of.inputs()

    def measures(self) -> tuple[Measure, ...]:
        return (self.of,)

    def steps(self, figure: Fraction) -> Fraction:
        """How many steps the figure lies beyond the threshold."""
        edge, edge_scale, step, step_scale = self.grid
        beyond = figure.numerator * edge_scale - edge * figure.denominator
        if self.below:
            beyond = -beyond
        if beyond <= 0:
            return _NOTHING
        above, below = beyond * step_scale, figure.denominator * edge_scale * step
        return Fraction(above, below) if self.pro_rata else Fraction(above // below)

    def worth(self, given: Given) -> Fraction | None:
        figure = self.of.value(given)
        if figure is None:
            return None
        return held(self.steps(figure) * self.each, *self.bounds)

    def explain(self, given: Given) -> Finding:
        figure, worth = self.of.value(given), self.worth(given)
        if figure is None or worth is None:
            return found(self, None, self.of.describe(given))
        steps = self.steps(figure)
        product = steps * self.each
        sentence = Text("{figure}; {steps} × {each} = {worth}", "{figure}; {steps} × {each} = {worth}")
        if product != worth:
            sentence = Text(
                "{figure}; {steps} × {each} = {product}, giới hạn ở {worth}",
                "{figure}; {steps} × {each} = {product}, held to {worth}",
            )
        because = sentence.filled(
            figure=self._placed(given), steps=shown(steps), each=self.points, product=shown(product),
            worth=shown(worth),
        )  # fmt: skip
        return found(self, worth, because)

    def _placed(self, given: Given) -> Text:
        """The figure, and the threshold and the step it is counted by when they are not the plain ones."""
        figure = self.of.describe(given)
        if self.beyond or self.below:
            sentence = Text("{figure} (mốc {beyond})", "{figure} (threshold {beyond})")
            figure = sentence.filled(figure=figure, beyond=self.beyond)
        if self.step != 1:
            sentence = Text("{figure}, mỗi {step} là một bậc", "{figure}, every {step} is a step")
            figure = sentence.filled(figure=figure, step=self.step)
        return figure

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "of": self.of.to_json(),
            "points": plain(self.points),
            "step": plain(self.step),
            "beyond": plain(self.beyond),
            "below": self.below,
            "pro_rata": self.pro_rata,
            "floor": None if self.floor is None else plain(self.floor),
            "cap": None if self.cap is None else plain(self.cap),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of figures and the rule for it. An end of None is open; whether an end belongs is always said."""

    start: Decimal | None
    end: Decimal | None
    with_start: bool
    with_end: bool
    rule: Rule
    ends: tuple[Fraction | None, Fraction | None] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None:
            point = self.start == self.end
            if self.start > self.end or (point and not (self.with_start and self.with_end)):
                raise InvalidSheet("band_empty", {"start": self.start, "end": self.end})
        keep(self, ends=(exact(self.start), exact(self.end)))

    def holds(self, figure: Fraction) -> bool:
        """Whether the figure lies in the band."""
        start, end = self.ends
        if start is not None and (exceeds(start, figure) or (not self.with_start and figure == start)):
            return False
        return end is None or exceeds(end, figure) or (self.with_end and figure == end)

    def words(self) -> Text:
        """The band as people write it: "từ 80 đến dưới 90"."""
        pieces = []
        if self.start is not None:
            since = ("từ {edge}", "{edge} or more") if self.with_start else ("trên {edge}", "more than {edge}")
            pieces.append(Text(*since).filled(edge=self.start))
        if self.end is not None:
            until = ("đến {edge}", "up to {edge}") if self.with_end else ("đến dưới {edge}", "less than {edge}")
            pieces.append(Text(*until).filled(edge=self.end))
        if not pieces:
            return Text("mọi mức", "any figure")
        return Text(" ".join(piece.vi for piece in pieces), ", ".join(piece.en for piece in pieces))

    def to_json(self) -> dict[str, object]:
        return {
            "start": None if self.start is None else plain(self.start),
            "end": None if self.end is None else plain(self.end),
            "with_start": self.with_start,
            "with_end": self.with_end,
            "rule": self.rule.to_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands(Rule):
    """Points by the band in which a figure lies. The first band that holds it counts.

    A figure in no band gives no points at all but "not known": a hole in the table is said, never guessed over.
    """

    kind: ClassVar[str] = "bands"
    of: Measure
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        if not self.bands:
            raise InvalidSheet("no_bands", {"field": "bands"})

    @property
    def least(self) -> Bound:
        return lowest(band.rule for band in self.bands)

    @property
    def most(self) -> Bound:
        return highest(band.rule for band in self.bands)

    def inputs(self) -> tuple[Input, ...]:
        return self.of.inputs()

    def measures(self) -> tuple[Measure, ...]:
        return (self.of,)

    def parts(self) -> tuple[Rule, ...]:
        return tuple(band.rule for band in self.bands)

    def band_of(self, figure: Fraction) -> Band | None:
        """The band a figure lies in."""
        return next((band for band in self.bands if band.holds(figure)), None)

    def worth(self, given: Given) -> Fraction | None:
        figure = self.of.value(given)
        band = None if figure is None else self.band_of(figure)
        return None if band is None else band.rule.worth(given)

    def explain(self, given: Given) -> Finding:
        figure = self.of.value(given)
        if figure is None:
            return found(self, None, self.of.describe(given))
        band = self.band_of(figure)
        if band is None:
            sentence = Text("{figure}: bảng điểm không có bậc này", "{figure}: the sheet has no band for this")
            return found(self, None, sentence.filled(figure=self.of.describe(given)))
        worth = band.rule.worth(given)
        sentence = Text("{figure}, thuộc bậc {band}: {worth} điểm", "{figure}, in the band {band}: {worth} points")
        if worth is None:
            sentence = Text("{figure}, thuộc bậc {band}: {worth}", "{figure}, in the band {band}: {worth}")
        points = NOT_KNOWN if worth is None else shown(worth)
        because = sentence.filled(figure=self.of.describe(given), band=band.words(), worth=points)
        parts = () if isinstance(band.rule, Fixed) else (band.rule.explain(given),)
        return found(self, worth, because, *parts)

    def to_json(self) -> dict[str, object]:
        return {"kind": self.kind, "of": self.of.to_json(), "bands": [band.to_json() for band in self.bands]}


def over_threshold(*, take: Take = Take.REACHED, threshold: Decimal, points: Decimal) -> Bands:
    """All or nothing on the targets: the points from the threshold on, 0 below it."""
    return Bands(
        of=OfTargets(take=take),
        bands=(
            Band(start=threshold, end=None, with_start=True, with_end=False, rule=Fixed(points=points)),
            Band(start=None, end=threshold, with_start=False, with_end=False, rule=Fixed(points=Decimal(0))),
        ),
    )
