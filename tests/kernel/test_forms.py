"""Fields read what Vietnamese officials write, and say what they did not understand."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from thidua.bodies.middleware import Request
from thidua.kernel import clock
from thidua.kernel.forms import (
    DateField,
    Form,
    NumberField,
    QuantityField,
    WholeNumberField,
    start_of_day,
)
from thidua.kernel.gate import Denied
from thidua.kernel.refusals import Refusal


def code_of(field: forms.Field, written: str) -> str:
    """The code of the error with which the field refuses what was written."""
    with pytest.raises(ValidationError) as refused:
        field.clean(written)
    return str(refused.value.error_list[0].code)


@pytest.mark.parametrize(
    ("written", "value", "is_percent"),
    [
        ("74.958", "74958", False),
        ("1,2 tỷ", "1200000000", False),
        ("185,7%", "185.7", True),
        (" 12,5 ", "12.5", False),
    ],
)
def test_quantity_is_read_as_people_write_it(written: str, value: str, is_percent: bool) -> None:
    quantity = QuantityField().clean(written)

    assert (quantity.value, quantity.is_percent) == (Decimal(value), is_percent)


@pytest.mark.parametrize(
    ("written", "code"),
    [("abc", "not_a_number"), ("-3", "negative"), ("1.5", "ambiguous_point"), ("9" * 61, "max_length")],
)
def test_quantity_that_cannot_be_read_is_refused(written: str, code: str) -> None:
    assert code_of(QuantityField(), written) == code


def test_negative_quantity_is_read_where_it_is_allowed() -> None:
    assert QuantityField(allow_negative=True).clean("-3").value == Decimal(-3)


@pytest.mark.parametrize("field", [QuantityField, NumberField, WholeNumberField, DateField])
def test_empty_field_is_nothing_when_it_may_be_empty(field: type[forms.Field]) -> None:
    assert field(required=False).clean("  ") is None


@pytest.mark.parametrize("field", [QuantityField, NumberField, WholeNumberField, DateField])
def test_empty_field_is_refused_when_it_is_required(field: type[forms.Field]) -> None:
    assert code_of(field(), "") == "required"


@pytest.mark.parametrize(("written", "value"), [("74.958", "74958"), ("12,5", "12.5"), ("0", "0")])
def test_number_is_a_decimal(written: str, value: str) -> None:
    number = NumberField().clean(written)

    assert (number, type(number)) == (Decimal(value), Decimal)


@pytest.mark.parametrize("written", ["185,7%", "12 người"])
def test_number_with_anything_beside_it_is_refused(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NumberField().clean(written)

    assert refused.value.code == "not_plain"
    assert refused.value.messages == [f"“{written}” có chữ hoặc dấu % đi kèm. Chỉ ghi con số, ví dụ 12,5."]


@pytest.mark.parametrize(("written", "value"), [("3", 3), ("3,0", 3), ("1.234", 1234)])
def test_whole_number_is_an_int(written: str, value: int) -> None:
    number = WholeNumberField().clean(written)

    assert (number, type(number)) == (value, int)


@pytest.mark.parametrize(
    ("written", "code"), [("12,5", "not_whole"), ("3 lần", "not_plain"), ("ba bốn", "not_a_number")]
)
def test_whole_number_that_is_none_is_refused(written: str, code: str) -> None:
    assert code_of(WholeNumberField(), written) == code


@pytest.mark.parametrize("written", ["21/1/2025", "21/01/2025", "21-1-2025", "21.1.2025"])
def test_date_is_read_as_people_write_it(written: str) -> None:
    assert DateField().clean(written) == date(2025, 1, 21)


@pytest.mark.parametrize("written", ["31/2/2024", "13/13/2024", "hôm nào đó"])
def test_date_that_does_not_exist_is_refused(written: str) -> None:
    assert code_of(DateField(), written) == "bad_date"


def test_date_is_shown_as_people_write_it() -> None:
    field = DateField()

    assert field.prepare_value(date(2025, 1, 21)) == "21/01/2025"
    assert field.prepare_value("21/1") == "21/1"


def test_refusal_of_a_field_is_in_the_language_of_the_page() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        QuantityField().clean("-3")
    in_english = refused.value.messages
    with pytest.raises(ValidationError) as refused:
        QuantityField().clean("-3")

    assert refused.value.messages[0].startswith("“-3” là số âm")
    assert in_english[0] != refused.value.messages[0]


def test_start_of_day_is_midnight_in_ha_noi() -> None:
    expected = datetime(2025, 1, 21, tzinfo=timezone(timedelta(hours=7)))

    assert start_of_day(date(2025, 1, 21)) == expected


class Refused(Refusal):
    code = "refused_for_a_test"
    sentence = "Không được: %(why)s."


class DayForm(Form):
    day = DateField()
    place = forms.CharField(required=False)


def note(*arguments: Any, **values: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return arguments, values


def refuse(refusal: Refusal) -> None:
    raise refusal


def test_submit_gives_what_the_action_gives() -> None:
    form = DayForm({"day": "21/1/2025"})

    assert form.submit(note, 3, place="Cao Lãnh") == ((3,), {"place": "Cao Lãnh"})


def test_submit_of_wrong_input_asks_no_action() -> None:
    form = DayForm({"day": "không biết"})

    assert form.submit(refuse, Refused(why="gọi nhầm")) is None
    assert list(form.errors) == ["day"]


@pytest.mark.parametrize(("field", "shown_at"), [("place", "place"), (None, "__all__"), ("unknown", "__all__")])
def test_submit_shows_a_refusal_where_it_belongs(field: str | None, shown_at: str) -> None:
    form = DayForm({"day": "21/1/2025"})

    assert form.submit(refuse, Refused(why="đã khoá", field=field)) is None
    assert form.errors == {shown_at: ["Không được: đã khoá."]}


def test_submit_lets_a_denial_through_to_its_page() -> None:
    with pytest.raises(Denied):
        DayForm({"day": "21/1/2025"}).submit(refuse, Denied())


def test_empty_required_field_of_a_form_says_so_in_our_words() -> None:
    form = DayForm({"day": ""})

    assert form.errors["day"] == ["Mục này bắt buộc, hiện còn trống."]


class AskingForm(Form):
    unit = forms.ChoiceField(choices=[("1", "Hội A")])
    title = forms.CharField(max_length=5)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.fields["later"] = forms.CharField()


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ({"unit": "x" * 10_000}, "unit", "Lựa chọn này không có trong danh sách. Tải lại trang rồi chọn lại."),
        ({"title": "x" * 10_000}, "title", "Ghi nhiều nhất 5 ký tự; hiện có 10000. Rút gọn rồi gửi lại."),
        ({"title": "a\0b"}, "title", "Có ký tự không đọc được. Xoá đoạn vừa dán rồi gõ lại."),
        ({}, "later", "Mục này bắt buộc, hiện còn trống."),
    ],
)
def test_form_answers_wrong_input_in_our_words(typed: dict[str, str], name: str, said: str) -> None:
    form = AskingForm({"unit": "1", "title": "Tên"} | typed)

    assert form.errors[name] == [said]


def test_date_without_year_falls_in_the_year_of_the_sample_clock(settings: Any, tmp_path: Path) -> None:
    settings.SAMPLE, settings.DATA = True, tmp_path
    clock.set_sample_clock(datetime(2024, 3, 1, 9, tzinfo=UTC))

    assert DateField().clean("12.5") == date(2024, 5, 12)


def test_date_without_year_falls_in_the_year_in_which_the_request_was_told() -> None:
    token = clock.request.set(Request(at=datetime(2023, 12, 31, 18, tzinfo=UTC), begun=clock.now()))
    try:
        assert DateField().clean("12/5") == date(2024, 5, 12)
    finally:
        clock.request.reset(token)


class FileForm(Form):
    file = forms.FileField(max_length=20)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"", "Tệp trống. Hãy chọn đúng tệp rồi tải lên lại."),
        (
            "a" * 30 + ".xlsx",
            b"a",
            "Tên tệp nhiều nhất 20 ký tự; hiện có 35. Đổi tên tệp ngắn hơn rồi gửi lại.",
        ),
    ],
)
def test_file_that_is_refused_is_told_why_and_what_to_do(name: str, data: bytes, said: str) -> None:
    assert FileForm({}, {"file": SimpleUploadedFile(name, data)}).errors == {"file": [said]}


def test_missing_file_is_told_what_to_do() -> None:
    assert FileForm({"file": "a.xlsx"}, {}).errors == {"file": ["Mục này bắt buộc, hiện còn trống."]}
