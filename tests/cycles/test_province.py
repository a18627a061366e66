"""A province from a workbook: what is read, what is refused and where, what is written, what stays when sent twice."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bodies.factories import signed_in
from tests.cycles.factories import BEFORE, make_draft
from tests.cycles.factories_province import whole_province, workbook
from tests.factories import make_actor, make_authority, make_unit
from thidua.bodies.models import Body
from thidua.cycles import actions, queries
from thidua.cycles.actions.province import NothingNew, StillFaulty
from thidua.cycles.models import BlocMembership, EmulationBloc, EmulationYear
from thidua.cycles.province import Plan, kept, plan_of, read_kept, read_province, template
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.ledger.queries import sentence_of

pytestmark = pytest.mark.django_db
TODAY = date(2025, 1, 2)


@pytest.fixture
def officer() -> Actor:
    return make_actor(Office.AUTHORITY_OFFICER, make_authority())


def authority_of(officer: Actor) -> Body:
    return Body.objects.get(pk=officer.body_id)


def planned(officer: Actor, data: bytes) -> Plan:
    return plan_of(authority_of(officer), read_province(data, today=TODAY))


def imported(officer: Actor, data: bytes) -> Plan:
    province = read_province(data, today=TODAY)
    assert officer.body_id is not None
    return actions.import_province(
        officer.body_id, actor=officer, at=BEFORE, province=province, origin="tinh.xlsx"
    ).object


def places(plan: Plan) -> list[tuple[str, int | None, str]]:
    return [(one.worksheet, one.row, one.column) for one in plan.faults]


def test_template_empty_says_that_nothing_is_filled_in(officer: Actor) -> None:
    [fault] = planned(officer, template()).faults

    assert fault.sentence.startswith("Tệp không có dòng nào")


def test_province_of_25_blocs_and_300_bodies_is_written_under_one_entry(officer: Actor) -> None:
    imported(officer, whole_province())
    entries = Entry.objects.filter(event="cycles.province_imported")

    assert Body.objects.filter(parent_id=officer.body_id).count() == 300
    assert EmulationBloc.objects.filter(parent__isnull=False).count() == 20
    assert EmulationYear.objects.filter(state="draft", last_on=date(2025, 12, 31)).count() == 25
    assert BlocMembership.objects.count() == 300
    assert [sentence_of(one.event, one.payload) for one in entries] == [
        "Ghi từ tệp tinh.xlsx: 300 cơ quan, đơn vị, 25 khối, 25 năm, 300 thành viên; 0 dòng không đổi"
    ]


def test_province_uploaded_twice_is_recognised_row_by_row(officer: Actor) -> None:
    imported(officer, whole_province(blocs=6, bodies=20))
    again = planned(officer, whole_province(blocs=6, bodies=20))

    assert (again.faults, again.changes_something) == ([], False)
    assert again.counts == [("Đơn vị", 0, 0, 20), ("Khối", 0, 0, 6), ("Thành viên", 0, 0, 20)]
    with pytest.raises(NothingNew):
        imported(officer, whole_province(blocs=6, bodies=20))


def test_changed_rows_are_written_and_the_others_left(officer: Actor) -> None:
    imported(officer, workbook(bodies=[("Sở A", "A", "", "", ""), ("Sở B", "B", "", "", "")]))
    imported(officer, workbook(bodies=[("Sở A", "SA", "", "", "Sở"), ("Chi cục C", "C", "Sở A", "", "")]))

    kept_rows = (
        Body.objects.exclude(pk=officer.body_id).order_by("name").values_list("name", "short_name", "parent__name")
    )
    assert list(kept_rows) == [
        ("Chi cục C", "C", "Sở A"),
        ("Sở A", "SA", authority_of(officer).name),
        ("Sở B", "B", authority_of(officer).name),
    ]


@pytest.mark.parametrize(
    ("written", "number", "style", "shown"),
    [("7", 7, "arabic", "7"), ("07", 7, "padded", "07"), ("XII", 12, "roman", "XII"), ("", None, "arabic", "")],
)
def test_number_of_a_bloc_is_kept_as_written(officer: Actor, written: str, number: Any, style: str, shown: str) -> None:
    imported(officer, workbook(blocs=[("Cụm X", "Cụm", written, "")]))
    bloc = EmulationBloc.objects.get()

    assert (bloc.word, bloc.number, bloc.number_style, bloc.number_shown) == ("Cụm", number, style, shown)


MEMBER = ("Khối A", "2025", "", "Sở A", "1/QĐ", "2/1/2025")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"bodies": [("", "A", "", "", "")]}, [("Đơn vị", 2, "Tên đầy đủ")]),
        ({"bodies": [("Sở A",), ("Sở A",)]}, [("Đơn vị", 3, "Tên đầy đủ")]),
        ({"bodies": [("Sở A", "", "Không có")]}, [("Đơn vị", 2, "Cơ quan chủ quản")]),
        ({"bodies": [("Sở A", "", "Sở A")]}, [("Đơn vị", 2, "Cơ quan chủ quản")]),
        (
            {"bodies": [("A",), ("B", "", "A"), ("C", "", "B")]},
            [("Đơn vị", 4, "Cơ quan chủ quản")],
        ),
        ({"blocs": [("Khối A", "", "bảy", "")]}, [("Khối", 2, "Số")]),
        ({"blocs": [("Khối A", "", "IIII", "")]}, [("Khối", 2, "Số")]),
        ({"blocs": [("Khối A", "", "7", ""), ("Khối B", "", "07", "")]}, [("Khối", 2, "Số")]),
        ({"blocs": [("A", "", "", "B"), ("B", "", "", "A")]}, [("Khối", 2, "Thuộc khối"), ("Khối", 3, "Thuộc khối")]),
        ({"blocs": [("A", "", "", "Không có")]}, [("Khối", 2, "Thuộc khối")]),
        ({"members": [MEMBER]}, [("Thành viên", 2, "Tên khối"), ("Thành viên", 2, "Đơn vị")]),
        ({"members": [(*MEMBER[:1], "25", *MEMBER[2:])]}, [("Thành viên", 2, "Năm")]),
        ({"members": [(*MEMBER[:2], "một", *MEMBER[3:])]}, [("Thành viên", 2, "Số thứ tự")]),
        ({"members": [(*MEMBER[:5], "31/2/2025")]}, [("Thành viên", 2, "Ngày quyết định")]),
    ],
)  # fmt: skip
def test_fault_names_worksheet_row_and_column(officer: Actor, rows: dict[str, Any], expected: list[Any]) -> None:
    assert places(planned(officer, workbook(**rows))) == expected


def test_missing_heading_is_named(officer: Actor) -> None:
    province = read_kept('{"bodies":[["Tên ngắn"],["A"]],"blocs":[],"members":[]}', today=TODAY)

    assert [(one.row, one.column) for one in province.faults] == [(1, "Tên đầy đủ")]


@pytest.mark.parametrize("content", ["", "[]", '{"bodies":1}', "{" * 5000])
def test_kept_content_that_was_tampered_with_is_refused(content: str) -> None:
    assert [one.sentence for one in read_kept(content, today=TODAY).faults] == ["Tải tệp lên lại."]


def test_bytes_that_are_no_workbook_are_refused_with_a_remedy(officer: Actor) -> None:
    [fault] = planned(officer, b"PK\x03\x04 not a workbook").faults

    assert fault.sentence.startswith("Không phải tệp")


def test_body_of_another_authority_can_be_a_member_and_is_not_entered_again(officer: Actor) -> None:
    elsewhere = make_unit("Ngân hàng Nhà nước chi nhánh tỉnh")
    blocs = [("Khối A", "", "", "")]
    member = ("Khối A", "2025", "", elsewhere.name, "1/QĐ", "2/1/2025")

    assert places(planned(officer, workbook(bodies=[(elsewhere.name,)], blocs=blocs))) == [("Đơn vị", 2, "Tên đầy đủ")]
    imported(officer, workbook(blocs=blocs, members=[member]))
    assert BlocMembership.objects.get().unit == elsewhere


def test_year_that_runs_is_not_changed_by_a_file() -> None:
    draft = make_draft(ready=True)
    draft.open()
    new = make_unit(authority=draft.bloc.authority)
    rows = [(draft.bloc.name, "2025", "", unit.name, "09/QĐ-SNV", "2/1/2025") for unit in (*draft.units, new)]
    plan = planned(draft.officer, workbook(members=rows))

    assert [step.state for step in plan.steps] == ["same", "same", "same", "new"]
    assert places(plan) == [("Thành viên", 5, "Đơn vị")]


def test_faulty_file_writes_nothing(officer: Actor) -> None:
    with pytest.raises(StillFaulty):
        imported(officer, workbook(bodies=[("Sở A",)], members=[MEMBER]))

    assert Body.objects.filter(name="Sở A").exists() is False


def test_import_by_others_is_denied_or_not_found(officer: Actor) -> None:
    province = read_province(workbook(bodies=[("Sở A",)]), today=TODAY)
    head = make_actor(Office.UNIT_HEAD, make_unit(authority=authority_of(officer)))
    assert officer.body_id is not None
    by = {"at": BEFORE, "province": province, "origin": "x"}

    with pytest.raises(Denied):
        actions.import_province(officer.body_id, actor=head, **by)
    with pytest.raises(Http404):
        actions.import_province(make_authority().pk, actor=officer, **by)


def test_plan_asks_as_many_queries_for_many_rows_as_for_few(officer: Actor) -> None:
    counts = []
    for size in (1, 30):
        data = whole_province(blocs=size, bodies=size)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            planned(officer, data)
        counts.append(len(asked))

    assert counts == [6, 6]


def test_pages_upload_preview_and_keep(officer: Actor) -> None:
    client = signed_in(officer)
    file = SimpleUploadedFile("tinh.xlsx", whole_province(blocs=6, bodies=12))
    preview = client.post(reverse("cycles:import_province"), {"file": file})
    keep = preview.context["keep"].initial

    assert Body.objects.filter(name="Đơn vị số 1").exists() is False
    assert "Ghi toàn bộ" in preview.content.decode()
    answer = client.post(reverse("cycles:keep_province"), keep)
    assert (answer.status_code, answer["Location"]) == (302, reverse("cycles:blocs"))
    assert BlocMembership.objects.count() == 12
    shown = client.get(reverse("cycles:blocs")).content.decode()
    assert "thuộc Cụm thi đua số 2" in shown


def test_pages_wrong_file_is_refused_at_the_field(officer: Actor) -> None:
    answer = signed_in(officer).post(reverse("cycles:import_province"), {"file": SimpleUploadedFile("tinh.xls", b"x")})

    assert "Chỉ đọc được tệp .xlsx" in answer.content.decode()


def test_pages_template_is_a_workbook_with_an_example(officer: Actor) -> None:
    answer = signed_in(officer).get(reverse("cycles:province_template"))

    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert read_province(answer.content, today=TODAY).bodies == []


def test_kept_rows_read_back_the_same(officer: Actor) -> None:
    province = read_province(whole_province(blocs=6, bodies=12), today=TODAY)
    again = read_kept(kept(province), today=TODAY)

    assert (again.bodies, again.blocs, again.members) == (province.bodies, province.blocs, province.members)
    assert queries.province_plan(officer, again).faults == []
