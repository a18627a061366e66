"""What the pages of criteria sheets need: the place of a row, loaded by every template (see settings)."""

from django import template

from thidua.cycles import phases, queries

register = template.Library()


@register.filter
def row_anchor(code: str) -> str:
    """The id of the row of an entry."""
    return queries.anchor(code)


@register.filter
def phase_label(phase: str) -> str:
    """The words for a phase."""
    return phases.phase_label(phase)
