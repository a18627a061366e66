"""Pages as people meet them: what is shown, what wrong input gets for an answer, what a second press does."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.assessment.factories import (
    PLEDGING,
    REPORTING,
    REVIEWING,
    SCORING,
    draft_pledge,
    draft_report,
    draft_scores,
    line_of,
    make_running_bloc,
    result_of,
    reviewed_bloc,
    signed_pledge,
    submitted_scores,
)
from thidua.assessment.actions import pledges, ranking
from thidua.assessment.models import Pledge, Result, ScoreLine, ScoreSheet, Target
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor

pytestmark = pytest.mark.django_db


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def target_form(**changes: str) -> dict[str, str]:
    form = {"indicator": "Số hợp tác xã", "planned": "7", "unit_of_measure": "hợp tác xã", "direction": "more"}
    return form | changes


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("12.5", "12,5"),
        ("abc", "abc"),
        ("-3", "âm"),
        ("", "Ghi mức kế hoạch"),
        ("1,234,567", "1.234.567"),
        ("0", "lớn hơn 0"),
        ("12%", "Chỉ ghi con số"),
        ("9" * 70, "60"),
        ("1e5", "1e5"),
        ("21/1/2025", "21/1/2025"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
    ],
)
def test_planned_value_typed_wrongly_is_answered_and_kept(at_day, typed: str, remedy: str) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:add_target", args=[bloc.year.pk, pledge.pk]), target_form(planned=typed)
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert remedy in page
    assert "Số hợp tác xã" in page
    assert Target.objects.filter(indicator="Số hợp tác xã").count() == 0


@pytest.mark.parametrize(
    ("typed", "value"),
    [("74.958", "74958"), ("1,2 tỷ", "1200000000"), ("1 triệu 500", "1500000"), ("12,5", "12.5"), (" 7 ", "7")],
)
def test_planned_value_is_read_as_people_write_it(at_day, typed: str, value: str) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:add_target", args=[bloc.year.pk, pledge.pk]), target_form(planned=typed)
    )

    assert response.status_code == 302
    assert Target.objects.get(indicator="Số hợp tác xã").planned == Decimal(value)


def test_target_form_sent_twice_keeps_one_target(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)
    client, address = as_actor(bloc.member.officer), reverse("assessment:add_target", args=[bloc.year.pk, pledge.pk])

    statuses = [client.post(address, target_form()).status_code for _ in range(2)]

    assert statuses == [302, 200]
    assert Target.objects.filter(indicator="Số hợp tác xã").count() == 1


def test_target_that_shall_never_happen_needs_no_plan_typed(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)
    address = reverse("assessment:add_target", args=[bloc.year.pk, pledge.pk])

    as_actor(bloc.member.officer).post(address, target_form(indicator="Số vụ vi phạm", kind="never", planned=""))

    target = Target.objects.get(indicator="Số vụ vi phạm")
    assert (target.planned, target.direction) == (0, "less")


def test_signed_pledge_leads_to_where_it_is_printed(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    draft, signed = draft_pledge(bloc, bloc.deputy), signed_pledge(bloc, bloc.member)
    at_day(PLEDGING)
    told = [
        as_actor(unit.head).get(reverse("assessment:pledge", args=[bloc.year.pk, pledge.pk])).content.decode()
        for unit, pledge in ((bloc.deputy, draft), (bloc.member, signed))
    ]

    assert ["In giao ước (Word, PDF)" in one for one in told] == [False, True]


def test_blocs_page_leads_a_unit_to_its_evidence_explanations_and_appeals(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    at_day(PLEDGING)

    shown = as_actor(bloc.member.officer).get(reverse("assessment:bloc", args=[bloc.year.pk])).content.decode()

    for name in ("evidence_of_unit", "explanations", "appeals"):
        assert f'href="{reverse(f"assessment:{name}", args=[bloc.year.pk])}"' in shown


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [("12.5", "12,5"), ("abc", "abc"), ("-3", "âm"), ("185,7%", "không phải phần trăm"), ("1.2.3", "1.2.3")],
)
def test_result_typed_wrongly_is_answered_and_not_saved(at_day, typed: str, remedy: str) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    at_day(REPORTING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:result", args=[bloc.year.pk, result.pk]), {"value": typed, "version": "1"}
    )

    assert response.status_code == 200
    assert remedy in response.content.decode()
    assert Result.objects.get(pk=result.pk).value is None


def test_result_says_how_it_was_understood_before_it_is_saved(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member, planned="36500"))
    at_day(REPORTING)
    client, address = as_actor(bloc.member.officer), reverse("assessment:result", args=[bloc.year.pk, result.pk])
    typed = {"value": "74.958", "claim": "vượt trên 205% kế hoạch đề ra", "look": "1", "version": "1"}

    whole = client.post(address, typed).content.decode()
    part = client.post(address, typed, headers={"HX-Request": "true"}).content.decode()

    for page in (whole, part):
        assert "Hiểu là 74.958" in page
        assert "đạt 205,4% kế hoạch, vượt 105,4%" in page
    assert "<html" in whole
    assert "<html" not in part
    assert Result.objects.get(pk=result.pk).value is None


def test_result_left_empty_stays_missing(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    at_day(REPORTING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:result", args=[bloc.year.pk, result.pk]),
        {"value": "", "note": "Chờ số liệu", "version": "1"},
    )

    result.refresh_from_db()
    assert (response.status_code, result.value, result.note) == (302, None, "Chờ số liệu")


def test_result_after_the_deadline_is_answered_in_the_form(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    at_day(REVIEWING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:result", args=[bloc.year.pk, result.pk]), {"value": "80", "version": "1"}
    )

    assert response.status_code == 200
    assert "Hạn làm việc này đã hết lúc 00:00 ngày 21/12/2024" in response.content.decode()


def test_result_saved_meanwhile_by_somebody_else_is_answered_in_the_form(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    at_day(REPORTING)
    client, address = as_actor(bloc.member.officer), reverse("assessment:result", args=[bloc.year.pk, result.pk])
    client.post(address, {"value": "80", "version": "1"})

    response = client.post(address, {"value": "81", "version": "1"})

    assert "người khác đã lưu trong lúc bạn nhập" in response.content.decode()
    assert Result.objects.get(pk=result.pk).value == 80


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("41", "Dòng này cho từ 0 đến 40 điểm."),
        ("-3", "âm"),
        ("12.5", "12,5"),
        ("1,234", "chữ số thập phân"),
    ],
)
def test_judged_points_typed_wrongly_are_answered(at_day, typed: str, remedy: str) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)
    at_day(SCORING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:line", args=[bloc.year.pk, line_of(sheet, "II.1")]), {"input_judged": typed, "version": "1"}
    )

    assert response.status_code == 200
    assert remedy in response.content.decode()
    assert ScoreLine.objects.exclude(inputs={}).count() == 0


@pytest.mark.parametrize("typed", ["1,5", "-1", "abc"])
def test_occurrences_typed_wrongly_are_answered(at_day, typed: str) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)
    at_day(SCORING)

    response = as_actor(bloc.member.officer).post(
        reverse("assessment:line", args=[bloc.year.pk, line_of(sheet, "III.1")]),
        {"input_occurrences": typed, "version": "1"},
    )

    assert response.status_code == 200
    assert ScoreLine.objects.exclude(inputs={}).count() == 0


def test_review_without_a_reason_is_answered_in_the_form(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)
    at_day(REVIEWING)

    line = ScoreLine.objects.get(pk=line_of(sheet, "II.1"))
    response = as_actor(bloc.leader.head).post(
        reverse("assessment:review", args=[bloc.year.pk, line.pk]), {"points": "28", "version": line.version}
    )

    assert response.status_code == 200
    assert "Ghi lý do" in response.content.decode()


def test_review_of_the_own_unit_is_forbidden(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.leader)
    at_day(REVIEWING)

    response = as_actor(bloc.leader.head).get(reverse("assessment:review", args=[bloc.year.pk, line_of(sheet, "II.1")]))

    assert response.status_code == 403


def test_signing_twice_is_answered_with_the_first_time(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)
    client, address = as_actor(bloc.member.head), reverse("assessment:sign_pledge", args=[bloc.year.pk, pledge.pk])

    statuses = [client.post(address).status_code for _ in range(2)]

    assert statuses == [302, 409]
    assert Pledge.objects.get(pk=pledge.pk).approved


def test_finalising_again_after_a_reload_changes_nothing(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = reviewed_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    at_day(REVIEWING)
    client, address = as_actor(bloc.deputy.head), reverse("assessment:finalise_ranking", args=[bloc.year.pk])

    statuses = [client.post(address).status_code for _ in range(3)]

    assert statuses == [302, 409, 409]


@pytest.mark.parametrize("name", ["bloc", "standings", "matrix", "history", "export_standings"])
def test_nothing_is_shown_without_signing_in(name: str) -> None:
    bloc = reviewed_bloc()

    response = Client().get(reverse(f"assessment:{name}", args=[bloc.year.pk]))

    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")


def test_workbook_opens_again_with_the_same_figures(at_day) -> None:  # type: ignore[no-untyped-def]
    import io

    from python_calamine import CalamineWorkbook

    bloc = reviewed_bloc(("80", "90", "50"))
    at_day(REVIEWING)

    response = as_actor(bloc.leader.head).get(reverse("assessment:export_standings", args=[bloc.year.pk]))

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3:]] == [1, 2, 3]
    assert [str(row[4]) for row in rows[3:]] == ["82.0", "76.0", "58.0"]


def test_workbook_explains_every_point_in_the_words_of_the_page(at_day) -> None:  # type: ignore[no-untyped-def]
    import io
    import zipfile

    bloc = reviewed_bloc(("80", "90", "50"))
    at_day(REVIEWING)

    response = as_actor(bloc.leader.head).get(reverse("assessment:export_standings", args=[bloc.year.pk]))

    comments = zipfile.ZipFile(io.BytesIO(response.content)).read("xl/comments1.xml").decode()
    assert comments.count("Tiêu chí I.1: ") == 3
    assert "kế hoạch 100 phần quà, thực hiện 90 phần quà" in comments


def test_annex_opens_again_with_points_and_explanations(at_day) -> None:  # type: ignore[no-untyped-def]
    import io

    from docx import Document

    bloc = reviewed_bloc(("80", "90", "50"))
    sheet = ScoreSheet.objects.get(unit=bloc.member.body)
    at_day(REVIEWING)

    response = as_actor(bloc.leader.head).get(reverse("assessment:annex", args=[bloc.year.pk, sheet.pk]))

    table = Document(io.BytesIO(response.content)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [round(column.width.mm) for column in table.columns if column.width] == [18, 62, 18, 18, 18, 18, 95]
    assert [row[0] for row in rows] == ["Mã", "", "I.1", "", "II.1", "", "III.1", ""]
    assert (rows[2][5], rows[-1][5]) == ("30,00", "58,00")
    assert "60 × 50/100 = 30" in rows[2][6]


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["bloc", "standings", "matrix"])
def test_page_asks_as_many_questions_for_three_units_as_for_eleven(at_day, name: str) -> None:  # type: ignore[no-untyped-def]
    few, many = reviewed_bloc(("80",) * 3), reviewed_bloc(("80",) * 11)
    at_day(REVIEWING)

    counts = [
        questions(as_actor(bloc.leader.head), reverse(f"assessment:{name}", args=[bloc.year.pk]))
        for bloc in (few, many)
    ]

    assert counts[0] == counts[1]


def test_standings_offer_finalising_only_when_every_unit_is_reviewed(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    address = reverse("assessment:standings", args=[bloc.year.pk])
    at_day(REVIEWING)

    early = as_actor(bloc.leader.head).get(address).content.decode()
    assert reverse("assessment:propose_ranking", args=[bloc.year.pk]) not in early
    assert "Còn 3 đơn vị chưa nộp bảng tự chấm hoặc chưa thẩm định xong" in early


def test_standings_offer_finalising_to_those_who_may_when_all_is_reviewed(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = reviewed_bloc()
    address = reverse("assessment:standings", args=[bloc.year.pk])
    at_day(REVIEWING)

    assert "Đề nghị chốt xếp hạng" in as_actor(bloc.leader.head).get(address).content.decode()


def test_empty_pledge_offers_a_target_before_it_offers_to_be_sent(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=PLEDGING).object
    address = reverse("assessment:pledge", args=[bloc.year.pk, pledge.pk])
    send = reverse("assessment:send_pledge", args=[bloc.year.pk, pledge.pk])
    at_day(PLEDGING)

    assert f'btn-secondary" href="{send}"' in as_actor(bloc.member.officer).get(address).content.decode()
