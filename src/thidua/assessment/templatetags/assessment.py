"""The words of this app in templates."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext

from thidua.assessment.queries.behind import is_open, name_of_claim, name_of_evidence
from thidua.assessment.queries.rounds import Said, SaidOfLine
from thidua.assessment.queries.standings import StandingRow
from thidua.assessment.vocabulary import (
    WORDS,
    activity_kind_label,
    appeal_label,
    appeal_outcome_label,
    good_when,
    launcher_label,
    measured_label,
    period_kind_label,
    round_label,
    signing_way_label,
    title_label,
)
from thidua.rulebook.facts import Criterion
from thidua.rulebook.findings import Text
from thidua.rulebook.measures import percent
from thidua.rulebook.progress import SynthesisRow
from thidua.rulebook.wording import describe

register = template.Library()
register.filter("title_label", title_label)
register.filter("name_of_claim", name_of_claim)
register.filter("name_of_evidence", name_of_evidence)
register.filter("is_open", is_open)
register.filter("period_kind_label", period_kind_label)
register.filter("measured_label", measured_label)
register.filter("good_when", good_when)
register.filter("launcher_label", launcher_label)
register.filter("activity_kind_label", activity_kind_label)
register.filter("signing_way_label", signing_way_label)
register.filter("round_label", round_label)
register.filter("appeal_label", appeal_label)
register.filter("appeal_outcome_label", appeal_outcome_label)


@register.filter
def of_line(said: Said, code: str) -> SaidOfLine:
    """What the rounds gave a line."""
    return said.of(code)


@register.filter
def begin_heading(kind: str) -> str:
    return gettext(WORDS[kind].begin)


@register.filter
def paper_why(kind: str) -> str:
    return gettext(WORDS[kind].why)


@register.filter
def how_scored(criterion: Criterion) -> Text:
    """How a line is scored, in words."""
    return describe(criterion.rule)


@register.filter
def bar_beside(row: StandingRow, rows: list[StandingRow]) -> int:
    """The length of a row's bar in whole percent of the longest; points at or below zero have none."""
    most = max((one.points for one in rows if one.points is not None), default=Decimal(0))
    if row.points is None or row.points <= 0:
        return 0
    return int(row.points * 100 / most)


@register.filter
def open_to(name: str, pk: int) -> tuple[str, int]:
    """The key under which a page notes that the actor may open a paper."""
    return name, pk


@register.filter
def share_percent(row: SynthesisRow) -> Decimal | None:
    """The share of the plan as a percentage; nothing where there is no share."""
    return None if row.share is None else percent(row.share)


@register.filter
def split_words(words: str) -> list[str]:
    """The codes of a choice, written one after the other."""
    return words.split()
