"""Two people at one paper, page by page: what a stale form is answered, and what the ledger keeps of both."""

import re
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
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
    submitted_scores,
)
from thidua.assessment.actions import pledges, reports, scores
from thidua.assessment.models import Pledge, Report, Result, ScoreLine, Target
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def hidden(answer: HttpResponse) -> dict[str, str]:
    """The hidden fields of the form in the middle of the page."""
    page = answer.content.decode().split("<main", 1)[1]
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return {name: value for name, value in found.items() if name not in ("csrfmiddlewaretoken", "look")}


def said(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def chain(edited: str) -> list[tuple[int, int]]:
    """Parent and version of every edit of a thing, as the ledger has them."""
    entries = Entry.objects.filter(payload__edited=edited).order_by("sequence")
    return [(entry.payload["parent"], entry.payload["version"]) for entry in entries]


def test_result_is_set_against_what_the_other_saved_and_merged(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    result = result_of(draft_report(bloc, bloc.member))
    at_day(REPORTING)
    officer, address = as_actor(bloc.member.officer), reverse("assessment:result", args=[bloc.year.pk, result.pk])
    opened = hidden(officer.get(address))
    reports.report_result(
        result.pk, actor=bloc.member.head, at=REPORTING, written="80", value=Decimal(80), note="Của thủ trưởng"
    )

    met = officer.post(address, opened | {"value": "", "evidence": "Báo cáo số 12"})

    page = said(met)
    assert met.status_code == 409
    assert f"{bloc.member.head.describe()} đã lưu lúc" in page
    assert "Hai người sửa những mục khác nhau" in page
    assert Result.objects.get(pk=result.pk).evidence == ""
    answer = officer.post(
        address,
        hidden(met)
        | {
            "value": "",
            "evidence": "Báo cáo số 12",
            "keep_value": "theirs",
            "keep_note": "theirs",
            "keep_evidence": "mine",
        },
    )
    result.refresh_from_db()
    assert answer.status_code == 302
    assert (result.value, result.note, result.evidence) == (80, "Của thủ trưởng", "Báo cáo số 12")
    assert chain(f"result:{result.pk}") == [(1, 2), (2, 3)]


def test_summary_both_wrote_is_chosen(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)
    at_day(REPORTING)
    officer, address = as_actor(bloc.member.officer), reverse("assessment:summary", args=[bloc.year.pk, report.pk])
    opened = hidden(officer.get(address))
    reports.write_summary(report.pk, actor=bloc.member.head, at=REPORTING, summary="Của thủ trưởng")

    met = officer.post(address, opened | {"summary": "Của cán bộ"})
    unanswered = officer.post(address, hidden(met) | {"summary": "Của cán bộ"})
    officer.post(address, hidden(unanswered) | {"summary": "Của cán bộ, có bổ sung", "keep_summary": "mine"})

    assert (met.status_code, unanswered.status_code) == (409, 409)
    assert "Chọn một trong hai" in said(unanswered)
    assert Report.objects.get(pk=report.pk).summary == "Của cán bộ, có bổ sung"


def test_target_is_saved_when_the_other_changed_something_else_of_the_pledge(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    target = pledge.targets.get()
    at_day(PLEDGING)
    officer = as_actor(bloc.member.officer)
    address = reverse("assessment:change_target", args=[bloc.year.pk, pledge.pk, target.pk])
    opened = hidden(officer.get(address))
    pledges.write_commitments(pledge.pk, actor=bloc.member.head, at=PLEDGING, commitments="Cam kết", titles=())
    typed = {"indicator": target.indicator, "planned": "120", "unit_of_measure": "phần quà", "direction": "more"}

    answer = officer.post(address, opened | typed | {"criterion": str(target.criterion_id)})

    assert answer.status_code == 302
    assert Target.objects.get(pk=target.pk).planned == 120
    assert Pledge.objects.get(pk=pledge.pk).commitments == "Cam kết"


def test_commitments_and_titles_are_merged(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    pledge = draft_pledge(bloc, bloc.member)
    at_day(PLEDGING)
    officer, address = as_actor(bloc.member.officer), reverse("assessment:commitments", args=[bloc.year.pk, pledge.pk])
    opened = hidden(officer.get(address))
    pledges.write_commitments(
        pledge.pk, actor=bloc.member.head, at=PLEDGING, commitments="", titles=("provincial_flag",)
    )

    met = officer.post(address, opened | {"commitments": "Cam kết của cán bộ"})
    officer.post(
        address,
        hidden(met) | {"commitments": "Cam kết của cán bộ", "keep_commitments": "mine", "keep_titles": "theirs"},
    )

    pledge.refresh_from_db()
    assert "Cờ thi đua của Ủy ban nhân dân tỉnh" in said(met)
    assert pledge.commitments == "Cam kết của cán bộ"
    assert [one.title for one in pledge.registrations.all()] == ["provincial_flag"]


def test_line_judged_by_both_is_chosen(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    line = line_of(draft_scores(bloc, bloc.member), "II.1")
    at_day(SCORING)
    officer, address = as_actor(bloc.member.officer), reverse("assessment:line", args=[bloc.year.pk, line])
    opened = hidden(officer.get(address))
    scores.judge_line(line, actor=bloc.member.head, at=SCORING, inputs={"judged": "30"}, note="")

    met = officer.post(address, opened | {"input_judged": "35", "note": ""})
    officer.post(address, hidden(met) | {"input_judged": "35", "note": "", "keep_input_judged": "theirs"})

    assert met.status_code == 409
    assert ScoreLine.objects.get(pk=line).inputs == {"judged": "30"}


def test_review_by_both_is_chosen(at_day) -> None:  # type: ignore[no-untyped-def]
    bloc = make_running_bloc()
    line = line_of(submitted_scores(bloc, bloc.member), "II.1")
    at_day(REVIEWING)
    head, address = as_actor(bloc.leader.head), reverse("assessment:review", args=[bloc.year.pk, line])
    opened = hidden(head.get(address))
    scores.review_line(line, actor=bloc.leader.head, at=REVIEWING, points=Decimal(25), reason="Lần trước")

    met = head.post(address, opened | {"points": "28", "reason": "Lần này"})
    head.post(
        address,
        hidden(met) | {"points": "28", "reason": "Lần này", "keep_points": "mine", "keep_reason": "mine"},
    )

    row = ScoreLine.objects.get(pk=line)
    assert met.status_code == 409
    assert (row.review_points, row.review_reason) == (28, "Lần này")


def test_every_version_of_a_paper_names_its_parent() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)
    by = {"actor": bloc.member.officer, "at": REPORTING}
    reports.write_summary(report.pk, **by, summary="Một")
    reports.report_result(result_of(report).pk, **by, written="80", value=Decimal(80))
    reports.send_report(report.pk, **by)
    reports.return_report(report.pk, actor=bloc.member.head, at=REPORTING, reason="Bổ sung")
    reports.submit_report(report.pk, actor=bloc.member.head, at=REPORTING)

    assert chain(f"report:{report.pk}") == [(1, 2), (2, 3), (3, 4), (4, 5)]
    assert Report.objects.get(pk=report.pk).version == 5
    pledge = bloc.year.pledges.get(unit=bloc.member.body)
    assert chain(f"pledge:{pledge.pk}") == [(1, 2), (2, 3)]
    assert pledge.version == 3
