"""The job: what is due is told once, written as each person wants it, and sent; again and again without harm."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from tests.assessment.factories import Bloc, draft_report, make_running_bloc, signed_pledge
from tests.factories import moment
from tests.notices.factories import with_mail
from tests.notices.smtp import serving
from thidua.assessment.actions import reports
from thidua.bodies.models import Account
from thidua.cycles.models import PhaseWindow
from thidua.kernel.actor import Actor
from thidua.notices.models import Letter, Notice
from thidua.web.cli import main
from thidua.web.reminders import Done, send_reminders, stage_of, year_of

pytestmark = pytest.mark.django_db

# The report is due at midnight before 21/12/2024.
DUE = moment(2024, 12, 21, 0)


@pytest.mark.parametrize(
    ("before", "late", "stage"),
    [
        (timedelta(days=7, seconds=1), False, None),
        (timedelta(days=7), False, 7),
        (timedelta(days=3, seconds=1), False, 7),
        (timedelta(days=3), False, 3),
        (timedelta(days=1, seconds=1), False, 3),
        (timedelta(days=1), False, 1),
        (timedelta(seconds=1), False, 1),
        (timedelta(0), False, 0),
        (timedelta(days=-30), False, 0),
        (timedelta(days=20), True, 0),
    ],
)
def test_stage_of_a_deadline(before: timedelta, late: bool, stage: int | None) -> None:
    assert stage_of(DUE, late=late, at=DUE - before) == stage


@pytest.mark.parametrize(("url", "year"), [("/years/7/reports/start/", 7), ("/", None), ("/nowhere/at/all/", None)])
def test_year_of_an_address(url: str, year: int | None) -> None:
    assert year_of(url) == year


@pytest.fixture
def bloc() -> Bloc:
    """Three units that have signed and not begun to report."""
    bloc = make_running_bloc()
    for unit in bloc.units:
        signed_pledge(bloc, unit)
    return bloc


def stages(actor: Actor, *, url: str = "reports") -> list[str]:
    rows = Notice.objects.filter(person_id=actor.id, url__contains=url).order_by("pk")
    return [row.data["days"] for row in rows]


def at_noon(*, days_before: int) -> datetime:
    return DUE - timedelta(days=days_before) + timedelta(hours=12)


def test_unit_is_reminded_seven_three_and_one_day_before_and_once_after(bloc: Bloc) -> None:
    for days_before in range(12, -4, -1):
        for hour in (0, 1):
            send_reminders(at=at_noon(days_before=days_before) + timedelta(hours=hour))

    assert stages(bloc.member.officer) == ["7", "3", "1", "0"]
    assert stages(bloc.member.head) == ["7", "3", "1", "0"]


def test_run_after_a_pause_reminds_of_the_nearest_stage_alone(bloc: Bloc) -> None:
    send_reminders(at=at_noon(days_before=1))

    assert stages(bloc.member.officer) == ["1"]


def test_report_begun_in_between_is_not_another_thing(bloc: Bloc) -> None:
    send_reminders(at=at_noon(days_before=6))
    reports.start_report(bloc.year.pk, actor=bloc.member.officer, at=at_noon(days_before=6))
    again = send_reminders(at=at_noon(days_before=5))

    assert (stages(bloc.member.officer), again.notices) == (["7"], 0)


def test_what_is_handed_in_is_not_reminded_of() -> None:
    bloc = make_running_bloc()
    report = draft_report(bloc, bloc.member)
    result = report.results.get()
    reports.report_result(
        result.pk, actor=bloc.member.officer, at=at_noon(days_before=9), written="8", value=Decimal(8)
    )
    reports.submit_report(report.pk, actor=bloc.member.head, at=at_noon(days_before=9))

    send_reminders(at=at_noon(days_before=1))

    assert stages(bloc.member.officer) == []


def test_deadline_that_moves_is_reminded_of_anew(bloc: Bloc) -> None:
    send_reminders(at=at_noon(days_before=1))
    PhaseWindow.objects.filter(emulation_year=bloc.year, phase="report").update(deadline_at=DUE + timedelta(days=5))

    send_reminders(at=at_noon(days_before=1))

    assert stages(bloc.member.officer) == ["1", "7"]


def test_notice_says_its_year_body_and_both_languages(bloc: Bloc) -> None:
    send_reminders(at=at_noon(days_before=3))

    notice = Notice.objects.get(person_id=bloc.member.officer.id, url__contains="reports")
    assert (notice.year, notice.body, notice.deadline, notice.kind) == (bloc.year, bloc.member.body, DUE, "deadline")
    assert notice.data["task"] == {
        "vi": "Báo cáo kết quả thực hiện chỉ tiêu",
        "en": "Report the results of the targets",
    }


def test_digest_is_one_letter_a_day_with_everything_in_order(bloc: Bloc) -> None:
    with_mail(bloc.member.officer, at=at_noon(days_before=8))

    first = send_reminders(at=at_noon(days_before=6))
    second = send_reminders(at=at_noon(days_before=6) + timedelta(hours=2))
    third = send_reminders(at=at_noon(days_before=3) + timedelta(hours=12))

    assert [(one.letters, one.sent) for one in (first, second, third)] == [(1, 1), (0, 0), (0, 0)]
    (letter,) = mail.outbox
    assert letter.body.count("Báo cáo kết quả thực hiện chỉ tiêu") == 1
    assert "Hạn 00:00 ngày 21/12/2024. Còn không quá 7 ngày đến hạn." in letter.body
    assert f"/years/{bloc.year.pk}/reports/start/" in letter.body
    assert "/mail/off/" in letter.body


def test_quiet_hours_put_the_letter_off_to_the_morning(bloc: Bloc) -> None:
    with_mail(bloc.member.officer, at=at_noon(days_before=8))
    night, morning = moment(2024, 12, 18, 2), moment(2024, 12, 18, 7)

    quiet, loud = send_reminders(at=night), send_reminders(at=morning)

    assert (quiet.notices > 0, quiet.letters, loud.letters, loud.sent) == (True, 0, 1, 1)


def test_somebody_who_wants_each_at_once_gets_each_at_once(bloc: Bloc) -> None:
    with_mail(bloc.member.officer, at=at_noon(days_before=8), rhythm="at_once")

    send_reminders(at=at_noon(days_before=6))
    Notice.objects.create(
        person_id=bloc.member.officer.id, kind="bloc", url="/", key="b", made_at=at_noon(days_before=6),
        data={"sender": "Bà Hà", "task": {"vi": "nộp báo cáo"}, "note": "Sớm nhé"},
    )  # fmt: skip
    send_reminders(at=at_noon(days_before=6) + timedelta(minutes=15))

    assert [letter.subject for letter in mail.outbox] == [
        "Nhắc việc: Báo cáo kết quả thực hiện chỉ tiêu",
        "Bà Hà nhắc: nộp báo cáo",
    ]
    assert "Sớm nhé" in mail.outbox[1].body


@pytest.mark.parametrize("language", ["vi", "en"])
def test_letter_is_in_the_language_of_the_person(bloc: Bloc, language: str) -> None:
    with_mail(bloc.member.officer, at=at_noon(days_before=8), language=language)

    send_reminders(at=at_noon(days_before=6))

    heading = {
        "vi": "Nhắc việc: Báo cáo kết quả thực hiện chỉ tiêu", "en": "Reminder: Report the results of the targets",
    }  # fmt: skip
    assert mail.outbox[0].subject == heading[language]


def test_person_who_cannot_be_reminded_does_not_stop_the_others(bloc: Bloc, monkeypatch: pytest.MonkeyPatch) -> None:
    from thidua.web import reminders

    whole = reminders.due

    def broken(actor: Actor, *, at: datetime) -> list[object]:
        if actor.id == bloc.member.head.id:
            raise RuntimeError("broken")
        return whole(actor, at=at)

    monkeypatch.setattr(reminders, "due", broken)

    done = send_reminders(at=at_noon(days_before=3))

    assert (done.failed, stages(bloc.member.head), stages(bloc.member.officer)) == (1, [], ["3"])


def test_somebody_locked_out_is_not_reminded(bloc: Bloc) -> None:
    Account.objects.filter(person_id=bloc.member.officer.id).update(is_active=False)

    send_reminders(at=at_noon(days_before=3))

    assert stages(bloc.member.officer) == []


def test_whole_way_to_a_real_mail_server(bloc: Bloc, settings) -> None:  # type: ignore[no-untyped-def]
    with_mail(bloc.member.officer, at=at_noon(days_before=8))
    with serving(settings):
        pass
    away = send_reminders(at=at_noon(days_before=6))

    with serving(settings) as server:
        back = send_reminders(at=at_noon(days_before=6) + timedelta(minutes=15))

    assert [(one.letters, one.sent, one.unsent) for one in (away, back)] == [(1, 0, 1), (0, 1, 0)]
    assert (len(server.received), Letter.objects.get().state) == (1, "sent")


def test_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["send-reminders"])

    assert (status, capsys.readouterr().out) == (
        0, "0 notices, 0 letters written, 0 sent, 0 to be tried again, 0 people not reminded\n",
    )  # fmt: skip


def test_nothing_to_do_is_nothing_done() -> None:
    assert send_reminders(at=timezone.now()) == Done()
