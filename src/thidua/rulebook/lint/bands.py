"""Bands: figures that no band holds, and figures that two bands claim."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.lint.base import error, warning
from thidua.rulebook.lint.place import Place
from thidua.rulebook.lint.stretches import HIGHEST, LOWEST, ZERO, Cut, Stretch, example, holes, stretch, words
from thidua.rulebook.rules import Band, Bands
from thidua.rulebook.rules.inputs import InputKind
from thidua.rulebook.rules.measure import Against, Compared, Measure, OfInput, OfRatio, OfTargets, Take

# A table with more defects of one kind than this is read again from the top, not defect by defect.
MOST_OF_A_KIND = 20

_HOLE = Text(
    "Tiêu chí {code}: không bậc nào chứa mức {hole} (ví dụ {example}), đơn vị rơi vào đó sẽ không có điểm; hãy thêm bậc"
    " hoặc nối liền hai bậc kề nhau.",
    "Criterion {code}: no band holds {hole} (for example {example}), and a unit there would have no points; add a band, or"
    " make its neighbours meet.",
)
_HOLE_AT = Text(
    "Tiêu chí {code}: mức {hole} không thuộc bậc nào, đơn vị đạt đúng mức đó sẽ không có điểm; hãy ghi rõ mức này thuộc"
    " bậc trên hay bậc dưới.",
    "Criterion {code}: {hole} is in no band, and a unit right there would have no points; say whether it belongs to the"
    " band above or below.",
)
_HOLE_BEYOND = Text(
    "Tiêu chí {code}: chưa có bậc cho mức {hole}; nếu mức đó có thể xảy ra, hãy để bậc cuối không giới hạn.",
    "Criterion {code}: there is no band for {hole}; if that can happen, leave the last band open.",
)
_OVERLAP = Text(
    "Tiêu chí {code}: mức {both} thuộc cả bậc “{first}” và bậc “{second}” với điểm khác nhau; hãy sửa hai đầu để mỗi mức"
    " chỉ thuộc một bậc.",
    "Criterion {code}: {both} is in the band “{first}” and in “{second}”, which give different points; correct the ends so"
    " that every figure is in one band only.",
)
_OVERLAP_HARMLESS = Text(
    "Tiêu chí {code}: mức {both} thuộc cả bậc “{first}” và bậc “{second}”, bậc ghi trước được tính; nên sửa hai đầu cho"
    " rõ.",
    "Criterion {code}: {both} is in the band “{first}” and in “{second}”, and the one written first counts; better make"
    " the ends plain.",
)
_UNUSED = Text(
    "Tiêu chí {code}: bậc “{second}” nằm trọn trong bậc “{first}” ghi trước nên không bao giờ được tính; hãy đổi thứ tự"
    " hoặc sửa hai đầu.",
    "Criterion {code}: the band “{second}” lies wholly in “{first}” written before it and never counts; change their order,"
    " or correct the ends.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What figures can occur: where they begin and end, whether only whole numbers do, and their unit.

    With `open_end`, nobody knows how high they go: a table that stops is then only worth a second look.
    """

    all: Stretch
    whole: bool = False
    unit: str = ""
    open_end: bool = False

    def of(self, band: Band) -> Stretch:
        """The figures of a band."""
        return stretch(
            band.start, band.end, with_start=band.with_start, with_end=band.with_end, whole=self.whole
        ).within(self.all)

    def words(self, one: Stretch) -> Text:
        """A stretch in words."""
        return words(one, domain=self.all, whole=self.whole, unit=self.unit)


def on_line(place: Place) -> Iterator[Finding]:
    """Holes and overlaps of every row of bands in the line's rule."""
    for rule in place.line.rule.every():
        if isinstance(rule, Bands):
            domain = domain_of(rule.of, rule.bands)
            yield from itertools.islice(_holes(place.line.code, rule, domain), MOST_OF_A_KIND)
            yield from itertools.islice(_overlaps(place.line.code, rule, domain), MOST_OF_A_KIND)


def domain_of(measure: Measure, bands: tuple[Band, ...]) -> Domain:
    """The figures that a measure can take; what the bands say decides where the measure leaves it open."""
    if isinstance(measure, Compared):
        return _compared_domain(measure)
    ends_at_100 = any(band.end == 100 and band.with_end for band in bands)
    most: Cut = (Decimal(100), 1) if ends_at_100 and all(band.end is not None for band in bands) else HIGHEST
    if isinstance(measure, OfTargets):
        return Domain(
            all=Stretch(ZERO, (Decimal(100), 1) if measure.take == Take.SHORT else HIGHEST), unit=measure.unit
        )
    if isinstance(measure, OfRatio):
        return Domain(all=Stretch(ZERO, most if measure.base is None else HIGHEST), unit="%")
    if isinstance(measure, OfInput) and measure.asked.kind == InputKind.COUNT:
        return Domain(all=Stretch(ZERO, HIGHEST), whole=True)
    negative = any((band.start is None or band.start < 0) for band in bands)
    percent = measure.unit == "%"
    start = ZERO if percent or not negative else LOWEST
    return Domain(all=Stretch(start, most if percent else HIGHEST), unit=measure.unit, open_end=not percent)


def _compared_domain(measure: Compared) -> Domain:
    if measure.against in (Against.RANK, Against.RANK_LOW):
        return Domain(all=Stretch((Decimal(1), 0), HIGHEST), whole=True, open_end=True)
    return Domain(all=Stretch(ZERO, (Decimal(100), 1) if measure.against == Against.BEST else HIGHEST), unit="%")


def _holes(code: str, rule: Bands, domain: Domain) -> Iterator[Finding]:
    for hole in holes((domain.of(band) for band in rule.bands), domain.all):
        named = domain.words(hole)
        start, end = hole.start[0], hole.end[0]
        if domain.open_end and hole.end == domain.all.end:
            yield warning("band_hole", code, _HOLE_BEYOND, hole=named)
        elif (start == end and not domain.whole) or (domain.whole and end - start == 1):
            yield error("band_hole", code, _HOLE_AT, hole=named)
        else:
            inside = start if domain.whole else example(hole)
            yield error("band_hole", code, _HOLE, hole=named, example=inside)


def _overlaps(code: str, rule: Bands, domain: Domain) -> Iterator[Finding]:
    """Each band with those that begin before it ends; of two, the one written first counts."""
    placed = sorted((domain.of(band), position) for position, band in enumerate(rule.bands))
    placed = [one for one in placed if not one[0].empty]
    for at, (low, low_position) in enumerate(placed):
        for high, high_position in itertools.islice(placed, at + 1, None):
            if high.start >= low.end:
                break
            first, second = sorted((low_position, high_position))
            stretches = {low_position: low, high_position: high}
            yield _overlap(code, rule, domain, (first, stretches[first]), (second, stretches[second]))


def _overlap(
    code: str, rule: Bands, domain: Domain, before: tuple[int, Stretch], after: tuple[int, Stretch]
) -> Finding:
    (first, first_stretch), (second, second_stretch) = before, after
    names = {"first": domain.words(first_stretch), "second": domain.words(second_stretch)}
    if first_stretch.covers(second_stretch):
        return error("band_unused", code, _UNUSED, **names)
    both = domain.words(first_stretch.within(second_stretch))
    harmless = rule.bands[first].rule == rule.bands[second].rule or second_stretch.covers(first_stretch)
    if harmless:
        return warning("band_overlap", code, _OVERLAP_HARMLESS, both=both, **names)
    return error("band_overlap", code, _OVERLAP, both=both, **names)
