"""What the pages of criteria sheets need: the place of a row, loaded by every template (see settings)."""

from django import template

from thidua.cycles import queries

register = template.Library()


@register.filter
def row_anchor(code: str) -> str:
    """The id of the row of an entry."""
    return queries.anchor(code)
