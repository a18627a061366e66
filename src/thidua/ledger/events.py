"""The base of every event: a payload dataclass with the human sentence it stands for."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Event:
    """What an action enters in the ledger. Subclasses set `name` and `sentence`; their fields are the payload.

    `subject` names the object ("pledge:12"); the year and the unit let a history be read by either.
    """

    name: ClassVar[str] = ""
    sentence: ClassVar[str | Promise] = ""
    # Work on a draft: only the unit whose draft it is may read what it says.
    private: ClassVar[bool] = False
    registry: ClassVar[dict[str, type["Event"]]] = {}

    subject: str
    emulation_year_id: int | None = None
    unit_id: int | None = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if Event.registry.setdefault(cls.name, cls).__qualname__ != cls.__qualname__:
            raise ValueError(f"two events are called {cls.name!r}")

    def payload(self) -> dict[str, Any]:
        """The fields beyond those that every entry has, as JSON values: numbers are text, never floats."""
        own = {key: value for key, value in asdict(self).items() if key not in COLUMNS}
        return {key: _as_json(value) for key, value in own.items()}

    @classmethod
    def shown(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """The payload as the sentence shows it. A subclass puts words in the place of its codes."""
        return payload


COLUMNS = frozenset({"subject", "emulation_year_id", "unit_id"})


def _as_json(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_as_json(part) for part in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def private_events() -> frozenset[str]:
    """The names of the events about drafts."""
    return frozenset(name for name, kind in Event.registry.items() if kind.private)


def sentence_of(name: str, payload: dict[str, Any]) -> str:
    """The human sentence of an entry in the language of the page; the bare name for an event no longer known."""
    kind = Event.registry.get(name)
    if kind is None:
        return name
    sentence = str(kind.sentence)
    return sentence % {key: _in_words(key, value, sentence) for key, value in kind.shown(payload).items()}


def _in_words(key: str, value: Any, sentence: str) -> Any:
    """Lists are parted by semicolons, since names hold commas; quotes inside quotes are single ones."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, str) and f"“%({key})s”" in sentence:
        return value.replace("“", "‘").replace("”", "’")
    return value
