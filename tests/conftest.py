"""What every test shares: a database that is real, and days that are given and not looked up."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("THIDUA_TESTING", "1")
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def files_of_their_own(settings: object, tmp_path: Path) -> None:
    """Stored files go to a folder of the test, never to the checkout."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
