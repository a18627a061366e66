"""Refusals say what happened and what to do next, in the language of the page."""

from thidua.kernel.refusals import Refusal, TextRefusal


class TooLate(Refusal):
    code = "too_late"
    field = "day"
    sentence = "Đã quá hạn %(deadline)s."


def test_refusal_fills_its_sentence() -> None:
    refusal = TooLate(deadline="10/12/2024")

    assert str(refusal) == "Đã quá hạn 10/12/2024."
    assert (refusal.code, refusal.field, refusal.status) == ("too_late", "day", 409)
    assert refusal.data == {"deadline": "10/12/2024"}


def test_refusal_can_be_about_another_field() -> None:
    assert TooLate(deadline="x", field="month").field == "month"


def test_text_refusal_takes_its_sentence_when_it_is_shown() -> None:
    said = ["Một"]
    refusal = TextRefusal(code="counted", sentence=lambda: said[0], field="count")
    said[0] = "Hai"

    assert (str(refusal), refusal.code, refusal.field, refusal.status) == ("Hai", "counted", "count", 409)
