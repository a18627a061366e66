"""The ledger keeps codes and figures, and says them in the language of the page."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from thidua.assessment import events
from thidua.assessment.events.rounds import setting_in_words
from thidua.assessment.planning import PlanSettings
from thidua.ledger.events import Event, sentence_of

FIRST = datetime(2024, 12, 26, 1, 0, tzinfo=UTC)
LAST = datetime(2024, 12, 31, 10, 0, tzinfo=UTC)
PLAN = PlanSettings(
    each=3, threshold_points=Decimal("1.5"), threshold_percent=Decimal(20), appeals_first_at=FIRST,
    appeals_deadline_at=LAST,
)  # fmt: skip


def said(event: Event, language: str) -> str:
    with override(language):
        return sentence_of(event.name, event.payload())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "vi",
            "Ban hành cách chấm điểm của năm: các vòng Chấm chéo; mỗi đơn vị được 3 đơn vị khác chấm chéo; bình quân để "
            "khối tham khảo; giữ kín tên người chấm; thẩm định của cơ quan cần hai người; giải trình khi chênh lệch quá "
            "1,5 điểm; giải trình khi chênh lệch quá 20 phần trăm điểm tối đa; nhận kiến nghị từ 08:00 ngày 26/12/2024 "
            "đến trước 17:00 ngày 31/12/2024",
        ),
        (
            "en",
            "Issued the year’s plan of scoring: rounds Cross-scoring; each unit is cross-scored by 3 others; the mean is "
            "shown to the bloc for reference; names of scorers are kept closed; the authority’s appraisal takes two "
            "people; an explanation for differences beyond 1.5 points; an explanation for differences beyond 20 percent "
            "of the maximum; appeals from 08:00, 26 Dec 2024 until just before 17:00, 31 Dec 2024",
        ),
    ],
)
def test_plan_of_scoring_is_said_in_the_language_of_the_page(language: str, words: str) -> None:
    planned = events.ScoringPlanned(subject="year:1", rounds=("cross",), settings=PLAN.coded())

    assert said(planned, language) == words


def test_other_settings_of_a_plan_have_words_too() -> None:
    plan = PlanSettings(binding=True, anonymous=False, four_eyes=False)

    with override("en"):
        assert [setting_in_words(*one) for one in plan.coded()] == [
            "each unit is cross-scored by 3 others",
            "the mean is the bloc’s score",
            "names of scorers are shown to the unit",
            "the authority’s appraisal takes one person",
        ]


@pytest.mark.parametrize(("line", "matter"), [("I.2", "line I.2"), ("", "the provisional ranking")])
def test_appeal_names_its_line_or_the_ranking(line: str, matter: str) -> None:
    filed = events.AppealFiled(subject="appeal:1", unit="Hội A", kind="line", line=line, reason="thiếu điểm")

    assert said(filed, "en") == f"Hội A filed: appeal about points, {matter}. Reason: thiếu điểm"


def test_report_of_a_period_is_named_in_english_too() -> None:
    handed_in = events.ReportSubmitted(subject="report:1", unit="Hội A", period="6 tháng", late="17:00")

    assert said(handed_in, "en") == (
        "Hội A approved and submitted its report of results for the period “6 tháng”, late for the deadline 17:00"
    )
