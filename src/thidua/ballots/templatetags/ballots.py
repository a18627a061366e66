"""Words for the codes of contests, in templates."""

from fractions import Fraction

from django import template
from django.utils.translation import get_language

from thidua.ballots import vocabulary
from thidua.rulebook.measures import write_share

register = template.Library()
register.filter("mode_label", vocabulary.mode_label)
register.filter("purpose_label", vocabulary.purpose_label)
register.filter("question_label", vocabulary.question_label)
register.filter("base_label", vocabulary.base_label)
register.filter("contest_state", vocabulary.state_label)


@register.filter
def share_text(share: str) -> str:
    """A share as people write it."""
    return write_share(Fraction(share), language=get_language() or "vi")
