"""Standings on the published figures."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.ranking import Entry, standings

entries = st.lists(
    st.builds(
        Entry,
        key=st.uuids().map(str),
        label=st.sampled_from(["Hội Luật gia", "hội luật gia", "Liên minh HTX", "Hội Khuyến học"]),
        points=st.none() | st.decimals(0, 5, places=1),
    ),
    max_size=12,
)


def entry(label: str, points: str | None) -> Entry:
    return Entry(key=label.lower(), label=label, points=None if points is None else Decimal(points))


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
    known = [item.points for item in drawn if item.points is not None]
    for place in standings(drawn):
        if place.points is not None:
            assert place.rank == 1 + sum(points > place.points for points in known)
            assert place.tied is (known.count(place.points) > 1)
