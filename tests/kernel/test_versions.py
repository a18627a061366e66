"""Two people at one thing: what a stale form makes of it. No database: an action is any function that raises Stale."""

import re
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from tests.factories import AT
from thidua.kernel.forms import NumberField
from thidua.kernel.versions import MINE, THEIRS, Stale, VersionForm


class NoteForm(VersionForm):
    number = NumberField(label="Số", required=False)
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    kinds = forms.MultipleChoiceField(label="Loại", required=False, choices=[("a", "Loại A"), ("b", "Loại B")])
    done = forms.BooleanField(label="Xong", required=False)


class Store:
    """One thing that is kept with its version, as an action keeps it."""

    def __init__(self) -> None:
        self.version = 1
        self.kept: dict[str, Any] = {"number": "10", "note": "cũ", "kinds": ["a"], "done": False}

    @property
    def initial(self) -> dict[str, Any]:
        return {**self.kept, "version": self.version}

    def save(self, *, version: int | None, number: Any, note: str, kinds: list[str], done: bool) -> bool:
        if version is not None and version != self.version:
            raise Stale(who="Trần Thị B", at=AT, what="Số phần quà")
        self.kept = {"number": "" if number is None else str(number), "note": note, "kinds": kinds, "done": done}
        self.version += 1
        return True


def hidden_of(html: str) -> dict[str, str]:
    """The hidden fields of a rendered form."""
    tags = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return dict(tags)


def opened(store: Store) -> dict[str, str]:
    """What a browser would send back unchanged after opening the form."""
    return {**hidden_of(str(NoteForm(initial=store.initial))), "number": "10", "note": "cũ", "kinds": "a"}


def sent(store: Store, typed: dict[str, str]) -> NoteForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    form = NoteForm(data, initial=store.initial)
    form.is_valid()
    form.submit(store.save, **form.cleaned_data)
    return form


def choices(form: NoteForm) -> dict[str, str]:
    assert form.conflict is not None
    return {one.field.name: one.chosen for one in form.conflict.differences}


def answered(form: NoteForm, typed: dict[str, str], **chosen: str) -> dict[str, str]:
    """What the page of the conflict sends back with these choices."""
    assert form.conflict is not None
    return typed | {"settled": form.conflict.settled} | {f"keep_{name}": choice for name, choice in chosen.items()}


def test_form_on_the_version_of_today_is_saved() -> None:
    store = Store()

    form = sent(store, opened(store) | {"note": "mới"})

    assert (form.conflict, store.kept["note"], store.version) == (None, "mới", 2)


def test_both_changed_the_same_field_somebody_has_to_choose() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    sent(store, opened(store) | {"note": "của họ"})

    form = sent(store, mine)

    assert form.conflict is not None
    (one,) = form.conflict.differences
    assert (one.opened, one.theirs, one.mine, one.chosen) == ("cũ", "của họ", "của tôi", "")
    assert (form.conflict.who, form.conflict.at, form.conflict.what) == ("Trần Thị B", AT, "Số phần quà")
    assert form.conflict.clash
    assert store.kept["note"] == "của họ"


@pytest.mark.parametrize(("choice", "stands"), [(MINE, "của tôi"), (THEIRS, "của họ")])
def test_choice_is_saved_on_the_new_version(choice: str, stands: str) -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    sent(store, opened(store) | {"note": "của họ"})
    form = sent(store, mine)

    again = sent(store, answered(form, mine, note=choice))

    assert (again.conflict, store.kept["note"], store.version) == (None, stands, 3)


def test_choice_not_made_is_asked_for_again_and_saves_nothing() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    sent(store, opened(store) | {"note": "của họ"})
    form = sent(store, mine)

    data = QueryDict(mutable=True)
    data.update(answered(form, mine))
    again = NoteForm(data, initial=store.initial)

    assert not again.is_valid()
    assert choices(again) == {"note": ""}
    assert store.version == 2


def test_different_fields_are_merged_by_one_press() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi", "kinds": "b"}
    sent(store, opened(store) | {"number": "20", "done": "on"})
    form = sent(store, mine)

    assert choices(form) == {"number": THEIRS, "note": MINE, "kinds": MINE, "done": THEIRS}
    assert form.conflict is not None
    assert not form.conflict.clash
    sent(store, answered(form, mine, **choices(form)))

    assert store.kept == {"number": "20", "note": "của tôi", "kinds": ["b"], "done": True}


def test_theirs_that_was_emptied_stays_empty() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    sent(store, {key: value for key, value in opened(store).items() if key != "kinds"} | {"number": ""})
    form = sent(store, mine)

    sent(store, answered(form, mine, **choices(form)))

    assert (store.kept["number"], store.kept["kinds"], store.kept["note"]) == ("", [], "của tôi")


def test_nobody_else_touched_these_fields_then_it_is_saved_on_the_new_version() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    store.version = 7  # something else of the same thing was saved

    form = sent(store, mine)

    assert (form.conflict, store.kept["note"], store.version) == (None, "của tôi", 8)


def test_number_written_in_another_way_is_no_difference() -> None:
    store = Store()
    store.kept["number"] = "74.958"
    mine = opened(store) | {"number": "74958", "note": "của tôi"}
    sent(store, opened(store) | {"number": "74.958", "note": "của họ"})

    assert choices(sent(store, mine)) == {"note": ""}


def test_third_save_between_the_two_is_met_again() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    sent(store, opened(store) | {"note": "thứ hai"})
    form = sent(store, mine)
    store.kept["note"], store.version = "thứ ba", 3

    again = sent(store, answered(form, mine, note=MINE))

    assert again.conflict is not None
    assert [(one.opened, one.theirs, one.mine) for one in again.conflict.differences] == [
        ("thứ hai", "thứ ba", "của tôi")
    ]
    assert store.version == 3


def test_what_was_opened_cannot_be_made_up() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi", "opened": "bịa:ra:thôi"}
    sent(store, opened(store) | {"number": "20"})

    form = sent(store, mine)

    assert form.conflict is not None
    assert {one.opened for one in form.conflict.differences} == {None}
    assert choices(form) == {"number": "", "note": ""}


def test_saved_at_the_very_same_moment_is_said_and_kept() -> None:
    store = Store()
    mine = opened(store) | {"note": "của tôi"}
    data = QueryDict(mutable=True)
    data.update(mine)
    form = NoteForm(data, initial=store.initial)  # read before the other one saved
    sent(store, opened(store) | {"note": "của họ"})

    form.is_valid()
    saved = form.submit(store.save, **form.cleaned_data)

    assert (saved, form.conflict, store.kept["note"]) == (None, None, "của họ")
    assert "Bấm lưu lần nữa" in str(form.non_field_errors())


def test_differences_are_shown_in_words() -> None:
    store = Store()
    mine = {**opened(store), "done": "on", "kinds": "b"}
    sent(store, opened(store) | {"note": ""})

    form = sent(store, mine)

    assert form.conflict is not None
    said = {one.field.name: (one.opened, one.theirs, one.mine) for one in form.conflict.differences}
    assert said == {
        "note": ("cũ", "(để trống)", "cũ"),
        "kinds": ("Loại A", "Loại A", "Loại B"),
        "done": ("Không", "Không", "Có"),
    }
