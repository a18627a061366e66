"""The words of this app's codes, on pages."""

from django import template

from thidua.honours import vocabulary

register = template.Library()
register.filter("award_kind", vocabulary.kind_label)
register.filter("award_way", vocabulary.way_label)
register.filter("nominee_label", vocabulary.nominee_label)
register.filter("nomination_state", vocabulary.state_label)
