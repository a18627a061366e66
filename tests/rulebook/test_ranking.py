"""Standings on the published figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.examples import read
from thidua.rulebook.ranking import Entry, TieBy, TieKey, read_tie_key, standings
from thidua.rulebook.refusals import InvalidSheet

entries = st.lists(
    st.builds(
        Entry,
        key=st.uuids().map(str),
        label=st.sampled_from(["Hội Luật gia", "hội luật gia", "Liên minh HTX", "Hội Khuyến học"]),
        points=st.none() | st.decimals(0, 3, places=1),
        ties=st.tuples(*[st.integers(0, 2).map(Decimal)] * 2),
        ranked=st.sampled_from((True, True, False)),
    ),
    max_size=12,
)


def entry(label: str, points: str | None, *ties: str, ranked: bool = True) -> Entry:
    return Entry(
        key=label.lower(),
        label=label,
        points=None if points is None else Decimal(points),
        ties=tuple(Decimal(tie) for tie in ties),
        ranked=ranked,
    )


def test_standings_share_a_rank_and_skip_the_next() -> None:
    ranked = standings([entry("C", "88.25"), entry("b", "95"), entry("A", "95.00"), entry("D", None)])
    assert [(place.rank, place.label, place.tied) for place in ranked] == [
        (1, "A", True),
        (1, "b", True),
        (3, "C", False),
        (None, "D", False),
    ]


def test_standings_rank_zero_points_before_no_points() -> None:
    ranked = standings([entry("A", None), entry("B", "0")])
    assert [(place.rank, place.key, place.points) for place in ranked] == [
        (1, "b", Decimal(0)),
        (None, "a", None),
    ]


def test_standings_of_nobody_are_empty() -> None:
    assert standings([]) == ()


@given(entries.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))))
def test_standings_do_not_depend_on_the_order_of_entries(drawn: tuple[list[Entry], list[Entry]]) -> None:
    assert standings(drawn[0]) == standings(drawn[1])


@given(entries)
def test_standings_rank_is_one_more_than_the_number_ahead(drawn: list[Entry]) -> None:
    figures = {one.key: (one.points, one.ties) for one in drawn if one.points is not None and one.ranked}
    for place in standings(drawn):
        own = figures.get(place.key)
        ahead = None if own is None else 1 + sum(other > own for other in figures.values())
        assert (place.rank, place.tied) == (ahead, list(figures.values()).count(own) > 1)


def test_standings_tell_ties_apart_by_the_first_figure_that_differs() -> None:
    ranked = standings(
        [
            entry("A", "90", "5", "1"),
            entry("B", "90", "5", "2"),
            entry("C", "90", "7", "0"),
            entry("D", "90", "5", "1"),
            entry("E", "80", "9", "9"),
        ]
    )
    assert [(place.rank, place.label, place.tied, place.parted_by) for place in ranked] == [
        (1, "C", False, 0),
        (2, "B", False, 0),
        (3, "A", True, 1),
        (3, "D", True, None),
        (5, "E", False, None),
    ]


def test_standings_tell_several_ties_apart() -> None:
    ranked = standings([entry("A", "90", "1"), entry("B", "80", "2"), entry("C", "80", "1"), entry("D", "70", "1")])
    assert [place.parted_by for place in ranked] == [None, 0, 0, None]


def test_standings_of_entries_with_unlike_ties_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        standings([entry("A", "90", "1"), entry("B", "90", "1", "2")])


def test_standings_keep_who_is_not_ranked_last_and_without_a_place() -> None:
    ranked = standings([entry("B", "99", ranked=False), entry("A", None), entry("C", "1")])
    assert [(place.rank, place.label, place.points) for place in ranked] == [
        (1, "C", Decimal(1)),
        (None, "A", None),
        (None, "B", Decimal(99)),
    ]


def test_standings_order_equal_places_by_name_whatever_the_case() -> None:
    ranked = standings([entry("b", "1"), entry("B", "1"), entry("a", "1")])
    assert [place.label for place in ranked] == ["a", "B", "b"]


def test_tie_key_as_json_and_back() -> None:
    key = TieKey(by=TieBy.SECTION, code="I")
    assert key.to_json() == {"by": "section", "code": "I"}
    assert read(read_tie_key, key.to_json()) == key
    assert read(read_tie_key, {"by": "bonus"}) == TieKey(by=TieBy.BONUS)


def test_tie_key_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InvalidSheet) as refused:
        read(read_tie_key, {"by": "age"})
    assert (refused.value.code, refused.value.data["field"]) == ("unknown_choice", "by")


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (TieKey(by=TieBy.SECTION, code="I"), "cùng điểm, phân định theo điểm phần I"),
        (TieKey(by=TieBy.LINE, code="1"), "cùng điểm, phân định theo điểm dòng 1"),
        (TieKey(by=TieBy.FULL_LINES), "cùng điểm, phân định theo số dòng đạt điểm tối đa"),
        (TieKey(by=TieBy.FEWER_DEDUCTIONS), "cùng điểm, phân định theo điểm trừ"),
        (TieKey(by=TieBy.BONUS), "cùng điểm, phân định theo điểm thưởng"),
        (TieKey(by=TieBy.BASE), "cùng điểm, phân định theo điểm không kể thưởng"),
    ],
)
def test_tie_key_says_what_told_units_apart(key: TieKey, sentence: str) -> None:
    assert key.words().vi == sentence
