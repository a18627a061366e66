"""What the pages of criteria sheets need: the place of a row, loaded by every template (see settings)."""

from django import template

from thidua.cycles import phases, queries, roles
from thidua.cycles.vocabulary import event_kind_label

register = template.Library()
register.filter("event_kind_label", event_kind_label)


@register.filter
def row_anchor(code: str) -> str:
    """The id of the row of an entry."""
    return queries.anchor(code)


@register.filter
def role_label(kind: str) -> str:
    """The words for a role beside a bloc."""
    return roles.role_label(kind)


@register.filter
def phase_label(phase: str) -> str:
    """The words for a phase."""
    return phases.phase_label(phase)
