"""Blocs."""

from typing import Any

from django.db import models

from thidua.bodies.models import Body

POINTS: dict[str, Any] = {"max_digits": 12, "decimal_places": 4}


class EmulationBloc(models.Model):
    """A numbered group of bodies that emulate one another, organised by an authority."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="bloc_number_once")]

    def __str__(self) -> str:
        return self.name
