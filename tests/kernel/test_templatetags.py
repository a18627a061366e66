"""How figures and days stand on a page, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from thidua.kernel.actor import SYSTEM, Office
from thidua.kernel.gate import PUBLIC, SIGNED_IN
from thidua.rulebook.findings import Text

DAY = date(2025, 1, 21)
LATE = datetime(2025, 1, 20, 20, 30, tzinfo=UTC)  # already the 21st in Hà Nội


def shown(template: str, language: str = "vi", **context: object) -> str:
    with translation.override(language):
        return str(engines["django"].from_string(template).render(context))


@pytest.mark.parametrize(
    ("template", "value", "vietnamese", "english"),
    [
        ("{{ value|number }}", Decimal("74958"), "74.958", "74,958"),
        ("{{ value|number }}", 1234, "1.234", "1,234"),
        ("{{ value|number }}", None, "–", "–"),
        ("{{ value|number:2 }}", Decimal("12.5"), "12,50", "12.50"),
        ("{{ value|points }}", Decimal("76"), "76,00", "76.00"),
        ("{{ value|points }}", Decimal("-1"), "−1,00", "−1.00"),
        ("{{ value|points }}", None, "–", "–"),
        ("{{ value|percentage }}", Decimal("185.7"), "185,7%", "185.7%"),
        ("{{ value|percentage }}", None, "–", "–"),
        ("{{ value|day }}", DAY, "21/01/2025", "21 Jan 2025"),
        ("{{ value|day }}", LATE, "21/01/2025", "21 Jan 2025"),
        ("{{ value|day }}", None, "–", "–"),
        ("{{ value|moment }}", None, "–", "–"),
        ("{{ value|said }}", Text(vi="Hạng nhất", en="First place"), "Hạng nhất", "First place"),
    ],
)
def test_filter_writes_in_the_language_of_the_page(template: str, value: object, vietnamese: str, english: str) -> None:
    assert shown(template, value=value) == vietnamese
    assert shown(template, "en", value=value) == english


def test_moment_is_told_at_the_clock_of_the_authority() -> None:
    assert shown("{{ value|moment }}", value=LATE) == "03:30 ngày 21/01/2025"


def test_long_day_is_written_as_on_papers() -> None:
    assert shown("{{ value|long_day }}", value=DAY) == "ngày 21 tháng 01 năm 2025"


def test_get_finds_a_value_or_nothing() -> None:
    assert shown("{{ m|get:key }}", m={3: "ba"}, key=3) == "ba"
    assert shown("{{ m|get:key }}", m={3: "ba"}, key=4) == "None"


def test_office_label_is_the_vietnamese_name() -> None:
    assert shown("{{ office|office_label }}", office="unit_head") == Office.UNIT_HEAD.label


def test_may_ever_of_a_request_without_an_actor_is_public_only() -> None:
    template = "{% if request|may_ever:needs %}yes{% else %}no{% endif %}"

    assert shown(template, request=SimpleNamespace(), needs=PUBLIC) == "yes"
    assert shown(template, request=SimpleNamespace(), needs=SIGNED_IN) == "no"
    assert shown(template, request=SimpleNamespace(actor=SYSTEM), needs=SIGNED_IN) == "yes"
