"""The deadline second, the end of an appointment and the lock of a period, raced by real threads on both databases."""

from collections.abc import Callable

CAME_OUT = """\
deadline_passes_while_waiting: done PhaseOver ['approved', 'draft']
appointment_ends_while_waiting: AppointmentEnded draft
lock_waits_for_a_writer: ['written', 'locked'] kịp
writer_waits_for_a_lock: IntegrityError: the period is locked ''
"""


def test_races_come_out_as_the_rules_say(race: Callable[..., str]) -> None:
    assert race("tests.assessment.time_races") == CAME_OUT
