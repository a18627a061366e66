"""Movements: who launched them, their waves, which units take part, and what was done."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from thidua.assessment.models.papers import QUANTITY
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationBloc, EmulationYear

DESCRIBED: dict[str, Any] = {"max_length": 300}


class Launcher(models.TextChoices):
    """Who calls for a movement, from the widest circle to the narrowest."""

    STATE = "state", "state"
    MINISTRY = "ministry", "ministry"
    PROVINCE = "province", "province"
    BLOC = "bloc", "bloc"
    UNIT = "unit", "unit"


# Movements that reach every bloc of the authority under which they are written down.
WIDE = (Launcher.STATE, Launcher.MINISTRY, Launcher.PROVINCE)


class Movement(models.Model):
    """A movement with its document and its days; it may run through several years of a bloc.

    One launched by the state, a ministry or the province reaches all blocs of `authority`; a bloc's stays in its bloc,
    a unit's names both. `last_on` is missing while no end is set.
    """

    authority = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    bloc = models.ForeignKey(EmulationBloc, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    level = models.CharField(max_length=10, choices=Launcher.choices)
    launched_by = models.CharField(max_length=300)
    name = models.CharField(**DESCRIBED)
    folded = models.CharField(**DESCRIBED)
    document_number = models.CharField(max_length=100, blank=True)
    document_on = models.DateField(null=True, blank=True)
    aim = models.TextField(blank=True)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "folded", "first_on"], condition=Q(bloc__isnull=True), name="movement_once"
            ),
            models.UniqueConstraint(
                fields=["bloc", "folded", "first_on"], condition=Q(level="bloc"), name="movement_of_bloc_once"
            ),
            models.UniqueConstraint(
                fields=["bloc", "unit", "folded", "first_on"], condition=Q(level="unit"), name="movement_of_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="movement_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(level__in=WIDE, bloc__isnull=True, unit__isnull=True)
                | Q(level="bloc", bloc__isnull=False, unit__isnull=True)
                | Q(level="unit", bloc__isnull=False, unit__isnull=False),
                name="movement_reaches_as_far_as_its_launcher",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="movement_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MovementWave(models.Model):
    """A wave inside a movement, with days and an aim of its own."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="waves")
    name = models.CharField(**DESCRIBED)
    folded = models.CharField(**DESCRIBED)
    aim = models.TextField(blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["movement", "folded"], name="wave_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="wave_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """A unit takes part in a movement in a year of the bloc; `figures` are in the unit's own words."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="participations")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField()
    figures = models.TextField(blank=True)
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "movement", "unit"], name="participation_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.movement_id}"


class ActivityKind(models.TextChoices):
    """What was done: a gathering, a talk, help given, a model, sports or arts, or something else."""

    EVENT = "event", "event"
    TALK = "talk", "talk"
    HELP = "help", "help"
    MODEL = "model", "model"
    CONTEST = "contest", "contest"
    OTHER = "other", "other"


class Activity(models.Model):
    """What a unit did, or the bloc itself when `unit` is missing.

    People and occurrences are kept apart: one person who came three times is one person and three occurrences. Money
    is in đồng. `quantity` is anything else that was counted, in `quantity_unit`. Missing is not zero.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    movement = models.ForeignKey(Movement, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    wave = models.ForeignKey(MovementWave, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=10, choices=ActivityKind.choices, default=ActivityKind.EVENT)
    title = models.CharField(**DESCRIBED)
    folded = models.CharField(**DESCRIBED)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    place = models.CharField(**DESCRIBED, blank=True)
    done = models.TextField(blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    occurrences = models.PositiveIntegerField(null=True, blank=True)
    money = models.DecimalField(**QUANTITY, null=True, blank=True)
    quantity = models.DecimalField(**QUANTITY, null=True, blank=True)
    quantity_unit = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "unit", "folded", "first_on"], name="activity_once"),
            models.UniqueConstraint(
                fields=["emulation_year", "folded", "first_on"],
                condition=Q(unit__isnull=True),
                name="activity_of_bloc_once",
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="activity_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(occurrences__isnull=True) | Q(occurrences__gte=F("people")),
                name="activity_occurrences_not_below_people",
            ),
            models.CheckConstraint(
                condition=Q(money__isnull=True) | Q(money__gte=0), name="activity_money_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True, quantity_unit="") | (Q(quantity__gte=0) & ~Q(quantity_unit="")),
                name="activity_quantity_with_its_unit",
            ),
            models.CheckConstraint(
                condition=Q(wave__isnull=True) | Q(movement__isnull=False), name="activity_wave_of_a_movement"
            ),
        ]

    def __str__(self) -> str:
        return self.title
