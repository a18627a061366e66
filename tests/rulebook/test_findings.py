"""Texts in two languages, findings, refusals."""

import pickle
import string
from decimal import Decimal

import pytest

from thidua.rulebook.book import InvalidLaw
from thidua.rulebook.calendar import InvalidCalendar
from thidua.rulebook.check import InvalidFile
from thidua.rulebook.counting import InvalidCount
from thidua.rulebook.facts import InvalidFacts, InvalidSheet
from thidua.rulebook.findings import Finding, Text, set_out
from thidua.rulebook.refusals import RulebookError


def test_text_in_language_gives_that_sentence() -> None:
    text = Text("đạt", "met")
    assert (text.in_language("vi"), text.in_language("en")) == ("đạt", "met")


def test_text_in_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="language must be vi or en"):
        Text("đạt", "met").in_language("fr")


def test_text_filled_writes_numbers_in_each_language() -> None:
    filled = Text("{count} suất, {share}%, {word}, {name}", "{count} gifts, {share}%, {word}, {name}").filled(
        count=74958, share=Decimal("185.7"), word=Text("đạt", "met"), name="{A}"
    )
    assert filled == Text("74.958 suất, 185,7%, đạt, {A}", "74,958 gifts, 185.7%, met, {A}")


def test_finding_compares_and_hashes_by_value() -> None:
    first = Finding("a.b", True, Text("v", "e"), data={"k": "1"})
    second = Finding("a.b", True, Text("v", "e"), data={"k": "1"})
    assert first == second
    assert hash(first) == hash(second)


def test_refusal_keeps_the_first_place_that_was_said() -> None:
    refusal = InvalidSheet("no_bands", {"field": "bands"})
    assert refusal.at("") is refusal
    placed = refusal.at("entries[0].rule")
    assert placed.text.vi == "entries[0].rule: bands: cần ít nhất một bậc; hãy thêm."
    assert placed.at("entries[0]") is placed
    assert (placed.code, placed.data, placed.place) == ("no_bands", {"field": "bands"}, "entries[0].rule")


def test_refusal_names_code_data_and_remedy() -> None:
    refusal = InvalidSheet("too_precise", {"code": "1", "field": "max_points", "value": Decimal("0.125"), "places": 2})
    assert refusal.data == {"code": "1", "field": "max_points", "value": "0.125", "places": "2"}
    assert refusal.text.vi == "“1”, max_points: 0,125 quá 2 chữ số thập phân; hãy làm tròn hoặc tăng places."
    assert str(refusal) == f"too_precise: {refusal.text.en}"


def test_refusal_without_a_sentence_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        InvalidSheet("no_such_code", {})


def test_refusal_survives_pickling() -> None:
    refusal = pickle.loads(pickle.dumps(InvalidSheet("duplicate_code", {"code": "1"})))
    assert (refusal.code, refusal.data) == ("duplicate_code", {"code": "1"})


@pytest.mark.parametrize(
    "refusal", [InvalidCalendar, InvalidCount, InvalidFacts, InvalidFile, InvalidLaw, InvalidSheet]
)
def test_refusal_sentences_speak_of_the_same_data_in_both_languages(refusal: type[RulebookError]) -> None:
    for sentence in refusal.sentences.values():
        assert _placeholders(sentence.vi) == _placeholders(sentence.en)


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_finding_set_out_puts_each_part_further_in() -> None:
    deepest = Finding("c", True, Text("ba", "three"), "Điều 3")
    middle = Finding("b", True, Text("hai", "two"), "Điều 2", parts=(deepest,))
    whole = Finding("a", True, Text("một", "one"), "Điều 1", parts=(middle, middle))
    assert list(set_out(whole, language="vi")) == [
        "một [Điều 1]",
        "  – hai",
        "    – ba",
        "  – hai",
        "    – ba",
    ]
    assert list(set_out(deepest, language="en")) == ["three [Điều 3]"]
    assert list(set_out(Finding("d", True, Text("bốn", "four")), language="en")) == ["four"]
