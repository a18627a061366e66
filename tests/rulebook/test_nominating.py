"""Who is proposed by points, by vote or by both; ties across the last place are named, never settled."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.rulebook.nominating import Award, By, Draft, InvalidAward, Standing, draft

SOURCE = "Quy chế của khối, Điều 9"


def standing(key: str, rank: int | None, points: str | None = "90") -> Standing:
    return Standing(key=key, name=f"Hội {key}", rank=rank, points=None if points is None else Decimal(points))


ROWS = (standing("A", 1, "95"), standing("B", 2, "92"), standing("C", 2, "92"), standing("D", None, None))


def award(by: By = By.POINTS, *, places: int = 1, least: str | None = None, title: str = "") -> Award:
    return Award(by=by, places=places, source=SOURCE, least=None if least is None else Decimal(least), title=title)


def keys(found: tuple[tuple[str, object], ...]) -> list[str]:
    return [key for key, _finding in found]


def made(
    rule: Award, *, registered: dict[str, bool] | None = None, chosen: frozenset[str] | None = None,
    rows: tuple[Standing, ...] = ROWS,
) -> Draft:  # fmt: skip
    return draft(award=rule, standings=rows, registered=registered or {}, chosen=chosen)


def test_first_by_points_is_proposed_and_says_why() -> None:
    found = made(award())

    assert (keys(found.proposed), keys(found.tied), keys(found.passed)) == (["A"], [], ["B", "C", "D"])
    finding = found.proposed[0][1]
    assert (finding.because.vi, finding.reference) == ("Hội A: hạng 1, 95 điểm", SOURCE)
    assert [part.because.vi for part in finding.parts] == ["trong 1 đơn vị được đề nghị"]


def test_equal_ranks_across_the_last_place_are_named_and_not_proposed() -> None:
    found = made(award(places=2))

    assert (keys(found.proposed), keys(found.tied)) == (["A"], ["B", "C"])
    assert found.tied[0][1].parts[-1].because.en == "stands equal across the last of 2 places: the bloc decides"


def test_equal_ranks_within_the_places_are_all_proposed() -> None:
    assert keys(made(award(places=3)).proposed) == ["A", "B", "C"]
    assert keys(made(award(places=9)).proposed) == ["A", "B", "C"]


def test_least_points_and_registration_are_conditions() -> None:
    assert keys(made(award(places=3, least="93")).proposed) == ["A"]
    found = made(award(title="provincial_flag"), registered={"B": True})

    assert keys(found.proposed) == ["B"]
    assert found.passed[0][1].parts[0].because.vi == "chưa đăng ký danh hiệu trong giao ước"


def test_vote_alone_may_propose_a_unit_without_rank() -> None:
    found = made(award(By.VOTE), chosen=frozenset({"D"}))

    assert keys(found.proposed) == ["D"]
    assert found.proposed[0][1].because.vi == "Hội D: không được xếp hạng"


def test_both_needs_the_vote_and_the_rank() -> None:
    assert keys(made(award(By.BOTH, places=2), chosen=frozenset({"B", "D"})).proposed) == ["B"]


def test_without_a_recognised_vote_nobody_is_proposed_by_vote() -> None:
    found = made(award(By.VOTE))

    assert found.proposed == ()
    assert found.passed[0][1].parts[0].because.vi == "chưa có kết quả bỏ phiếu được công nhận"


def test_least_points_are_missed_by_who_has_none() -> None:
    assert made(award(By.VOTE, least="1"), chosen=frozenset({"D"})).proposed == ()


def test_no_place_is_refused() -> None:
    with pytest.raises(InvalidAward) as caught:
        made(award(places=0))

    assert caught.value.code == "places_out_of_range"


@given(ranks=st.lists(st.integers(1, 6), max_size=9), places=st.integers(1, 9), by_vote=st.booleans())
def test_never_more_than_the_places_and_everybody_is_explained_once(
    ranks: list[int], places: int, by_vote: bool
) -> None:
    rows = tuple(standing(str(number), rank) for number, rank in enumerate(ranks))
    rule = award(By.BOTH if by_vote else By.POINTS, places=places)

    found = made(rule, chosen=frozenset(str(number) for number in range(0, 9, 2)), rows=rows)

    assert len(found.proposed) <= places
    assert sorted(keys(found.proposed + found.tied + found.passed)) == sorted(row.key for row in rows)
    if found.tied:
        assert len(found.proposed) < places < len(found.proposed) + len(found.tied)
