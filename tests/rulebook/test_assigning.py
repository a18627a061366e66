"""Who scores whom: balanced, never oneself, and the same again for the same seed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.rulebook.assigning import Unassignable, assign


@st.composite
def sizes(draw: st.DrawFn) -> tuple[int, int]:
    """A bloc of 3 to 43 units, and by how many others each is scored."""
    units = draw(st.integers(3, 43))
    return units, draw(st.integers(1, units - 1))


def names(count: int) -> list[str]:
    return [str(number) for number in range(100, 100 + count)]


def require_balanced(units: list[str], each: int, found: dict[str, tuple[str, ...]]) -> None:
    assert set(found) == set(units)
    assert {len(set(scored)) for scored in found.values()} == {each}
    assert all(len(scored) == each for scored in found.values())
    assert not any(scorer in scored for scorer, scored in found.items())
    assert Counter(one for scored in found.values() for one in scored) == Counter(units * each)


@settings(max_examples=150, deadline=None)
@given(sizes(), st.text(max_size=20))
def test_assignment_is_balanced_for_any_bloc_and_any_number_of_scorers(size: tuple[int, int], seed: str) -> None:
    units = names(size[0])

    require_balanced(units, size[1], dict(assign(units, each=size[1], seed=seed)))


@pytest.mark.parametrize("count", [3, 4, 11, 43])
def test_assignment_is_balanced_for_every_number_of_scorers(count: int) -> None:
    units = names(count)
    for each in range(1, count):
        require_balanced(units, each, dict(assign(units, each=each, seed="12/2024")))


@settings(max_examples=60, deadline=None)
@given(sizes(), st.randoms(use_true_random=False))
def test_assignment_depends_on_the_seed_and_on_nothing_else(size: tuple[int, int], random) -> None:  # type: ignore[no-untyped-def]
    units = names(size[0])
    shuffled = list(units)
    random.shuffle(shuffled)

    assert assign(units, each=size[1], seed="a") == assign(shuffled, each=size[1], seed="a")


def test_another_seed_gives_another_assignment() -> None:
    assert assign(names(11), each=3, seed="2024") != assign(names(11), each=3, seed="2025")


@settings(max_examples=60, deadline=None)
@given(st.integers(7, 43), st.integers(1, 3))
def test_pairs_of_last_year_do_not_come_again(count: int, each: int) -> None:
    units = names(count)
    before = assign(units, each=each, seed="2024")
    barred = {(scorer, scored) for scorer, all_scored in before.items() for scored in all_scored}

    after = assign(units, each=each, seed="2024", barred=barred)

    require_balanced(units, each, dict(after))
    assert not barred & {(scorer, scored) for scorer, all_scored in after.items() for scored in all_scored}


def test_others_give_way_where_somebody_would_be_left_over() -> None:
    barred = {("a", "b"), ("a", "c"), ("b", "c")}

    found = assign(["a", "b", "c", "d"], each=1, seed="x", barred=barred)

    assert found["a"] == ("d",)
    require_balanced(["a", "b", "c", "d"], 1, dict(found))


def test_assignment_is_refused_when_no_balance_is_left() -> None:
    with pytest.raises(Unassignable) as refused:
        assign(["a", "b", "c"], each=1, seed="x", barred={("a", "b"), ("a", "c")})

    assert refused.value.code == "no_balance"


@pytest.mark.parametrize(
    ("units", "each", "code"), [(3, 3, "too_many_each"), (3, 0, "too_few_each"), (0, 1, "too_many_each")]
)
def test_assignment_is_refused_for_a_number_that_cannot_be(units: int, each: int, code: str) -> None:
    with pytest.raises(Unassignable) as refused:
        assign(names(units), each=each, seed="x")

    assert refused.value.code == code
