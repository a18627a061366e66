"""The refusal that a call ends in, as a value that a test can compare."""

from collections.abc import Callable

from thidua.reading import Unreadable


def refusal(call: Callable[[], object]) -> Unreadable:
    """The Unreadable raised by `call`. Raises AssertionError when it returns."""
    try:
        answer = call()
    except Unreadable as refused:
        return refused
    raise AssertionError(f"not refused but read as {answer!r}")
