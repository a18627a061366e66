"""Nominating: who is proposed for an award by the bloc's own rule, by points, by vote, or by both.

Whoever stands equal across the last place is named and not proposed: a draft never settles a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thidua.rulebook.findings import Finding, Text
from thidua.rulebook.refusals import RulebookError


class By(StrEnum):
    """What a proposal goes by."""

    POINTS = "points"
    VOTE = "vote"
    BOTH = "both"


class InvalidAward(RulebookError):
    """A rule that could propose nobody."""

    sentences = {
        "places_out_of_range": Text(
            "places: số đơn vị được đề nghị phải từ 1 trở lên, không phải {places}; hãy sửa lại.",
            "places: the number proposed must be at least 1, not {places}; correct it.",
        )
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """The rule of an award: how many, by what, the fewest points, the title that must have been registered for."""

    by: By
    places: int
    source: str
    least: Decimal | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A unit's final place; without rank it was not ranked."""

    key: str
    name: str
    rank: int | None
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Who is proposed and why, in order; who stands equal across the last place; who was passed over and why."""

    proposed: tuple[tuple[str, Finding], ...]
    tied: tuple[tuple[str, Finding], ...]
    passed: tuple[tuple[str, Finding], ...]


_RANK = Text("{unit}: hạng {rank}, {points} điểm", "{unit}: rank {rank}, {points} points")
_NO_RANK = Text("{unit}: không được xếp hạng", "{unit}: not ranked")
_FEW = Text("cần ít nhất {least} điểm, có {points}", "at least {least} points are needed, there are {points}")
_ENOUGH = Text("đạt mức ít nhất {least} điểm ({points})", "reaches the least of {least} points ({points})")
_REGISTERED = Text("đã đăng ký danh hiệu trong giao ước", "registered for it in the pledge")
_UNREGISTERED = Text("chưa đăng ký danh hiệu trong giao ước", "did not register for it in the pledge")
_CHOSEN = Text("được chọn qua bỏ phiếu", "chosen by vote")
_NOT_CHOSEN = Text("không được chọn qua bỏ phiếu", "not chosen by vote")
_NO_VOTE = Text("chưa có kết quả bỏ phiếu được công nhận", "there is no recognised result of a vote")
_PLACE = Text("trong {places} đơn vị được đề nghị", "among the {places} proposed")
_BEYOND = Text("ngoài {places} đơn vị được đề nghị", "beyond the {places} proposed")
_TIED = Text(
    "cùng hạng ở vị trí cuối trong {places} đơn vị được đề nghị: khối quyết định",
    "stands equal across the last of {places} places: the bloc decides",
)


def draft(
    *, award: Award, standings: Sequence[Standing], registered: Mapping[str, bool], chosen: frozenset[str] | None
) -> Draft:
    """The draft of an award. `chosen` is None while no vote is recognised. Raises InvalidAward."""
    if award.places < 1:
        raise InvalidAward("places_out_of_range", {"places": award.places})
    judged = [(one, _conditions(award, one, registered, chosen)) for one in standings]
    fit = [(one, parts) for one, parts in judged if all(part.holds for part in parts)]
    passed = [(one, parts) for one, parts in judged if not all(part.holds for part in parts)]
    fit.sort(key=lambda found: _place(found[0]))
    last = _place(fit[award.places - 1][0]) if len(fit) >= award.places else None
    equal = [one.key for one, _parts in fit if _place(one) == last]
    before = [one.key for one, _parts in fit if last is None or _place(one) < last]
    split = len(before) + len(equal) > award.places
    inside = before if split else [*before, *equal]
    tied = equal if split else []

    def said(one: Standing, parts: list[Finding], holds: bool, text: Text) -> tuple[str, Finding]:
        end = Finding("nominating.place", holds, text.filled(places=award.places))
        return one.key, Finding("nominating.award", holds, _about(one), award.source, (*parts, end))

    return Draft(
        proposed=tuple(said(one, parts, True, _PLACE) for one, parts in fit if one.key in inside),
        tied=tuple(said(one, parts, False, _TIED) for one, parts in fit if one.key in tied),
        passed=(
            *(said(one, parts, False, _BEYOND) for one, parts in fit if one.key not in (*inside, *tied)),
            *((one.key, Finding("nominating.award", False, _about(one), award.source, tuple(p))) for one, p in passed),
        ),
    )


def _place(one: Standing) -> int:
    """The rank as an order; who is proposed by vote alone may have none and comes after."""
    return one.rank if one.rank is not None else 10**6


def _about(one: Standing) -> Text:
    if one.rank is None or one.points is None:
        return _NO_RANK.filled(unit=one.name)
    return _RANK.filled(unit=one.name, rank=one.rank, points=one.points)


def _conditions(
    award: Award, one: Standing, registered: Mapping[str, bool], chosen: frozenset[str] | None
) -> list[Finding]:
    parts = []
    if award.by is not By.VOTE and (one.rank is None or one.points is None):
        parts.append(Finding("nominating.rank", False, _NO_RANK.filled(unit=one.name)))
    if award.least is not None:
        points = one.points if one.points is not None else Decimal(0)
        holds = one.points is not None and points >= award.least
        text = (_ENOUGH if holds else _FEW).filled(least=award.least, points=points)
        parts.append(Finding("nominating.least", holds, text))
    if award.title:
        holds = registered.get(one.key, False)
        parts.append(Finding("nominating.registered", holds, _REGISTERED if holds else _UNREGISTERED))
    if award.by is not By.POINTS:
        holds = chosen is not None and one.key in chosen
        text = _NO_VOTE if chosen is None else _CHOSEN if holds else _NOT_CHOSEN
        parts.append(Finding("nominating.vote", holds, text))
    return parts
