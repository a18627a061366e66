"""Sheets out as files and in again, on the pages: previewed first, written only when asked."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conferences.factories import as_actor
from tests.cycles.factories import BEFORE, make_draft
from tests.factories import make_actor, make_authority, make_sheet, make_table
from thidua.cycles import actions, exchange, queries
from thidua.cycles.models import ScoringTable
from thidua.kernel.actor import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _before_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: BEFORE)


def draft_table():  # type: ignore[no-untyped-def]
    draft = make_draft()
    return draft, actions.start_sheet(draft.bloc.pk, **draft.by, title="Bảng mới", source="").object


def upload(draft, table: ScoringTable, name: str, content: bytes):  # type: ignore[no-untyped-def]
    address = reverse("cycles:import_sheet", args=[table.pk])
    return as_actor(draft.officer).post(address, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("kind", ["xlsx", "docx", "json"])
def test_sheet_goes_out_as_a_file(kind: str) -> None:
    draft = make_draft()

    answer = as_actor(draft.officer).get(reverse("cycles:export_sheet", args=[draft.table.pk, kind]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')


def test_workbook_that_went_out_comes_in_again_unchanged() -> None:
    draft, table = draft_table()
    sheet = replace(make_sheet(), title="Bảng mới")
    workbook = exchange.workbook_of(sheet, language="vi")

    preview = upload(draft, table, "bang.xlsx", workbook)
    kept = preview.context["preview"].initial
    address = reverse("cycles:keep_import", args=[table.pk])
    done = as_actor(draft.officer).post(address, kept)

    assert (preview.status_code, done.status_code) == (200, 302)
    assert queries.sheet_of(ScoringTable.objects.get(pk=table.pk)).entries == sheet.entries
    assert [row.code for row in queries.criteria(table)] == ["I.1", "II.1", "III.1"]


def test_preview_alone_writes_nothing() -> None:
    draft, table = draft_table()

    upload(draft, table, "bang.json", exchange.json_of(make_sheet()))

    assert queries.criteria(table) == []


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("bang.pdf", b"%PDF-1.7", ".xlsx, .docx"),
        ("bang.xlsx", b"not a workbook", "XLSX"),
        ("bang.docx", b"", "id_file"),
        ("bang.json", b'{"title": "x",\n "entries": [}', "òng 2"),
    ],
)
def test_wrong_file_is_answered_and_writes_nothing(name: str, content: bytes, remedy: str) -> None:
    draft, table = draft_table()

    answer = upload(draft, table, name, content)

    assert answer.status_code == 200
    assert remedy in answer.content.decode()
    assert queries.criteria(table) == []


@pytest.mark.parametrize("content", ["", "{}", "not json", '{"title": "x", "entries": [{"code": "1"}]}'])
def test_tampered_preview_is_refused(content: str) -> None:
    draft, table = draft_table()
    address = reverse("cycles:keep_import", args=[table.pk])
    posted = {"content": content, "origin": "x.json", "revision": str(table.revision)}

    answer = as_actor(draft.officer).post(address, posted)

    assert (answer.status_code, queries.criteria(table)) == (302, [])


def test_import_over_somebody_elses_change_is_refused() -> None:
    draft, table = draft_table()
    address = reverse("cycles:keep_import", args=[table.pk])
    content = exchange.json_of(make_sheet()).decode()

    as_actor(draft.officer).post(address, {"content": content, "origin": "x.json", "revision": "99"})

    assert queries.criteria(table) == []


def test_copied_sheet_begins_with_the_content_of_another() -> None:
    draft = make_draft()
    address = reverse("cycles:copy_sheet", args=[draft.bloc.pk])

    answer = as_actor(draft.officer).post(address, {"origin": f"table:{draft.table.pk}", "title": "Bảng năm sau"})

    made = ScoringTable.objects.get(title="Bảng năm sau")
    assert answer.status_code == 302
    assert queries.sheet_of(made).entries == queries.sheet_of(draft.table).entries
    assert not made.adopted


def test_copied_sheet_may_begin_with_a_shipped_one() -> None:
    draft = make_draft()
    address = reverse("cycles:copy_sheet", args=[draft.bloc.pk])

    as_actor(draft.officer).post(address, {"origin": "library:ca-quang-tri-vi-antq", "title": "Bảng mẫu"})

    assert len(queries.criteria(ScoringTable.objects.get(title="Bảng mẫu"))) == 5


def test_sheet_of_another_authority_cannot_be_copied() -> None:
    draft = make_draft()
    foreign = make_table(make_draft().bloc)
    address = reverse("cycles:copy_sheet", args=[draft.bloc.pk])

    answer = as_actor(draft.officer).post(address, {"origin": f"table:{foreign.pk}", "title": "Trộm"})

    assert (answer.status_code, ScoringTable.objects.filter(title="Trộm").exists()) == (200, False)


def test_differences_are_told_line_by_line() -> None:
    draft = make_draft()
    edition = actions.start_edition(
        draft.table.pk, **draft.by, decision_number="7/QĐ", effective_on=BEFORE.date()
    ).object
    actions.remove_entry(edition.pk, **draft.by, code="II.1")

    page = as_actor(draft.officer).get(reverse("cycles:differences", args=[edition.pk])).content.decode()

    assert page.count("II.1") >= 1


@pytest.mark.parametrize("name", ["import_sheet", "start_edition", "differences"])
def test_another_authority_does_not_find_the_sheet(name: str) -> None:
    _draft, table = draft_table()
    other = make_actor(Office.AUTHORITY_OFFICER, make_authority())

    assert as_actor(other).get(reverse(f"cycles:{name}", args=[table.pk])).status_code == 404
