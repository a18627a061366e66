"""A report as a workbook: out, filled, in with a preview, and everything that a file can have wrong with it."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.assessment.factories import PLEDGING, REPORTING, Bloc, draft_pledge, make_running_bloc, proportional
from thidua.assessment.actions import pledges, reports
from thidua.assessment.models import Pledge, Report, Result
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db
FIRST = 6  # the row of the first target, counted from 0
VALUE = "value"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thidua.bodies.middleware.now", lambda: REPORTING)


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def report_of(bloc: Bloc, *, targets: int = 3) -> Report:
    """A report with so many results still missing: 1, 2, 3."""
    unit = bloc.member
    pledge = draft_pledge(bloc, unit)
    for number in range(2, targets + 1):
        pledges.add_target(
            pledge.pk, actor=unit.officer, at=PLEDGING, indicator=f"Chỉ tiêu {number}", planned=Decimal(100),
            unit_of_measure="việc", direction="more", criterion=proportional(bloc.year),
        )  # fmt: skip
    pledges.sign_pledge(Pledge.objects.get(pk=pledge.pk).pk, actor=unit.head, at=PLEDGING)
    return reports.start_report(bloc.year.pk, actor=unit.officer, at=REPORTING).object


def address(name: str, report: Report) -> str:
    return reverse(f"assessment:{name}", args=[report.emulation_year_id, report.pk])


def downloaded(client: Client, report: Report) -> list[list[Any]]:
    answer = client.get(address("report_workbook", report))
    assert answer.status_code == 200
    return (
        CalamineWorkbook.from_object(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )


def column(grid: list[list[Any]], name: str) -> int:
    return grid[3].index(name)


def fill(grid: list[list[Any]], place: int, value: Any, name: str = VALUE) -> None:
    """Write into the open cell of the target at this place, counted from 0."""
    grid[FIRST + place][column(grid, name)] = value


def saved(grid: list[list[Any]], *, formula: tuple[int, int] | None = None) -> bytes:
    """The workbook as an office program would save it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "in_memory": True}) as book:
        sheet = book.add_worksheet("Kết quả")
        for row, cells in enumerate(grid):
            for place, cell in enumerate(cells):
                if (row, place) == formula:
                    sheet.write_formula(row, place, "=1+1", None, 2)
                elif cell not in ("", None):
                    sheet.write(row, place, cell)
    return stream.getvalue()


def uploaded(client: Client, report: Report, content: bytes, name: str = "bao-cao.xlsx") -> HttpResponse:
    return client.post(address("upload_report", report), {"file": SimpleUploadedFile(name, content)})


def said(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def kept(client: Client, report: Report, answer: HttpResponse, **picks: str) -> HttpResponse:
    """Confirm the preview."""
    found = re.search(r'name="sealed" value="([^"]+)"', answer.content.decode())
    assert found
    return client.post(address("keep_report", report), {"sealed": found[1], **picks})


def results(report: Report) -> list[Result]:
    return list(report.results.order_by("target__position"))


def values(report: Report) -> list[int | None]:
    return [None if one.value is None else int(one.value) for one in results(report)]


@pytest.fixture
def bloc() -> Bloc:
    return make_running_bloc()


@pytest.fixture
def report(bloc: Bloc) -> Report:
    return report_of(bloc)


@pytest.fixture
def officer(bloc: Bloc) -> Client:
    return as_actor(bloc.member.officer)


def test_workbook_shows_targets_and_asks_for_what_came_of_them(officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)

    assert [row[2:5] for row in grid[FIRST:]] == [
        ["Số phần quà", "100", "phần quà"],
        ["Chỉ tiêu 2", "100", "việc"],
        ["Chỉ tiêu 3", "100", "việc"],
    ]
    assert {"value", "note", "evidence"} <= set(grid[3])


def test_workbook_locks_everything_but_what_is_asked(officer: Client, report: Report) -> None:
    import zipfile

    content = officer.get(address("report_workbook", report)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<sheetProtection" in sheet
    assert re.search(r'<col min="1" max="1"[^>]*hidden="1"', sheet)
    assert sheet.count("<dataValidation ") >= 9


def test_filled_rows_are_shown_first_and_written_in_one_entry(bloc: Bloc, officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "74.958")
    fill(grid, 0, "Có danh sách kèm theo", "note")
    fill(grid, 1, 13)
    before = Entry.objects.count()

    preview = uploaded(officer, report, saved(grid))

    assert "Hiểu là 74.958" in said(preview)
    assert values(report) == [None, None, None]
    answer = kept(officer, report, preview)
    assert (answer.status_code, answer["Location"]) == (302, address("report", report))
    assert values(report) == [74958, 13, None]
    assert results(report)[0].note == "Có danh sách kèm theo"
    assert [one.version for one in results(report)] == [2, 2, 1]
    entry = Entry.objects.order_by("-sequence")[0]
    assert (Entry.objects.count() - before, entry.event, entry.payload["count"]) == (1, "assessment.results_filled", 2)
    assert entry.payload["versions"] == [f"result:{one.pk}:2" for one in results(report)[:2]]
    assert entry.payload["rows"][0] == "Số phần quà: viết “74.958”, hiểu là 74.958"
    assert results(report)[0].entered_by == bloc.member.officer.describe()


def test_workbook_uploaded_unchanged_offers_nothing_to_write(officer: Client, report: Report) -> None:
    reports.report_result(
        results(report)[0].pk, actor=report_actor(report), at=REPORTING, written="1,2 tỷ", value=Decimal(1_200_000_000)
    )

    page = said(uploaded(officer, report, saved(downloaded(officer, report))))

    assert "Tệp không có gì khác với báo cáo đã lưu" in page
    assert "3 dòng" in page


def report_actor(report: Report) -> Actor:
    from thidua.bodies.models import Appointment
    from thidua.bodies.queries import actor_for

    person = Appointment.objects.get(body=report.unit, office="unit_officer").person
    actor = actor_for(Account.objects.get(person=person), day=REPORTING.date(), chosen=None)
    assert actor is not None
    return actor


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("12.5", "12,5"),
        ("abc", "abc"),
        ("-3", "âm"),
        (-3, "âm"),
        ("12%", "không phải phần trăm"),
        ("9" * 70, "60"),
        ("21/1/2025", "21/1/2025"),
        (True, "Có"),
    ],
)
def test_cell_that_cannot_be_read_names_its_place_and_remedy(
    officer: Client, report: Report, cell: Any, remedy: str
) -> None:
    grid = downloaded(officer, report)
    fill(grid, 1, cell)
    fill(grid, 2, "5")

    preview = uploaded(officer, report, saved(grid))

    assert "F8 (Kết quả (việc))" in said(preview)
    assert remedy in said(preview)
    assert "Ghi các kết quả này" not in said(preview)
    assert kept(officer, report, preview).status_code == 200
    assert values(report) == [None, None, None]


@pytest.mark.parametrize("cell", [74.958, "74,958"])
def test_number_with_two_meanings_is_asked(officer: Client, report: Report, cell: Any) -> None:
    """74.958 typed into a program that speaks English is stored as 74,958."""
    grid = downloaded(officer, report)
    fill(grid, 0, cell)
    key = f"{results(report)[0].pk}.value"

    preview = uploaded(officer, report, saved(grid))
    unanswered = kept(officer, report, preview)

    assert "Số này có thể hiểu hai cách" in said(preview)
    assert "Còn ô chưa chọn" in said(unanswered)
    assert values(report) == [None, None, None]
    kept(officer, report, unanswered, **{key: "74.958"})
    assert values(report) == [74958, None, None]


def test_cell_changed_by_somebody_else_meanwhile_shows_both(bloc: Bloc, officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    fill(grid, 1, "13")
    first = results(report)[0]
    reports.report_result(first.pk, actor=bloc.member.head, at=REPORTING, written="75", value=Decimal(75), note="Mới")

    preview = uploaded(officer, report, saved(grid))

    assert "Người khác đã sửa ô này" in said(preview)
    assert "Giữ bản đã lưu: 75" in said(preview)
    assert "Lấy theo tệp: 80" in said(preview)
    kept(officer, report, preview, **{f"{first.pk}.value": "80"})
    # What the other person wrote into another cell of the row stands.
    assert (values(report), results(report)[0].note) == ([80, 13, None], "Mới")


def test_keeping_theirs_leaves_the_row_as_it_is(bloc: Bloc, officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    fill(grid, 1, "13")
    first = results(report)[0]
    reports.report_result(first.pk, actor=bloc.member.head, at=REPORTING, written="75", value=Decimal(75))

    kept(officer, report, uploaded(officer, report, saved(grid)), **{f"{first.pk}.value": "75"})

    assert values(report) == [75, 13, None]
    assert [one.version for one in results(report)] == [2, 2, 1]


def test_cell_left_alone_does_not_write_over_what_somebody_saved(bloc: Bloc, officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 1, "13")
    reports.report_result(results(report)[0].pk, actor=bloc.member.head, at=REPORTING, written="75", value=Decimal(75))

    kept(officer, report, uploaded(officer, report, saved(grid)))

    assert values(report) == [75, 13, None]


def test_saved_between_preview_and_confirmation_is_shown_again(bloc: Bloc, officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    fill(grid, 1, "13")
    preview = uploaded(officer, report, saved(grid))
    reports.report_result(results(report)[0].pk, actor=bloc.member.head, at=REPORTING, written="75", value=Decimal(75))

    again = kept(officer, report, preview)

    assert "có người đã lưu kết quả" in said(again)
    assert values(report) == [75, None, None]


def test_formula_is_refused_with_its_place(officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)

    preview = uploaded(officer, report, saved(grid, formula=(FIRST, column(grid, VALUE))))

    assert "Ô F7 có công thức" in said(preview)
    assert values(report) == [None, None, None]


Change = Callable[[list[list[Any]]], None]


def unseal(grid: list[list[Any]]) -> None:
    grid[FIRST][0] = "x" + str(grid[FIRST][0])


def repeat(grid: list[list[Any]]) -> None:
    grid.append(list(grid[FIRST]))


def add(grid: list[list[Any]]) -> None:
    grid.append(["", 4, "Chỉ tiêu tự thêm", "", "", "5", "", ""])


def no_mark(grid: list[list[Any]]) -> None:
    grid[3][0] = ""


def no_seal(grid: list[list[Any]]) -> None:
    grid[3][1] = "abc"


def too_long(grid: list[list[Any]]) -> None:
    grid += [["", "", "x"]] * 1200


@pytest.mark.parametrize(
    ("change", "remedy"),
    [
        (unseal, "Dòng 7 không có trong báo cáo"),
        (repeat, "Dòng 10 trùng với một dòng ở trên"),
        (add, "Dòng 10 không có trong báo cáo"),
        (no_mark, "Đây không phải tệp tải từ trang báo cáo"),
        (no_seal, "Đây không phải tệp tải từ trang báo cáo"),
        (too_long, "quá 1.000 dòng"),
    ],
)
def test_workbook_that_was_tampered_with_is_refused(
    officer: Client, report: Report, change: Change, remedy: str
) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    change(grid)

    preview = uploaded(officer, report, saved(grid))

    assert remedy in said(preview)
    assert "Ghi các kết quả này" not in said(preview)


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("a.xlsx", b"", "trống"),
        ("a.xlsx", b"not a workbook", "hỏng"),
        ("a.xls", b"\xd0\xcf\x11\xe0", ".xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 100, "kiểu cũ"),
        ("a.csv", b"1,2", ".xlsx"),
    ],
)
def test_file_of_another_kind_is_refused(
    officer: Client, report: Report, name: str, content: bytes, remedy: str
) -> None:
    assert remedy in said(uploaded(officer, report, content, name))


def test_row_of_another_report_under_the_mark_of_this_one_is_refused(officer: Client, report: Report) -> None:
    other_bloc = make_running_bloc()
    other = report_of(other_bloc)
    grid, foreign = downloaded(officer, report), downloaded(as_actor(other_bloc.member.officer), other)
    grid[FIRST] = foreign[FIRST]
    fill(grid, 0, "80")

    preview = uploaded(officer, report, saved(grid))

    assert "Dòng 7 không thuộc báo cáo này" in said(preview)
    assert kept(officer, report, preview).status_code == 200
    assert values(other) == [None, None, None]


def test_file_of_another_report_is_refused_whole(officer: Client, report: Report) -> None:
    other_bloc = make_running_bloc()
    other = report_of(other_bloc)
    grid = downloaded(as_actor(other_bloc.member.officer), other)
    fill(grid, 0, "80")

    assert "Tệp này là của một báo cáo khác" in said(uploaded(officer, report, saved(grid)))


def test_preview_of_somebody_else_or_another_report_is_not_taken(bloc: Bloc, officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    preview = uploaded(officer, report, saved(grid))
    other_bloc = make_running_bloc()
    other = report_of(other_bloc)

    by_another = kept(as_actor(bloc.member.head), report, preview)
    on_another = kept(as_actor(other_bloc.member.officer), other, preview)

    assert {by_another["Location"], on_another["Location"]} == {
        address("upload_report", report),
        address("upload_report", other),
    }
    assert (values(report), values(other)) == ([None, None, None], [None, None, None])


def test_preview_older_than_an_hour_is_not_taken(
    officer: Client, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    preview = uploaded(officer, report, saved(grid))
    monkeypatch.setattr("thidua.assessment.reportbook.preview.KEPT_SECONDS", -1)

    answer = kept(officer, report, preview)

    assert (answer["Location"], values(report)) == (address("upload_report", report), [None, None, None])


@pytest.mark.parametrize("who", ["other unit", "submitted"])
def test_workbook_is_for_the_own_draft(bloc: Bloc, officer: Client, report: Report, who: str) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "80")
    preview = uploaded(officer, report, saved(grid))
    if who == "other unit":
        stranger = as_actor(bloc.leader.officer)
        names = ("report_workbook", "upload_report", "keep_report")
        assert [stranger.get(address(name, report)).status_code for name in names] == [404, 404, 404]
        return
    for one in results(report):
        reports.report_result(one.pk, actor=bloc.member.officer, at=REPORTING, written="1", value=Decimal(1))
    reports.send_report(report.pk, actor=bloc.member.officer, at=REPORTING)

    answer = kept(officer, report, preview, **{f"{results(report)[0].pk}.value": "80"})

    assert values(report) == [1, 1, 1]
    assert answer.status_code == 200


def test_confirming_asks_the_database_as_often_for_one_row_as_for_thirty(bloc: Bloc, officer: Client) -> None:
    report = report_of(bloc, targets=30)
    counts = []
    for rows in (1, 30):
        grid = downloaded(officer, report)
        for place in range(rows):
            fill(grid, place, str(rows + place))
        preview = uploaded(officer, report, saved(grid))
        with CaptureQueriesContext(connection) as captured:
            assert kept(officer, report, preview).status_code == 302
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert values(report) == [30 + place for place in range(30)]


def test_richer_columns_go_out_and_come_back(officer: Client, report: Report) -> None:
    grid = downloaded(officer, report)
    fill(grid, 0, "ước 80")
    fill(grid, 0, "17", "second_value")
    fill(grid, 0, "căn nhà", "second_unit")
    fill(grid, 0, "120", "year_estimate")
    fill(grid, 1, "5")
    fill(grid, 1, "9", "second_value")

    refused = uploaded(officer, report, saved(grid))
    fill(grid, 1, "", "second_value")
    kept(officer, report, uploaded(officer, report, saved(grid)))

    assert "chưa ghi đơn vị tính" in said(refused)
    first = results(report)[0]
    assert (first.value, first.second_value, first.second_unit, first.year_estimate, first.estimated) == (
        80, 17, "căn nhà", 120, True,
    )  # fmt: skip
    assert values(report) == [80, 5, None]
    assert "Tệp không có gì khác" in said(uploaded(officer, report, saved(downloaded(officer, report))))
