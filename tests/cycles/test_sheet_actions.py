"""Writing a criteria sheet entry by entry, adopting it, beginning an edition: what is done and every refusal."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import Http404

from tests.cycles.factories import BEFORE, Draft, make_draft
from tests.factories import make_actor, make_authority
from thidua.cycles import actions, queries
from thidua.cycles.actions import sheets
from thidua.cycles.models import ScoringTable
from thidua.cycles.states import SheetFrozen
from thidua.kernel.actor import Office
from thidua.kernel.refusals import TextRefusal
from thidua.kernel.versions import Stale
from thidua.rulebook import facts
from thidua.rulebook.guards import ClassBand
from thidua.rulebook.rules import Judged

pytestmark = pytest.mark.django_db


def line(code: str = "I.1", **changes: Any) -> facts.Criterion:
    given = {"title": "Hoàn thành chỉ tiêu", "rule": Judged(points=Decimal(60)), "max_points": Decimal(60)}
    return facts.Criterion(code=code, clause="Mục I", **(given | changes))


def section(code: str) -> facts.Section:
    return facts.Section(code=code, title=f"Phần {code}")


def codes(table: ScoringTable) -> list[str]:
    stored = queries.sheet_of(ScoringTable.objects.get(pk=table.pk))
    return [entry.code for entry in every(stored.entries)]


def every(entries: tuple[facts.Section | facts.Criterion, ...]) -> Iterator[facts.Section | facts.Criterion]:
    for entry in entries:
        yield entry
        if isinstance(entry, facts.Section):
            yield from every(entry.entries)


def start_sheet(draft: Draft, title: str = "Bảng điểm năm 2025") -> ScoringTable:
    return actions.start_sheet(draft.bloc.pk, **draft.by, title=title, source="Hướng dẫn số 3").object


def test_start_sheet_with_a_title_in_use_is_refused() -> None:
    draft = make_draft()
    start_sheet(draft)

    with pytest.raises(sheets.SheetKnown):
        start_sheet(draft)


def sheet_of_two(draft: Draft) -> ScoringTable:
    """Sections I and II, with I.1 and I.2 in the first."""
    table = start_sheet(draft)
    for entry, into in ((section("I"), ""), (line("I.1"), "I"), (section("II"), ""), (line("I.2"), "I")):
        actions.add_entry(table.pk, **draft.by, entry=entry, into=into)
    return table


def test_add_entry_stands_last_in_its_section() -> None:
    table = sheet_of_two(make_draft())

    assert codes(table) == ["I", "I.1", "I.2", "II"]
    assert [row.code for row in queries.criteria(table)] == ["I.1", "I.2"]


def test_add_entry_sent_twice_is_refused_at_its_code_the_second_time() -> None:
    draft = make_draft()
    table = start_sheet(draft)
    actions.add_entry(table.pk, **draft.by, entry=line())

    with pytest.raises(TextRefusal) as refused:
        actions.add_entry(table.pk, **draft.by, entry=line())

    assert (refused.value.code, refused.value.field) == ("duplicate_code", "code")


def test_add_entry_into_a_section_that_is_not_there_is_refused() -> None:
    draft = make_draft()
    table = start_sheet(draft)

    with pytest.raises(TextRefusal) as refused:
        actions.add_entry(table.pk, **draft.by, entry=line(), into="IX")

    assert refused.value.code == "unknown_reference"
    assert not table.criteria.exists()


def test_change_entry_keeps_its_place() -> None:
    draft = make_draft()
    table = sheet_of_two(draft)
    actions.change_entry(table.pk, **draft.by, code="I.1", entry=line("I.9"))

    assert codes(table) == ["I", "I.9", "I.2", "II"]


def test_change_entry_over_what_somebody_else_wrote_is_refused() -> None:
    draft = make_draft()
    table = sheet_of_two(draft)
    seen = ScoringTable.objects.get(pk=table.pk).revision
    actions.change_entry(table.pk, **draft.by, code="I.1", entry=line("I.1", title="Mới"), revision=seen)

    with pytest.raises(Stale):
        actions.change_entry(table.pk, **draft.by, code="I.1", entry=line("I.1", title="Cũ"), revision=seen)


def test_remove_entry_takes_what_is_in_it_along() -> None:
    draft = make_draft()
    table = sheet_of_two(draft)
    actions.remove_entry(table.pk, **draft.by, code="I")

    assert codes(table) == ["II"]
    assert not table.criteria.exists()


def test_remove_entry_that_is_not_on_the_sheet_is_not_found() -> None:
    draft = make_draft()
    table = start_sheet(draft)

    with pytest.raises(Http404):
        actions.remove_entry(table.pk, **draft.by, code="I.1")


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ({"code": "I.2", "steps": -1}, ["I", "I.2", "I.1", "II"]),
        ({"code": "I", "steps": 5}, ["II", "I", "I.1", "I.2"]),
        ({"code": "I.1", "into": "II"}, ["I", "I.2", "II", "I.1"]),
        ({"code": "II", "into": "I", "before": "I.2"}, ["I", "I.1", "II", "I.2"]),
        ({"code": "I.1", "into": "", "before": "I"}, ["I.1", "I", "I.2", "II"]),
    ],
)
def test_move_entry_among_neighbours_and_into_sections(move: dict[str, Any], order: list[str]) -> None:
    draft = make_draft()
    table = sheet_of_two(draft)
    actions.move_entry(table.pk, **draft.by, **move)

    assert codes(table) == order


def test_move_entry_into_itself_is_refused() -> None:
    draft = make_draft()
    table = sheet_of_two(draft)

    with pytest.raises(TextRefusal) as refused:
        actions.move_entry(table.pk, **draft.by, code="I", into="I")

    assert refused.value.code == "into_itself"


def test_change_settings_keeps_scale_and_classes() -> None:
    draft = make_draft()
    table = sheet_of_two(draft)
    classes = (ClassBand(label="Tốt", start=Decimal(80)),)
    actions.change_settings(table.pk, **draft.by, settings={"scale": Decimal(100), "classes": classes})
    stored = queries.sheet_of(ScoringTable.objects.get(pk=table.pk))

    assert (stored.scale, stored.classes) == (100, classes)


def test_replace_content_puts_a_whole_sheet_in_place() -> None:
    draft = make_draft()
    table = sheet_of_two(draft)
    content = facts.Sheet(title="Khác", entries=(line("A"),))
    actions.replace_content(table.pk, **draft.by, content=content, origin="tệp")

    assert codes(table) == ["A"]


def test_adopt_sheet_keeps_the_hash_of_what_the_rulebook_reads() -> None:
    draft = make_draft()
    table = start_sheet(draft)
    actions.add_entry(table.pk, **draft.by, entry=line())
    adopted = actions.adopt_sheet(table.pk, **draft.by).object

    stored = ScoringTable.objects.get(pk=table.pk)
    assert stored.content_hash == queries.sheet_of(stored).digest()
    assert (adopted.adopted_at, adopted.adopted_by) == (BEFORE, draft.officer.describe())


def test_adopt_sheet_without_lines_is_refused() -> None:
    draft = make_draft()
    table = start_sheet(draft)

    with pytest.raises(TextRefusal, match="chưa có tiêu chí"):
        actions.adopt_sheet(table.pk, **draft.by)


FROZEN: dict[str, dict[str, Any]] = {
    "add_entry": {"entry": line("IX")},
    "change_entry": {"code": "I.1", "entry": line("I.1")},
    "remove_entry": {"code": "I.1"},
    "move_entry": {"code": "I.1", "steps": 1},
    "change_settings": {"settings": {"places": 3}},
    "replace_content": {"content": facts.Sheet(title="B", entries=()), "origin": "tệp"},
    "adopt_sheet": {},
}


@pytest.mark.parametrize("verb", FROZEN)
def test_adopted_sheet_is_frozen(verb: str) -> None:
    draft = make_draft()

    with pytest.raises(SheetFrozen):
        getattr(actions, verb)(draft.table.pk, **draft.by, **FROZEN[verb])


@pytest.mark.parametrize("verb", FROZEN)
def test_another_authority_finds_no_sheet_to_change(verb: str) -> None:
    table = sheet_of_two(make_draft())
    other = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    with pytest.raises(Http404):
        getattr(actions, verb)(table.pk, actor=other, at=BEFORE, **FROZEN[verb])


def edition(draft: Draft, table: ScoringTable) -> ScoringTable:
    return actions.start_edition(
        table.pk, **draft.by, decision_number="12/QĐ-BTĐKT", effective_on=date(2025, 6, 1)
    ).object


def test_start_edition_begins_a_draft_of_the_same_content() -> None:
    draft = make_draft()
    begun = edition(draft, draft.table)

    assert (begun.edition, begun.supersedes, begun.adopted) == (2, draft.table, False)
    assert codes(begun) == codes(draft.table)


def test_start_edition_of_a_draft_is_refused() -> None:
    draft = make_draft()

    with pytest.raises(sheets.NotAdopted):
        edition(draft, start_sheet(draft))


def test_start_edition_twice_is_refused() -> None:
    draft = make_draft()
    edition(draft, draft.table)

    with pytest.raises(sheets.EditionUnderWay):
        edition(draft, draft.table)
