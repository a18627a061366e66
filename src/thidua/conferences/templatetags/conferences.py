"""The words of this app's codes, on pages."""

from django import template

from thidua.conferences import vocabulary

register = template.Library()
register.filter("post_label", vocabulary.post_label)
register.filter("method_label", vocabulary.method_label)
register.filter("choice_state_label", vocabulary.state_label)
register.filter("order_label", vocabulary.order_label)
register.filter("item_kind_label", vocabulary.item_kind_label)
