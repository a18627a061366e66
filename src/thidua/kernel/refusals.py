"""A refusal: something a person asked for that the rules do not allow, said so that they know what to do next."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """Base of every refusal. Subclasses stand beside the function that raises them and set `sentence`.

    `code` names the refusal for tests and logs; `data` fills the sentence; `field` names the form field it is
    about, when there is one; `status` is the HTTP status of the page that shows it.
    """

    code = "refused"
    sentence: str | Promise = ""
    field: str | None = None
    status = 409

    def __init__(self, *, field: str | None = None, **data: Any) -> None:
        self.data = data
        self.field = field or self.field
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence) % self.data


class TextRefusal(Refusal):
    """A refusal whose sentence comes from the pure packages, already in both languages."""

    def __init__(self, *, code: str, sentence: Callable[[], str], field: str | None = None) -> None:
        super().__init__(field=field)
        self.code = code
        self._sentence = sentence

    def __str__(self) -> str:
        return self._sentence()
