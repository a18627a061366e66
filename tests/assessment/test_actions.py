"""What units and the bloc's head can do, and every way it is refused."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

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
    outsider,
    proportional,
    result_of,
    reviewed_bloc,
    signed_pledge,
    submitted_report,
    submitted_scores,
)
from tests.factories import moment
from thidua.assessment import queries
from thidua.assessment.actions import flow, pledges, ranking, reports, scores
from thidua.assessment.models import Pledge, RankingRow, RankingState, Result, ScoreLine, ScoreSheet
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db

LATE = moment(2024, 12, 21)


def events() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("event", flat=True))


# Pledges.


def test_pledge_is_written_sent_and_signed() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    pledges.send_pledge(pledge.pk, actor=bloc.member.officer, at=PLEDGING)
    signed = pledges.sign_pledge(pledge.pk, actor=bloc.member.head, at=PLEDGING).object

    assert signed.approved
    assert signed.approved_by == bloc.member.head.describe()
    assert events() == [
        "assessment.pledge_started",
        "assessment.target_added",
        "assessment.pledge_sent",
        "assessment.pledge_signed",
    ]


def test_sign_pledge_by_the_officer_is_denied() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    with pytest.raises(Denied):
        pledges.sign_pledge(pledge.pk, actor=bloc.member.officer, at=PLEDGING)

    assert not Pledge.objects.get().approved


def test_draft_pledge_of_another_unit_is_not_found() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    with pytest.raises(Http404):
        pledges.sign_pledge(pledge.pk, actor=bloc.leader.head, at=PLEDGING)


def test_signed_pledge_of_another_unit_is_denied() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    with pytest.raises(Denied):
        pledges.write_commitments(pledge.pk, actor=bloc.deputy.officer, at=PLEDGING, commitments="x", titles=[])


def test_start_pledge_by_an_outsider_is_not_found() -> None:
    bloc = make_running_bloc()

    with pytest.raises(Http404):
        pledges.start_pledge(bloc.year.pk, actor=outsider(), at=PLEDGING)


def test_start_pledge_after_the_deadline_is_refused() -> None:
    bloc = make_running_bloc()

    with pytest.raises(flow.PhaseOver):
        pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=moment(2024, 3, 1, 0))


def test_start_pledge_before_the_phase_is_refused() -> None:
    bloc = make_running_bloc()

    with pytest.raises(flow.PhaseNotBegun):
        pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=moment(2023, 12, 31))


def test_change_target_before_signing_keeps_the_new_figure() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    target = pledge.targets.get()

    pledges.change_target(
        pledge.pk, actor=bloc.member.officer, at=PLEDGING, target_id=target.pk, indicator="Số suất quà",
        planned=Decimal("120.5"), unit_of_measure="suất", direction="more", criterion=None, version=pledge.version,
    )  # fmt: skip

    target.refresh_from_db()
    assert (target.indicator, target.planned, target.unit_of_measure) == ("Số suất quà", Decimal("120.5"), "suất")


def change_first_target(bloc, pledge, *, indicator="Số phần quà", planned="120", version=None):  # type: ignore[no-untyped-def]
    return pledges.change_target(
        pledge.pk, actor=bloc.member.officer, at=PLEDGING, target_id=pledge.targets.order_by("position")[0].pk,
        indicator=indicator, planned=Decimal(planned), unit_of_measure="phần quà", direction="more", criterion=None,
        version=version,
    )  # fmt: skip


def test_change_target_after_signing_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    with pytest.raises(flow.NotInDraft):
        change_first_target(bloc, pledge)


def test_change_target_opened_before_another_change_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    change_first_target(bloc, pledge, version=pledge.version)

    with pytest.raises(flow.Stale):
        change_first_target(bloc, pledge, planned="130", version=pledge.version)


def add_target(bloc, pledge, *, indicator="Chỉ tiêu khác", planned="5", direction="more", criterion=None):  # type: ignore[no-untyped-def]
    return pledges.add_target(
        pledge.pk, actor=bloc.member.officer, at=PLEDGING, indicator=indicator, planned=Decimal(planned),
        unit_of_measure="việc", direction=direction, criterion=criterion,
    )  # fmt: skip


def test_change_target_to_a_name_in_use_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    add_target(bloc, pledge)

    with pytest.raises(pledges.IndicatorKnown):
        change_first_target(bloc, pledge, indicator="chi tieu KHAC")


def test_add_target_sent_twice_is_refused_the_second_time() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    add_target(bloc, pledge)

    with pytest.raises(pledges.IndicatorKnown):
        add_target(bloc, pledge)

    assert pledge.targets.count() == 2


@pytest.mark.parametrize(("planned", "direction"), [("0", "more"), ("-3", "more"), ("-1", "less"), ("0", "reach")])
def test_add_target_with_an_impossible_plan_is_refused(planned: str, direction: str) -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    with pytest.raises(pledges.PlanNotAboveZero):
        add_target(bloc, pledge, planned=planned, direction=direction)


def test_add_target_where_none_is_allowed_may_plan_zero() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    assert add_target(bloc, pledge, planned="0", direction="less").object.planned == 0


def test_add_target_for_a_criterion_of_another_sheet_is_refused() -> None:
    bloc, other = make_running_bloc(), make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    with pytest.raises(pledges.ForeignCriterion):
        add_target(bloc, pledge, criterion=proportional(other.year))


def test_remove_target_leaves_the_others() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    extra = add_target(bloc, pledge).object

    pledges.remove_target(pledge.pk, actor=bloc.member.officer, at=PLEDGING, target_id=extra.pk)

    assert list(pledge.targets.values_list("indicator", flat=True)) == ["Số phần quà"]


def test_send_pledge_without_targets_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=PLEDGING).object

    with pytest.raises(pledges.NoTargets):
        pledges.send_pledge(pledge.pk, actor=bloc.member.officer, at=PLEDGING)


def test_send_pledge_twice_says_when_it_was_sent() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    pledges.send_pledge(pledge.pk, actor=bloc.member.officer, at=PLEDGING)

    with pytest.raises(flow.AlreadyDone, match="09:00 ngày 01/02/2024"):
        pledges.send_pledge(pledge.pk, actor=bloc.member.officer, at=PLEDGING)


def test_sign_pledge_twice_enters_one_entry() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    with pytest.raises(flow.AlreadyDone):
        pledges.sign_pledge(pledge.pk, actor=bloc.member.head, at=PLEDGING)

    assert events().count("assessment.pledge_signed") == 1


def test_return_pledge_shows_the_reason_and_opens_the_draft() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    returned = pledges.return_pledge(pledge.pk, actor=bloc.leader.head, at=PLEDGING, reason="Thiếu mức kế hoạch").object

    assert (returned.draft, returned.return_reason, returned.approved_by) == (True, "Thiếu mức kế hoạch", "")


def test_return_pledge_of_the_heads_own_unit_is_denied() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.leader)

    with pytest.raises(Denied):
        pledges.return_pledge(pledge.pk, actor=bloc.leader.head, at=PLEDGING, reason="x")


def test_return_pledge_in_draft_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    with pytest.raises(flow.NothingToReturn):
        pledges.return_pledge(pledge.pk, actor=bloc.member.head, at=PLEDGING, reason="x")


def test_write_commitments_replaces_the_titles() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    by = {"actor": bloc.member.officer, "at": PLEDGING}
    pledges.write_commitments(pledge.pk, **by, commitments="a", titles=["provincial_flag", "provincial_merit"])

    pledges.write_commitments(pledge.pk, **by, commitments="b", titles=["provincial_merit"])

    assert Pledge.objects.get(pk=pledge.pk).commitments == "b"
    assert list(pledge.registrations.values_list("title", flat=True)) == ["provincial_merit"]


# Reports.


def test_report_keeps_what_was_written_and_what_was_understood() -> None:
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member, planned="36500"))

    reports.report_result(
        result.pk, actor=bloc.member.officer, at=REPORTING, written="74.958", value=Decimal(74958), version=1
    )

    result.refresh_from_db()
    assert (result.written, result.value, result.version) == ("74.958", Decimal(74958), 2)


def test_start_report_without_a_signed_pledge_is_refused() -> None:
    bloc = make_running_bloc()
    draft_pledge(bloc, bloc.member)

    with pytest.raises(reports.PledgeNotSigned):
        reports.start_report(bloc.year.pk, actor=bloc.member.officer, at=REPORTING)


def test_result_is_missing_until_written_and_missing_is_not_zero() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)

    assert result_of(report).value is None
    with pytest.raises(reports.ResultsMissing) as refused:
        reports.send_report(report.pk, actor=bloc.member.officer, at=REPORTING)
    assert refused.value.data == {"indicators": "Số phần quà"}


def test_submit_report_with_a_missing_result_is_refused() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)

    with pytest.raises(reports.ResultsMissing):
        reports.submit_report(report.pk, actor=bloc.member.head, at=REPORTING)


def test_report_result_after_the_deadline_is_refused() -> None:
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))

    with pytest.raises(flow.PhaseOver):
        reports.report_result(result.pk, actor=bloc.member.officer, at=LATE, written="1", value=Decimal(1))

    assert Result.objects.get().value is None


def test_report_result_of_another_unit_is_not_found() -> None:
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))

    with pytest.raises(Http404):
        reports.report_result(result.pk, actor=bloc.leader.officer, at=REPORTING, written="1", value=Decimal(1))


def test_report_result_after_submission_is_refused() -> None:
    bloc = make_running_bloc()
    report = submitted_report(bloc, bloc.member)

    with pytest.raises(flow.NotInDraft):
        reports.report_result(
            result_of(report).pk, actor=bloc.member.officer, at=REPORTING, written="99", value=Decimal(99)
        )


def test_report_result_opened_before_another_change_is_refused() -> None:
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    by = {"actor": bloc.member.officer, "at": REPORTING, "version": result.version}
    reports.report_result(result.pk, **by, written="1", value=Decimal(1))

    with pytest.raises(flow.Stale):
        reports.report_result(result.pk, **by, written="2", value=Decimal(2))


def test_write_summary_bumps_the_version() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)

    written = reports.write_summary(report.pk, actor=bloc.member.officer, at=REPORTING, summary="Tốt").object

    assert (written.summary, written.version) == ("Tốt", report.version + 1)


def test_return_report_after_scores_were_handed_in_is_refused() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)
    report = bloc.year.reports.get(unit=sheet.unit)

    with pytest.raises(reports.ScoresHandedIn):
        reports.return_report(report.pk, actor=bloc.leader.head, at=SCORING, reason="x")


def test_return_report_opens_the_draft() -> None:
    bloc = make_running_bloc()
    report = submitted_report(bloc, bloc.member)

    returned = reports.return_report(report.pk, actor=bloc.authority, at=REPORTING, reason="Thiếu minh chứng").object

    assert returned.draft


# Scores.


def test_self_score_is_computed_exactly() -> None:
    bloc = make_running_bloc()

    sheet = submitted_scores(bloc, bloc.member, value="80", judged="30", occurrences=1)

    score = queries.score_of(sheet)
    assert [line.computed for line in score.lines] == [Decimal("48.00"), Decimal("30.00"), Decimal("-2.00")]
    assert str(score.self_total) == "76.00"


def test_no_point_is_stored_with_the_noise_of_a_float() -> None:
    bloc = make_running_bloc()
    submitted_scores(bloc, bloc.member, value="80", judged="16.1", occurrences=0)

    stored = [line.inputs["judged"] for line in ScoreLine.objects.all() if "judged" in line.inputs]
    with connection.cursor() as cursor:
        cursor.execute("SELECT inputs FROM assessment_scoreline")
        raw = " ".join(str(row[0]) for row in cursor.fetchall())

    assert stored == ["16.1"]
    assert '"16.1"' in raw.replace("'", '"')


def test_unit_cannot_give_itself_the_points_of_a_computed_line() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)

    with pytest.raises(scores.ComputedLine):
        scores.judge_line(
            line_of(sheet, "I.1"), actor=bloc.member.officer, at=SCORING, inputs={"judged": "60"}, note=""
        )


def test_judge_line_above_its_maximum_is_refused_with_the_range() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)

    with pytest.raises(scores.OutOfRange) as refused:
        scores.judge_line(
            line_of(sheet, "II.1"), actor=bloc.member.officer, at=SCORING, inputs={"judged": "41"}, note=""
        )

    assert (refused.value.code, refused.value.field) == ("out_of_range", "input_judged")
    assert ScoreLine.objects.exclude(inputs={}).count() == 0


def test_judge_line_below_zero_is_refused() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)

    with pytest.raises(scores.OutOfRange):
        scores.judge_line(
            line_of(sheet, "II.1"), actor=bloc.member.officer, at=SCORING, inputs={"judged": "-3"}, note=""
        )


def test_deduction_stops_at_its_cap() -> None:
    bloc = make_running_bloc()

    sheet = submitted_scores(bloc, bloc.member, occurrences=9)

    assert queries.score_of(sheet).lines[2].computed == Decimal("-10.00")


def test_start_scores_before_the_report_is_submitted_is_refused() -> None:
    bloc = make_running_bloc()
    draft_report(bloc, bloc.member)

    with pytest.raises(scores.ReportNotSubmitted):
        scores.start_scores(bloc.year.pk, actor=bloc.member.officer, at=SCORING)


def test_submit_scores_with_a_missing_line_is_refused() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)

    with pytest.raises(scores.LinesMissing) as refused:
        scores.submit_scores(sheet.pk, actor=bloc.member.head, at=SCORING)

    assert refused.value.data == {"codes": "II.1, III.1"}


def test_unit_cannot_review_itself() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    with pytest.raises(Denied):
        scores.review_line(
            line_of(sheet, "II.1"), actor=bloc.member.head, at=REVIEWING, points=Decimal(40), reason="Xứng đáng"
        )


def test_blocs_head_cannot_review_the_own_unit_and_the_deputy_can() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.leader)

    with pytest.raises(Denied):
        scores.confirm_lines(sheet.pk, actor=bloc.leader.head, at=REVIEWING)
    scores.confirm_lines(sheet.pk, actor=bloc.deputy.head, at=REVIEWING)

    assert queries.score_of(sheet).total == Decimal("76.00")


def test_deputy_cannot_review_a_unit_that_is_not_the_heads() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    with pytest.raises(Http404):
        scores.confirm_lines(sheet.pk, actor=bloc.units[1].officer, at=REVIEWING)
    with pytest.raises(Denied):
        scores.confirm_lines(sheet.pk, actor=bloc.deputy.head, at=REVIEWING)


def test_review_line_changes_the_points_with_a_reason() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    scores.review_line(
        line_of(sheet, "II.1"), actor=bloc.leader.head, at=REVIEWING, points=Decimal("28.5"), reason="Thiếu minh chứng"
    )

    scored = queries.score_of(sheet)
    assert (scored.self_total, scored.total) == (Decimal("76.00"), Decimal("74.50"))
    assert Entry.objects.order_by("-sequence")[0].payload == {
        "unit": bloc.member.body.name,
        "code": "II.1",
        "before": "30",
        "points": "28,5",
        "reason": "Thiếu minh chứng",
        "edited": f"scoreline:{line_of(sheet, 'II.1')}",
        "parent": 2,
        "version": 3,
    }


def test_review_line_without_a_reason_is_refused() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    with pytest.raises(scores.ReasonNeeded):
        scores.review_line(line_of(sheet, "II.1"), actor=bloc.leader.head, at=REVIEWING, points=Decimal(28), reason=" ")


def test_review_line_out_of_range_is_refused_and_nothing_is_kept() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    with pytest.raises(scores.OutOfRange):
        scores.review_line(
            line_of(sheet, "II.1"), actor=bloc.leader.head, at=REVIEWING, points=Decimal(100), reason="Nhầm"
        )

    assert ScoreLine.objects.filter(review_points__isnull=False).count() == 0


def test_review_of_a_draft_is_not_found() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.member)

    with pytest.raises(Http404):
        scores.confirm_lines(sheet.pk, actor=bloc.leader.head, at=REVIEWING)


def test_review_of_a_draft_of_the_heads_own_unit_is_refused() -> None:
    bloc = make_running_bloc()
    sheet = draft_scores(bloc, bloc.leader)

    with pytest.raises(Denied):
        scores.confirm_lines(sheet.pk, actor=bloc.leader.head, at=REVIEWING)


def test_return_scores_keeps_what_was_entered() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member)

    scores.return_scores(sheet.pk, actor=bloc.leader.head, at=REVIEWING, reason="Xem lại dòng II.1")

    sheet = ScoreSheet.objects.get(pk=sheet.pk)
    assert (sheet.draft, sheet.lines.get(criterion__code="II.1").inputs) == (True, {"judged": "30"})


# Ranking.


def test_ranking_is_finalised_by_two_people_with_ties() -> None:
    bloc = reviewed_bloc(("80", "90", "80"))

    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    done = ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING).object

    assert done.state == RankingState.FINAL
    rows = RankingRow.objects.order_by("rank", "pk").values_list("rank", "points", "tied")
    assert list(rows) == [
        (1, Decimal("82.00"), False),
        (2, Decimal("76.00"), True),
        (2, Decimal("76.00"), True),
    ]


def test_finalise_by_the_proposer_is_refused() -> None:
    bloc = reviewed_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)

    with pytest.raises(ranking.SamePerson):
        ranking.finalise_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)


def test_database_refuses_a_final_ranking_by_one_person() -> None:
    bloc = reviewed_bloc()
    proposed = ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING).object
    proposed.state, proposed.finalised_by_id = RankingState.FINAL, proposed.proposed_by_id

    with pytest.raises(IntegrityError), transaction.atomic():
        proposed.save()


def test_unit_cannot_finalise_itself_with_a_hundred_points() -> None:
    bloc = make_running_bloc()
    sheet = submitted_scores(bloc, bloc.member, value="1000", judged="40", occurrences=0)
    head = bloc.member.head

    with pytest.raises(Denied):
        scores.confirm_lines(sheet.pk, actor=head, at=REVIEWING)
    with pytest.raises(Denied):
        ranking.propose_ranking(bloc.year.pk, actor=head, at=REVIEWING)
    with pytest.raises(Denied):
        ranking.finalise_ranking(bloc.year.pk, actor=head, at=REVIEWING)


def test_propose_with_a_unit_not_reviewed_names_it() -> None:
    bloc = make_running_bloc(2)
    submitted_scores(bloc, bloc.leader)

    with pytest.raises(ranking.ScoresNotReviewed) as refused:
        ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)

    assert refused.value.data == {"units": f"{bloc.leader.body.name}; {bloc.deputy.body.name}"}


def test_review_after_a_proposal_is_refused_until_it_is_withdrawn() -> None:
    bloc = reviewed_bloc()
    sheet = ScoreSheet.objects.get(unit=bloc.member.body)
    by = {"actor": bloc.leader.head, "at": REVIEWING}
    ranking.propose_ranking(bloc.year.pk, **by)
    change = {"points": Decimal(20), "reason": "Xem lại"}

    with pytest.raises(scores.RankingUnderWay):
        scores.review_line(line_of(sheet, "II.1"), **by, **change)
    ranking.withdraw_ranking(bloc.year.pk, **by, reason="Còn ý kiến")
    scores.review_line(line_of(sheet, "II.1"), **by, **change)

    assert queries.score_of(sheet).total == Decimal("66.00")


def test_finalise_what_nobody_proposed_is_refused() -> None:
    bloc = reviewed_bloc()

    with pytest.raises(ranking.NotProposed):
        ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)


def test_finalise_points_that_changed_after_the_proposal_is_refused() -> None:
    bloc = reviewed_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ScoreLine.objects.filter(criterion__code="II.1").update(review_points=1, review_reason="cửa sau")

    with pytest.raises(ranking.PointsChanged):
        ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)


def test_finalise_twice_says_when_it_was_done() -> None:
    bloc = reviewed_bloc()
    ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)
    ranking.finalise_ranking(bloc.year.pk, actor=bloc.deputy.head, at=REVIEWING)

    with pytest.raises(flow.AlreadyDone):
        ranking.finalise_ranking(bloc.year.pk, actor=bloc.authority, at=REVIEWING)
    with pytest.raises(flow.AlreadyDone):
        ranking.propose_ranking(bloc.year.pk, actor=bloc.leader.head, at=REVIEWING)


def test_closed_year_refuses_every_change_in_the_database() -> None:
    bloc = reviewed_bloc()
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    for act in (
        lambda: Pledge.objects.update(commitments="sửa"),
        lambda: ScoreLine.objects.update(review_points=1),
        lambda: Result.objects.all().delete(),
        lambda: Pledge.objects.create(emulation_year=bloc.year, unit=outsider_body()),
        lambda: type(bloc.year).objects.filter(pk=bloc.year.pk).update(state="running"),
    ):
        with pytest.raises(IntegrityError, match="closed"), transaction.atomic():
            act()


def outsider_body():  # type: ignore[no-untyped-def]
    from tests.factories import make_unit

    return make_unit()
