"""A refusal: something a person asked for that the rules do not allow, said so that they know what to do next."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError
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


# What a trigger of ours says, and the refusal that says it to people.
_of_triggers: dict[str, type[Refusal]] = {}


def tell_for_trigger(said: str, refusal: type[Refusal]) -> None:
    """Say what a trigger refuses in the words of this refusal, which needs no data."""
    _of_triggers[said] = refusal


@contextmanager
def told_by_triggers() -> Iterator[None]:
    """Turn what a trigger of ours refuses into a refusal; the last resort when no action saw it coming."""
    try:
        yield
    except IntegrityError as error:
        refusal = next((refusal for said, refusal in _of_triggers.items() if said in str(error)), None)
        if refusal is None:
            raise
        raise refusal from error
