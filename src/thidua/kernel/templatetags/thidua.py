"""How numbers, dates and texts of the pure packages are written on a page, in its language."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from thidua.kernel import gate
from thidua.kernel.actor import Office
from thidua.reading.dates import write_date, write_datetime, write_long_date
from thidua.reading.numbers import write_number, write_percent

register = template.Library()

ONCE = "once"
"""The field in which a form carries its key."""


def _language() -> str:
    return get_language() or "vi"


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """`74.958` in Vietnamese, `74,958` in English; a dash for a missing value, which is not zero."""
    return "–" if value is None else write_number(Decimal(value), language=_language(), places=places)


@register.filter
def points(value: Decimal | None) -> str:
    """Points of a sheet, with at least two decimals, so that columns line up; more only where there are more."""
    if value is None:
        return number(None)
    finer = -int(value.normalize().as_tuple().exponent)
    return number(value, max(2, finer)).replace("-", "−")


@register.filter
def percentage(value: Decimal | None) -> str:
    return "–" if value is None else write_percent(value, language=_language())


@register.filter
def day(value: date | datetime | None) -> str:
    """`21/01/2025`."""
    if value is None:
        return "–"
    return write_date(timezone.localdate(value) if isinstance(value, datetime) else value, language=_language())


@register.filter
def moment(value: datetime | None) -> str:
    """`14:00 ngày 21/01/2025` at the authority's clock."""
    return "–" if value is None else write_datetime(timezone.localtime(value), language=_language())


@register.filter
def long_day(value: date) -> str:
    """`ngày 21 tháng 01 năm 2025`, as papers write it."""
    return write_long_date(value, language=_language())


@register.filter
def said(text: Any) -> str:
    """A text of the pure packages in the language of the page."""
    return str(text.in_language(_language()))


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The value under a key, or None."""
    return mapping.get(key)


@register.filter
def office_label(office: str) -> str:
    return Office(office).label


@register.filter
def may_ever(request: Any, needs: str) -> bool:
    """Whether the office acted in could hold the permission: for showing a link, never for guarding a page."""
    return gate.may_ever(getattr(request, "actor", None), needs)


@register.simple_tag
def once() -> SafeString:
    """The key of a form as a hidden field: whatever is sent under it acts once. Stands in every form that writes."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, uuid.uuid4().hex)
