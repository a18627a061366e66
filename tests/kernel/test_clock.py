"""The clock: real outside sample mode, settable inside it and nowhere else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from thidua.kernel import clock

THEN = datetime(2024, 6, 1, 2, 0, tzinfo=UTC)


def test_clock_cannot_be_set_outside_sample_mode(settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]

    with pytest.raises(RuntimeError):
        clock.set_sample_clock(THEN)

    assert list(tmp_path.iterdir()) == []


def test_clock_file_is_not_read_outside_sample_mode(settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "sample-clock").write_text("-99999999")

    assert abs(clock.now() - timezone.now()) < timedelta(minutes=1)


def test_sample_clock_goes_on_from_where_it_was_set(settings: object, tmp_path: Path) -> None:
    settings.SAMPLE, settings.DATA = True, tmp_path / "sample"  # type: ignore[attr-defined]
    clock.set_sample_clock(THEN)

    assert abs(clock.now() - THEN) < timedelta(minutes=1)


def test_sample_clock_never_set_is_the_real_one(settings: object, tmp_path: Path) -> None:
    settings.SAMPLE, settings.DATA = True, tmp_path  # type: ignore[attr-defined]

    assert abs(clock.now() - timezone.now()) < timedelta(minutes=1)


def test_clock_of_the_database_is_asked_and_followed(settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    try:
        ahead = clock.of_database(timezone.now() + timedelta(minutes=10))
        followed = clock.now()
    finally:
        clock.of_database(timezone.now())

    assert abs(followed - ahead) < timedelta(seconds=30)
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=30)


@pytest.mark.django_db
def test_clock_of_the_database_is_near_this_machines(settings: object, tmp_path: Path) -> None:
    settings.SAMPLE, settings.DATA = True, tmp_path / "sample"  # type: ignore[attr-defined]
    clock.set_sample_clock(THEN)

    assert abs(clock.of_database() - THEN) < timedelta(minutes=1)
