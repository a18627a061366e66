"""Form fields for files: each is looked at here, before anything keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from thidua.kernel.uploads import scanning
from thidua.kernel.uploads.checking import ENDINGS, Checked, checked
from thidua.kernel.uploads.names import display_name
from thidua.kernel.uploads.refusals import Refused, refusal


def accept(kinds: Iterable[str]) -> str:
    """What a browser is told to offer: ".jpg,.jpeg,.pdf"."""
    wanted = set(kinds)
    return ",".join(f".{ending}" for ending, kind in ENDINGS.items() if kind in wanted)


def named(file: UploadedFile[Any], refused: Refused) -> forms.ValidationError:
    """A refusal in the language of the page, after the name of the file."""
    said = refused.text.in_language(get_language() or "vi")
    return forms.ValidationError(f"{display_name(file.name or '')}: {said}", code=refused.code)


class FileField(forms.FileField):
    """One file of one of some kinds. Cleans to Checked; where there is a scanner, it has looked at it.

    A file that is `held` is kept before that, as evidence is, and handed out only once it was found clean.
    """

    def __init__(self, *, kinds: Iterable[str], held: bool = False, **options: Any) -> None:
        self.kinds, self.held = frozenset(kinds), held
        options.setdefault("allow_empty_file", True)  # so that an empty one is refused in our words
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": accept(self.kinds)}), **options)

    def clean(self, data: Any, initial: Any = None) -> Checked:
        file = super().clean(data, initial)
        try:
            return self._looked_at(file)
        except Refused as refused:
            raise named(file, refused) from refused

    def _looked_at(self, file: UploadedFile[Any]) -> Checked:
        found = checked(file)
        if found.kind not in self.kinds:
            raise refusal("other_kind", ", ".join(sorted(one.upper() for one in self.kinds)))
        if scanning.is_set() and not self.held:
            found.content.seek(0)
            verdict = scanning.scanned(found.content)
            if verdict.found == scanning.Found.INFECTED:
                raise refusal("infected", verdict.note)
            if verdict.found == scanning.Found.ERROR:
                raise refusal("not_scanned")
        return found


class FilesInput(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of every kind that is kept. Cleans to a list of Checked; every file that is refused is named."""

    widget = FilesInput(attrs={"accept": accept(ENDINGS.values()), "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        files = (data or [None]) if isinstance(data, list | tuple) else [data]
        found: list[Checked] = []
        wrong: list[forms.ValidationError] = []
        for file in files:
            try:
                found.append(checked(super().clean(file, initial)))
            except Refused as refused:
                wrong.append(named(file, refused))
        if wrong:
            raise forms.ValidationError(wrong)
        return found
