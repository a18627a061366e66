"""What waits for a person: one sentence, one button, one deadline."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Task:
    """A thing to do: what (`heading`), why, where (`url`), the word on the button (`action`), until when.

    `key` names a thing whose address changes while it is done, so that nobody is reminded of it as of another.
    """

    heading: str
    why: str
    url: str
    action: str
    deadline: datetime | None = None
    late: bool = False
    key: str = ""


def in_order(tasks: list[Task]) -> list[Task]:
    """Nearest deadline first; what has no deadline comes last."""
    return sorted(tasks, key=lambda task: (task.deadline is None, task.deadline))
