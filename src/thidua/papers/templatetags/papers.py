"""The words of this app's codes, on pages."""

from django import template

from thidua.papers import vocabulary

register = template.Library()
register.filter("part_label", vocabulary.part_label)
register.filter("signing_label", vocabulary.signing_label)
