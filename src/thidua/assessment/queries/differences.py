"""Where scorers disagree: between the rounds of a line, and between those who cross-scored it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thidua.assessment import policies
from thidua.assessment.models import Explanation, RoundScore, ScoreLine, ScoringPlan
from thidua.assessment.queries.roundfacts import ByLine, by_line, counting, mean_of, plan_of
from thidua.assessment.queries.scoring import handed_in, scores_of_year, sheet_of_year
from thidua.assessment.vocabulary import round_label
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import year_for
from thidua.kernel import gate
from thidua.kernel.actor import Actor
from thidua.kernel.templatetags.thidua import points as written
from thidua.rulebook.facts import Criterion, Sheet
from thidua.rulebook.rounds import Round, Threshold, furthest_from_mean, spread


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How far what was given to one line lies apart: between rounds, or between cross scorers.

    `to_ask` is who would be asked about it; `asked` is the latest question already put to them.
    """

    line: ScoreLine
    criterion: Criterion
    between: str
    low_label: str
    high_label: str
    low: Decimal
    high: Decimal
    difference: Decimal
    beyond: bool
    to_ask: Body
    asked: Explanation | None
    may_ask: bool

    @property
    def unit(self) -> Body:
        return self.line.sheet.unit

    @property
    def line_id(self) -> int:
        return self.line.pk

    @property
    def to_ask_id(self) -> int:
        return self.to_ask.pk

    @property
    def question(self) -> str:
        """The question as it is put when all are asked at once; it names rounds, and no scorer."""
        said = {"low": written(self.low), "high": written(self.high), "code": self.criterion.code,
                "low_label": self.low_label, "high_label": self.high_label}  # fmt: skip
        if self.between == "scorers":
            return _(
                "Các đơn vị chấm chéo cho dòng %(code)s từ %(low)s đến %(high)s điểm; điểm đơn vị đã cho cách xa bình quân nhất. Đề nghị giải trình căn cứ."
            ) % said  # fmt: skip
        return _(
            "Dòng %(code)s: %(low_label)s %(low)s điểm, %(high_label)s %(high)s điểm. Đề nghị giải trình căn cứ và minh chứng."
        ) % said  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is needed to compare the points of every line, fetched once."""

    actor: Actor
    rules: Sheet
    threshold: Threshold
    anonymous: bool
    cross: ByLine
    team: ByLine
    authority: ByLine
    asked: dict[tuple[int, int], Explanation]


def differences_of(actor: Actor, year: EmulationYear) -> list[Difference]:
    """Every line of every sheet handed in on which something differs, in the order of units and lines."""
    if year.scoring_table is None:
        return []
    rules = sheet_of_year(year)
    units = handed_in(year)
    plan = plan_of(year)
    scores = scores_of_year(year, units=units, sheet=rules)
    computed = {(unit_id, one.code): one.computed for unit_id, scored in scores.items() for one in scored.lines}
    known = _known(actor, year, rules, plan)
    rows = ScoreLine.objects.filter(
        emulation_year=year, criterion__table_id=year.scoring_table_id, sheet__unit_id__in=units, not_applicable=False
    ).select_related("criterion", "sheet__unit", "sheet__emulation_year__bloc")
    found: list[Difference] = []
    for line in rows.order_by("sheet__unit__folded", "sheet_id", "criterion__position"):
        found += _between_rounds(line, computed.get((line.sheet.unit_id, line.criterion.code)), known)
        found += _between_scorers(line, known)
    return found


def _known(actor: Actor, year: EmulationYear, rules: Sheet, plan: ScoringPlan | None) -> _Known:
    rows = counting(year)
    asked = Explanation.objects.filter(emulation_year=year).order_by("pk")
    return _Known(
        actor=actor, rules=rules, threshold=plan.threshold if plan else Threshold(),
        anonymous=plan.anonymous if plan else True, cross=by_line(rows, of=Round.CROSS),
        team=by_line(rows, of=Round.TEAM), authority=by_line(rows, of=Round.AUTHORITY),
        asked={(one.line_id, one.asked_of_id): one for one in asked},
    )  # fmt: skip


def _points(scores: list[RoundScore]) -> Decimal | None:
    return scores[-1].points if scores else None


def _between_rounds(line: ScoreLine, computed: Decimal | None, known: _Known) -> Iterator[Difference]:
    """The lowest and the highest of self-score, mean, team, bloc and authority."""
    key = (line.sheet.unit_id, line.criterion.code)
    given = [
        (_("tự chấm"), computed),
        (_lower(Round.CROSS), mean_of(known.cross.get(key, []), known.rules)),
        (_lower(Round.TEAM), _points(known.team.get(key, []))),
        (_lower(Round.BLOC), line.review_points),
        (_lower(Round.AUTHORITY), _points(known.authority.get(key, []))),
    ]
    apart = spread([value for _label, value in given])
    if apart is None or not apart.difference:
        return
    yield _difference(line, "rounds", given[apart.low], given[apart.high], line.sheet.unit, known)


def _between_scorers(line: ScoreLine, known: _Known) -> Iterator[Difference]:
    """The lowest and the highest cross score, for those who may know who gave it."""
    if known.anonymous and not policies.names_scorers(known.actor, line.sheet):
        return
    scores = known.cross.get((line.sheet.unit_id, line.criterion.code), [])
    given = [(one.scorer.name, one.points) for one in scores]
    apart = spread([value for _label, value in given])
    if apart is None or not apart.difference:
        return
    furthest = furthest_from_mean([one.points for one in scores if one.points is not None])
    yield _difference(line, "scorers", given[apart.low], given[apart.high], scores[furthest].scorer, known)


def _difference(
    line: ScoreLine, between: str, low: tuple[str, Decimal | None], high: tuple[str, Decimal | None], to_ask: Body,
    known: _Known,
) -> Difference:  # fmt: skip
    assert low[1] is not None
    assert high[1] is not None
    criterion = known.rules.criterion(line.criterion.code)
    difference = high[1] - low[1]
    most = criterion.max_points or criterion.least
    return Difference(
        line=line, criterion=criterion, between=between, low_label=low[0], high_label=high[0], low=low[1], high=high[1],
        difference=difference, beyond=known.threshold.beyond(difference, most=most), to_ask=to_ask,
        asked=known.asked.get((line.pk, to_ask.pk)), may_ask=gate.may(known.actor, policies.ASK, line),
    )  # fmt: skip


def _lower(round_: Round) -> str:
    return round_label(round_).lower()


# The picture.

# A column, a row with the unit's name above its dots, the heads, what a letter of a name takes, and the letters shown:
# so many that a small sheet stays within the width of a phone.
COLUMN, ROW, HEAD, LETTER, LETTERS = 44, 50, 40, 8, 42


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One cell of the picture, at whole coordinates; its area stands for the share of the maximum."""

    x: int
    y: int
    radius: int
    beyond: bool
    said: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Units by criteria, with a dot where the rounds differ."""

    width: int
    height: int
    heads: list[tuple[int, str]]
    names: list[tuple[int, str]]
    dots: list[Dot]


@dataclass(frozen=True, kw_only=True)
class DifferencesPage:
    """Where scorers disagree in a year: the picture, its finding, the figures."""

    year: EmulationYear
    plan: ScoringPlan | None
    differences: list[Difference]
    picture: Picture | None
    to_ask: int

    @property
    def rounds(self) -> list[Difference]:
        return [one for one in self.differences if one.between == "rounds"]

    @property
    def beyond(self) -> int:
        return sum(one.beyond for one in self.differences)

    @property
    def largest(self) -> Difference | None:
        return max(self.rounds, key=lambda one: one.difference, default=None)


def differences_page(actor: Actor, year_id: int) -> DifferencesPage:
    """The page for those who answer for the bloc; Denied for anybody else."""
    year = year_for(actor, year_id)
    gate.require(actor, policies.PREVIEW_STANDINGS, year)
    found = differences_of(actor, year)
    may_ask = year.running and gate.may(actor, policies.RUN_ROUNDS, year)
    return DifferencesPage(
        year=year, plan=plan_of(year), differences=found,
        picture=_picture([one for one in found if one.between == "rounds"], year) if found else None,
        to_ask=sum(one.beyond and not one.asked and one.may_ask for one in found) if may_ask else 0,
    )  # fmt: skip


def differences_to_ask(actor: Actor, year_id: int) -> DifferencesPage:
    """The page for somebody who asks about all of them at once; Denied for anybody else."""
    page = differences_page(actor, year_id)
    gate.require(actor, policies.RUN_ROUNDS, page.year)
    return page


def _picture(found: list[Difference], year: EmulationYear) -> Picture | None:
    if not found:
        return None
    codes = [line.code for line in sheet_of_year(year).criteria]
    units = {one.unit.pk: one.unit for one in found}
    across = {code: COLUMN * place + COLUMN // 2 for place, code in enumerate(codes)}
    down = {unit_id: HEAD + ROW * place for place, unit_id in enumerate(units)}
    names = {unit_id: Truncator(unit.short_name).chars(LETTERS) for unit_id, unit in units.items()}
    longest = max(len(name) for name in names.values())
    return Picture(
        width=max(COLUMN * len(codes), LETTER * longest), height=HEAD + ROW * len(units),
        heads=[(across[code], code) for code in codes],
        names=[(down[unit_id] + 12, name) for unit_id, name in names.items()],
        dots=[_dot(one, across[one.criterion.code], down[one.unit.pk] + 30) for one in found],
    )  # fmt: skip


def _dot(one: Difference, x: int, y: int) -> Dot:
    most = abs(one.criterion.max_points or one.criterion.least or Decimal(1))
    share = min(one.difference / most, Decimal(1))
    radius = max(3, int((share * 15 * 15).sqrt()))
    said = f"{one.unit.short_name}, {one.criterion.code}: {written(one.low)} – {written(one.high)}"
    return Dot(x=x, y=y, radius=radius, beyond=one.beyond, said=said)
