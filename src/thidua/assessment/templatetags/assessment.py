"""The words of this app in templates."""

from django import template
from django.utils.translation import gettext

from thidua.assessment.vocabulary import WORDS, direction_label, title_label
from thidua.cycles.phases import kind_label

register = template.Library()
register.filter("direction_label", direction_label)
register.filter("title_label", title_label)
register.filter("kind_label", kind_label)


@register.filter
def begin_heading(kind: str) -> str:
    return gettext(WORDS[kind].begin)


@register.filter
def paper_why(kind: str) -> str:
    return gettext(WORDS[kind].why)


@register.filter
def open_to(name: str, pk: int) -> tuple[str, int]:
    """The key under which a page notes that the actor may open a paper."""
    return name, pk
