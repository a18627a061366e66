"""What the tests of this app share."""

import pytest


@pytest.fixture
def at_day(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Say what time it is: the clock is the one place that knows."""

    def say(moment) -> None:  # type: ignore[no-untyped-def]
        monkeypatch.setattr("thidua.bodies.middleware.now", lambda: moment)

    return say
