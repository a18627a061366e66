"""How pledges are signed, the kinds of targets, and amendments, with every way they are refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.assessment.factories import (
    PLEDGING,
    REPORTING,
    Bloc,
    draft_pledge,
    draft_report,
    make_running_bloc,
    proportional,
    result_of,
    signed_pledge,
    submitted_report,
)
from tests.assessment.factories_movements import WORKING, proposed
from tests.factories import moment
from thidua.assessment import queries
from thidua.assessment.actions import flow, pledges, reports, signing
from thidua.assessment.models import Pledge, PledgeAmendment, PledgeSigning, Target
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db

LATE = moment(2024, 5, 24)


def on_paper(bloc: Bloc, pledge: Pledge, *, day: date, at: Any = LATE) -> Pledge:
    return signing.sign_on_paper(
        pledge.pk, actor=bloc.member.head, at=at, signed_on=day, signer="Nguyễn Văn A, Chủ tịch"
    ).object


def test_signing_in_the_program_is_kept_as_remote() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    [one] = queries.signings_of(pledge)

    assert (one.signing.way, one.signing.signed_on, one.late) == ("remote", date(2024, 2, 1), False)
    assert one.signing.signer == bloc.member.head.describe()


def test_pledge_signed_on_paper_late_keeps_its_real_date() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)

    signed = on_paper(bloc, pledge, day=date(2024, 5, 24))

    [one] = queries.signings_of(signed)
    assert signed.approved
    assert (one.signing.way, one.signing.signed_on, one.late) == ("paper", date(2024, 5, 24), True)
    assert Entry.objects.order_by("-sequence")[0].payload["late"] is True


def test_paper_signed_in_time_but_entered_late_is_not_late() -> None:
    bloc = make_running_bloc()

    signed = on_paper(bloc, draft_pledge(bloc, bloc.member), day=date(2024, 2, 20))

    assert [one.late for one in queries.signings_of(signed)] == [False]


@pytest.mark.parametrize(
    ("day", "code"), [(date(2024, 5, 25), "signed_in_future"), (date(2023, 12, 31), "signed_before_year")]
)
def test_day_that_cannot_be_is_refused(day: date, code: str) -> None:
    bloc = make_running_bloc()

    with pytest.raises(signing.Refusal) as refused:
        on_paper(bloc, draft_pledge(bloc, bloc.member), day=day)
    assert (refused.value.code, refused.value.field) == (code, "signed_on")
    assert not PledgeSigning.objects.exists()


def test_paper_signing_is_entered_once_and_by_the_head() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    with pytest.raises(Denied):
        signing.sign_on_paper(
            pledge.pk, actor=bloc.member.officer, at=LATE, signed_on=date(2024, 5, 1), signer="Người ký"
        )
    on_paper(bloc, pledge, day=date(2024, 5, 1))

    with pytest.raises(flow.AlreadyDone):
        on_paper(bloc, pledge, day=date(2024, 5, 1))


def test_pledge_without_targets_is_not_signed_on_paper() -> None:
    bloc = make_running_bloc()
    pledge = pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=PLEDGING).object

    with pytest.raises(pledges.NoTargets):
        on_paper(bloc, pledge, day=date(2024, 5, 1))


def test_paper_signing_in_a_year_that_does_not_run_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(flow.YearNotRunning):
        on_paper(bloc, pledge, day=date(2024, 5, 1))


def test_signature_given_back_is_kept_and_no_longer_stands() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    pledges.return_pledge(pledge.pk, actor=bloc.leader.head, at=PLEDGING, reason="Thiếu chỉ tiêu")
    pledges.sign_pledge(pledge.pk, actor=bloc.member.head, at=PLEDGING)

    assert PledgeSigning.objects.count() == 2
    assert len(queries.signings_of(pledge)) == 1


# Kinds of targets.


def add(bloc: Bloc, **changes: Any) -> Target:
    pledge = pledges.start_pledge(bloc.year.pk, actor=bloc.member.officer, at=PLEDGING).object
    values: dict[str, Any] = {
        "indicator": "Tỷ lệ", "planned": Decimal(15), "unit_of_measure": "%", "direction": "more",
        "criterion": proportional(bloc.year),
    }  # fmt: skip
    return pledges.add_target(pledge.pk, actor=bloc.member.officer, at=PLEDGING, **values | changes).object


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "threshold", "wording": "từ 15% trở lên"},
        {"kind": "range", "planned_to": Decimal(20), "wording": "từ 15–20%"},
        {"kind": "never", "planned": Decimal(0), "direction": "less", "wording": "không để xảy ra"},
        {"kind": "reduction", "planned": Decimal(5), "compared_with": "so với năm 2023"},
        {"kind": "award", "planned": Decimal(1), "unit_of_measure": "danh hiệu"},
    ],
)
def test_target_of_every_kind_is_carried_as_worded(values: dict[str, Any]) -> None:
    target = add(make_running_bloc(), **values)

    target.refresh_from_db()
    assert {name: getattr(target, name) for name in values} == values


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "range"}, "range_needs_two_ends"),
        ({"kind": "range", "planned_to": Decimal(15)}, "range_needs_two_ends"),
        ({"kind": "figure", "planned_to": Decimal(20)}, "only_ranges_have_two_ends"),
        ({"kind": "never", "planned": Decimal(3)}, "never_is_none"),
        ({"kind": "never", "planned": Decimal(3), "direction": "less"}, "never_is_none"),
        ({"kind": "reduction"}, "compared_with_what"),
    ],
)
def test_figures_that_a_kind_does_not_have_are_refused(values: dict[str, Any], code: str) -> None:
    with pytest.raises(pledges.Refusal) as refused:
        add(make_running_bloc(), **values)

    assert refused.value.code == code


# Amendments.


def test_raised_plan_is_in_force_when_the_head_approves() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    amendment = proposed(bloc.member, pledge, plan="120")
    assert pledge.targets.get().planned == 100

    signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)

    amendment.refresh_from_db()
    target = pledge.targets.get()
    assert (amendment.lowers, amendment.state, target.planned) == (False, "in_force", 120)
    assert queries.plans_before([target])[target.pk].planned_before == 100


def test_lowered_plan_waits_for_the_authority() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    amendment = proposed(bloc.member, pledge, plan="60")

    signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)
    assert pledge.targets.get().planned == 100
    assert queries.plans_before([pledge.targets.get()]) == {}
    signing.agree_to_amendment(amendment.pk, actor=bloc.authority, at=WORKING)

    assert pledge.targets.get().planned == 60
    assert Entry.objects.order_by("-sequence")[0].payload["changes"] == ["“Số phần quà” từ 100 thành 60 phần quà"]


@pytest.mark.parametrize(
    ("direction", "before", "after", "lowers"),
    [
        ("more", "100", "90", True),
        ("more", "100", "110", False),
        ("reach", "80", "70", True),
        ("less", "3", "5", True),
        ("less", "3", "2", False),
        ("more", None, "5", False),
    ],
)
def test_lowering_is_told_by_the_direction(direction: str, before: str | None, after: str, lowers: bool) -> None:
    target = Target(direction=direction, planned=None if before is None else Decimal(before))

    assert signing.lowers(target, Decimal(after)) is lowers


def test_score_and_report_follow_the_plan_in_force_and_say_both() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    amendment = proposed(bloc.member, pledge, plan="160")
    signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)
    report = reports.start_report(bloc.year.pk, actor=bloc.member.officer, at=REPORTING).object
    by = {"actor": bloc.member.officer, "at": REPORTING}
    reports.report_result(result_of(report).pk, **by, written="80", value=Decimal(80))

    [found] = queries.report_page(bloc.member.officer, bloc.year.pk, report.pk, at=REPORTING).results
    row = found.shown

    assert row.achievement.reached_percent == 50
    assert row.amended is not None
    assert (row.amended.planned_before, row.amended.planned_after) == (100, 160)


def test_only_one_amendment_waits_at_a_time() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    proposed(bloc.member, pledge, plan="120")

    with pytest.raises(signing.AmendmentWaits):
        proposed(bloc.member, pledge, plan="130")


@pytest.mark.parametrize(("plan", "code"), [("100", "nothing_amended"), ("0", "plan_not_above_zero")])
def test_plan_that_changes_nothing_or_asks_nothing_is_refused(plan: str, code: str) -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)

    with pytest.raises(signing.Refusal) as refused:
        proposed(bloc.member, pledge, plan=plan)
    assert refused.value.code == code


def test_draft_is_not_amended() -> None:
    bloc = make_running_bloc()

    with pytest.raises(signing.NotSigned):
        proposed(bloc.member, draft_pledge(bloc, bloc.member), plan="120")


def test_amendment_after_the_report_was_handed_in_is_refused() -> None:
    bloc = make_running_bloc()
    submitted_report(bloc, bloc.member)

    with pytest.raises(signing.ReportStands):
        proposed(bloc.member, Pledge.objects.get(unit=bloc.member.body), plan="120")


def test_decision_of_tomorrow_is_refused() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    target = pledge.targets.get()

    with pytest.raises(signing.DecidedInFuture):
        signing.propose_amendment(
            pledge.pk, actor=bloc.member.officer, at=WORKING, number="25/QĐ", decided_on=date(2024, 6, 4),
            reason="Lý do", plans={target.pk: Decimal(120)},
        )  # fmt: skip


def test_new_lower_end_above_the_upper_end_is_refused() -> None:
    bloc = make_running_bloc()
    target = add(bloc, kind="range", planned_to=Decimal(20))
    pledge = pledges.sign_pledge(target.pledge_id, actor=bloc.member.head, at=PLEDGING).object

    with pytest.raises(signing.RangeOverturned):
        proposed(bloc.member, pledge, plan="20")


def test_each_step_is_for_its_own_person_and_once() -> None:
    bloc = make_running_bloc()
    amendment = proposed(bloc.member, signed_pledge(bloc, bloc.member), plan="60")
    for actor in (bloc.member.officer, bloc.leader.head):
        with pytest.raises(Denied):
            signing.approve_amendment(amendment.pk, actor=actor, at=WORKING)
    with pytest.raises(signing.AmendmentSettled):
        signing.agree_to_amendment(amendment.pk, actor=bloc.authority, at=WORKING)
    signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)

    with pytest.raises(signing.AmendmentSettled):
        signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)
    with pytest.raises(Denied):
        signing.return_amendment(amendment.pk, actor=bloc.member.head, at=WORKING, reason="Thôi")


def test_returned_amendment_changes_nothing_and_another_may_follow() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    amendment = proposed(bloc.member, pledge, plan="60")
    signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)

    signing.return_amendment(amendment.pk, actor=bloc.authority, at=WORKING, reason="Chưa đủ căn cứ")

    assert pledge.targets.get().planned == 100
    with pytest.raises(signing.AmendmentSettled):
        signing.return_amendment(amendment.pk, actor=bloc.authority, at=WORKING, reason="Lần nữa")
    assert proposed(bloc.member, pledge, plan="90").state == "proposed"


def test_plan_that_changed_meanwhile_stops_the_amendment() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    amendment = proposed(bloc.member, pledge, plan="120")
    pledge.targets.update(planned=Decimal(101))

    with pytest.raises(signing.PlanChangedMeanwhile):
        signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)
    assert PledgeAmendment.objects.get().state == "proposed"


def test_what_waits_is_told_to_the_one_who_decides() -> None:
    bloc = make_running_bloc()
    amendment = proposed(bloc.member, signed_pledge(bloc, bloc.member), plan="60")
    waiting = [len(queries.amendment_tasks(actor)) for actor in (bloc.member.head, bloc.member.officer, bloc.authority)]
    signing.approve_amendment(amendment.pk, actor=bloc.member.head, at=WORKING)

    assert waiting == [1, 0, 0]
    assert [len(queries.amendment_tasks(actor)) for actor in (bloc.member.head, bloc.authority)] == [0, 1]


def test_proposal_is_seen_by_the_unit_and_the_authority_only() -> None:
    bloc = make_running_bloc()
    pledge = signed_pledge(bloc, bloc.member)
    proposed(bloc.member, pledge, plan="60")

    seen = [
        len(queries.amendments_of(actor, pledge)) for actor in (bloc.member.officer, bloc.authority, bloc.deputy.head)
    ]

    assert seen == [1, 1, 0]


def test_report_draft_does_not_stop_an_amendment() -> None:
    bloc = make_running_bloc()
    draft_report(bloc, bloc.member)

    assert proposed(bloc.member, Pledge.objects.get(unit=bloc.member.body), plan="120").lowers is False
