"""Folding, tasks in order, components, triggers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from thidua.kernel import examples
from thidua.kernel.folding import fold_matches
from thidua.kernel.tasks import Task, in_order
from thidua.kernel.triggers import append_only


@pytest.mark.parametrize(
    ("words", "expected"),
    [("", True), ("nong dan", True), ("DAN Hoi", True), ("Hội Nông dân", True), ("nong thanh", False), ("dong", True)],
)
def test_words_match_without_accents_and_in_any_order(words: str, expected: bool) -> None:
    assert fold_matches(words, "Hội Nông dân", "Tỉnh Đồng Tháp") is expected


def task(heading: str, deadline: datetime | None) -> Task:
    return Task(heading=heading, why="", url="/", action="Mở", deadline=deadline)


def test_tasks_stand_in_order_of_deadline_and_without_one_last() -> None:
    first, second = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC)
    tasks = [task("b", second), task("c", None), task("a", first), task("d", None)]

    assert [one.heading for one in in_order(tasks)] == ["a", "b", "c", "d"]


def test_every_component_declares_its_purpose_and_arguments() -> None:
    declared = examples.declared()

    assert "verdict" in declared
    assert [one.name for one in declared.values() if not one.purpose] == []


def test_component_without_a_declaration_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bare.html").write_text("<p></p>")
    monkeypatch.setattr(examples, "COMPONENTS", tmp_path)

    with pytest.raises(ValueError, match=r"bare\.html"):
        examples.declared()


def test_trigger_migration_cannot_be_generated() -> None:
    with pytest.raises(TypeError):
        append_only("ledger_entry").deconstruct()
