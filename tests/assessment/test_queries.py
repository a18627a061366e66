"""What each person sees, what the rulebook is told, and how many questions the database is asked."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.assessment.factories import (
    REPORTING,
    REVIEWING,
    SCORING,
    draft_pledge,
    draft_report,
    line_of,
    make_running_bloc,
    outsider,
    result_of,
    reviewed_bloc,
    signed_pledge,
    submitted_report,
    submitted_scores,
)
from tests.factories import make_actor
from thidua.assessment import queries
from thidua.assessment.actions import ranking, reports, scores
from thidua.assessment.models import Pledge, ScoreSheet, Target
from thidua.assessment.vocabulary import good_when
from thidua.kernel.actor import Office
from thidua.ledger.events import sentence_of

pytestmark = pytest.mark.django_db


def sees(actor, kind, year, pk) -> bool:  # type: ignore[no-untyped-def]
    try:
        queries.paper_for(actor, kind, year.pk, pk)
    except Http404:
        return False
    return True


def test_draft_is_seen_by_its_unit_only() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    auditor = make_actor(Office.AUDITOR, bloc.year.bloc.authority)

    seen_by = {
        "own officer": sees(bloc.member.officer, Pledge, bloc.year, pledge.pk),
        "own head": sees(bloc.member.head, Pledge, bloc.year, pledge.pk),
        "bloc's head": sees(bloc.leader.head, Pledge, bloc.year, pledge.pk),
        "authority": sees(bloc.authority, Pledge, bloc.year, pledge.pk),
        "auditor": sees(auditor, Pledge, bloc.year, pledge.pk),
    }

    assert seen_by == {
        "own officer": True,
        "own head": True,
        "bloc's head": False,
        "authority": False,
        "auditor": False,
    }


def test_signed_pledge_is_seen_by_the_bloc_and_nobody_else() -> None:
    bloc, other = make_running_bloc(), make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    assert sees(bloc.deputy.officer, Pledge, bloc.year, pledge.pk)
    assert sees(bloc.authority, Pledge, bloc.year, pledge.pk)
    assert not sees(other.leader.head, Pledge, bloc.year, pledge.pk)
    assert not sees(outsider(), Pledge, bloc.year, pledge.pk)
    assert not sees(other.authority, Pledge, bloc.year, pledge.pk)


def test_pledge_under_another_year_is_not_found() -> None:
    bloc, other = make_running_bloc(), make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    assert not sees(bloc.member.head, Pledge, other.year, pledge.pk)


def test_points_of_others_are_hidden_until_the_ranking_is_final() -> None:
    bloc = reviewed_bloc()
    sheet = ScoreSheet.objects.get(unit=bloc.member.body)
    fourth = bloc.deputy.officer

    before = sees(fourth, ScoreSheet, bloc.year, sheet.pk)
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.authority, at=REVIEWING)

    assert (before, sees(fourth, ScoreSheet, bloc.year, sheet.pk)) == (False, True)


def test_standings_before_the_end_are_for_those_who_answer_for_them() -> None:
    bloc = reviewed_bloc()
    shown = {
        "leader": queries.standings_page(bloc.leader.head, bloc.year.pk).shown,
        "deputy": queries.standings_page(bloc.deputy.head, bloc.year.pk).shown,
        "authority": queries.standings_page(bloc.authority, bloc.year.pk).shown,
        "member": queries.standings_page(bloc.member.head, bloc.year.pk).shown,
        "leader's officer": queries.standings_page(bloc.leader.officer, bloc.year.pk).shown,
    }

    assert shown == {
        "leader": True,
        "deputy": True,
        "authority": True,
        "member": False,
        "leader's officer": False,
    }


def test_standings_leave_out_a_draft() -> None:
    bloc = make_running_bloc()
    submitted_scores(bloc, bloc.member)

    rows = queries.standings_of(bloc.year)

    assert [(row.rank, row.points) for row in rows] == [(1, Decimal("76.00")), (None, None), (None, None)]


def test_standings_say_how_far_behind() -> None:
    bloc = reviewed_bloc(("80", "90", "50"))

    rows = queries.standings_of(bloc.year)

    assert [(row.rank, row.points, row.behind) for row in rows] == [
        (1, Decimal("82.00"), None),
        (2, Decimal("76.00"), Decimal("6.00")),
        (3, Decimal("58.00"), Decimal("18.00")),
    ]


def test_final_standings_are_those_that_were_finalised() -> None:
    bloc = reviewed_bloc()
    before = queries.standings_of(bloc.year)
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)

    after = queries.standings_of(bloc.year)

    assert [(row.rank, row.unit, row.points, row.cells) for row in after] == [
        (row.rank, row.unit, row.points, row.cells) for row in before
    ]


def test_explanation_names_inputs_people_and_clause() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member, value="80")

    page = queries.line_page(bloc.member.head, bloc.year.pk, line_of(sheet, "I.1"), at=SCORING)

    def texts(finding):  # type: ignore[no-untyped-def]
        return [finding.because.vi, *(text for part in finding.parts for text in texts(part))]

    said = "\n".join(texts(page.finding))
    assert page.finding.reference == "Mục I.1"
    assert "48" in said
    assert bloc.member.officer.describe() in said
    assert bloc.member.head.describe() in said


def test_claim_is_held_against_the_computed_figure() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member, planned="7")
    reports.report_result(
        result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="13", value=Decimal(13),
        claim="vượt 185,7% chỉ tiêu",
    )  # fmt: skip

    (row,) = queries.report_page(bloc.member.officer, bloc.year.pk, report.pk, at=REPORTING).results
    reached = row.shown

    assert reached.achievement.because.vi == "đạt 185,7% kế hoạch, vượt 85,7%"
    assert reached.comparison is not None
    assert reached.comparison.matches == "reached"
    assert (reached.comparison.as_over, reached.comparison.computed_reached) == (Decimal("285.7"), Decimal("185.7"))


@pytest.mark.parametrize(
    ("planned", "value", "said"),
    [
        ("36500", "74958", "đạt 205,4% kế hoạch, vượt 105,4%"),
        ("7", "13", "đạt 185,7% kế hoạch, vượt 85,7%"),
        ("100", "80", "đạt 80% kế hoạch, còn thiếu 20%"),
        ("100", "0", "đạt 0% kế hoạch, còn thiếu 100%"),
    ],
)
def test_reached_says_percent_and_excess(planned: str, value: str, said: str) -> None:
    bloc = make_running_bloc()
    report = submitted_report(bloc, bloc.member, planned=planned, value=value)

    assert queries.reached(result_of(report)).achievement.because.vi == said


def test_tasks_follow_the_paper_from_the_officer_to_the_head() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)
    reports.report_result(
        result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80)
    )
    before = [task.heading for task in queries.tasks_for(bloc.member.officer, at=REPORTING)]

    reports.send_report(report.pk, actor=bloc.member.officer, at=REPORTING)

    assert before == ["Hoàn thành báo cáo kết quả"]
    assert queries.tasks_for(bloc.member.officer, at=REPORTING) == []
    assert [task.heading for task in queries.tasks_for(bloc.member.head, at=REPORTING)] == [
        "Duyệt và nộp báo cáo kết quả"
    ]


def test_tasks_of_the_blocs_head_are_the_units_to_review() -> None:
    bloc = make_running_bloc()
    submitted_scores(bloc, bloc.member)

    headings = [task.heading for task in queries.tasks_for(bloc.leader.head, at=REVIEWING)]

    assert headings == [f"Thẩm định điểm của {bloc.member.body.name}"]


def test_history_of_a_unit_leaves_out_the_others() -> None:
    bloc = make_running_bloc()
    signed_pledge(bloc, bloc.member)
    signed_pledge(bloc, bloc.deputy)

    own = queries.history_of(bloc.member.officer, bloc.year)
    whole = queries.history_of(bloc.authority, bloc.year)

    assert (len(own), len(whole)) == (3, 2)
    assert own[0].sentence == f"{bloc.member.body.name} ký giao ước thi đua với 1 chỉ tiêu"


def questions(ask) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


@pytest.mark.parametrize("units", [3, 11])
def test_queries_do_not_grow_with_the_units(units: int) -> None:
    bloc = reviewed_bloc(("80",) * units)

    counts = {
        "standings": questions(lambda: queries.standings_of(bloc.year)),
        "matrix": questions(lambda: queries.matrix_of(bloc.year)),
        "progress": questions(lambda: queries.progress_of(bloc.year)),
        "glance": questions(lambda: queries.glance_of(bloc.leader.head, bloc.year)),
        "tasks": questions(lambda: queries.tasks_for(bloc.leader.head, at=REVIEWING)),
    }

    assert counts == {"standings": 5, "matrix": 6, "progress": 4, "glance": 12, "tasks": 19}


def test_review_keeps_the_computed_points_beside_the_final_ones() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)
    scores.review_line(
        line_of(sheet, "II.1"), actor=bloc.leader.head, at=REVIEWING, points=Decimal(25), reason="Thiếu minh chứng"
    )

    cells = {cell.code: cell for row in queries.matrix_of(bloc.year).rows for cell in row.cells}

    assert (cells["II.1"].computed, cells["II.1"].final, cells["II.1"].changed) == (
        Decimal("30.00"),
        Decimal("25.00"),
        True,
    )
    assert [cells[code].shade for code in ("I.1", "II.1", "III.1")] == [3, 2, 0]


def test_history_of_the_bloc_does_not_tell_what_a_draft_says() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)
    reports.report_result(
        result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="80", value=Decimal(80)
    )

    told = {
        name: any("viết “80”" in line.sentence for line in queries.history_of(reader, bloc.year))
        for name, reader in {
            "own officer": bloc.member.officer,
            "bloc's head": bloc.leader.head,
            "authority": bloc.authority,
        }.items()
    }

    assert told == {"own officer": True, "bloc's head": False, "authority": False}


def test_history_of_a_paper_leaves_out_work_on_its_draft_for_other_units() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    own = queries.scores_page(bloc.member.head, bloc.year.pk, sheet.pk, at=REVIEWING).history
    others = queries.scores_page(bloc.leader.head, bloc.year.pk, sheet.pk, at=REVIEWING).history

    assert len(own) > 3
    assert [line.sentence.startswith(f"{bloc.member.body.name} duyệt và nộp bảng tự chấm") for line in others] == [True]


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["provincial_merit", "provincial_flag"], "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh; Cờ thi đua của Ủy ban"),
        (["title_of_before"], "đăng ký: title_of_before"),
        ([], "đăng ký: không đăng ký"),
    ],
)
def test_history_names_registered_titles_in_words(titles: list[str], said: str) -> None:
    assert said in sentence_of("assessment.commitments_written", {"unit": "Hội A", "titles": titles})


@pytest.mark.parametrize(
    ("kind", "direction", "compared_with", "said"),
    [
        ("figure", "less", "", "Càng ít càng tốt, không vượt mức"),
        ("threshold", "more", "", "Từ mức này trở lên"),
        ("threshold", "less", "", "Từ mức này trở xuống"),
        ("range", "more", "", "Nằm trong khoảng này"),
        ("never", "less", "", "Không để xảy ra"),
        ("reduction", "more", "so với năm 2023", "Giảm ít nhất mức này, so với năm 2023"),
        ("award", "more", "", "Đạt danh hiệu, được khen thưởng"),
    ],
)
def test_target_says_what_counts_as_reaching_it(kind: str, direction: str, compared_with: str, said: str) -> None:
    assert good_when(Target(kind=kind, direction=direction, compared_with=compared_with)) == said
