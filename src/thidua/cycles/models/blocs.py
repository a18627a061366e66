"""Blocs."""

from typing import Any

from django.db import models
from django.db.models import Q

from thidua.bodies.models import Body

POINTS: dict[str, Any] = {"max_digits": 12, "decimal_places": 4}


class NumberStyle(models.TextChoices):
    """How the decision writes the number: 7, VII or 07."""

    ARABIC = "arabic", "arabic"
    ROMAN = "roman", "roman"
    PADDED = "padded", "padded"


class EmulationBloc(models.Model):
    """A group of bodies that emulate one another, organised by an authority, perhaps within a larger group.

    `word` is what the authority calls it (khối, cụm, nhóm). It is shown and nothing follows from it.
    """

    word = models.CharField(max_length=40, default="Khối")
    number = models.PositiveIntegerField(null=True, blank=True)
    number_style = models.CharField(max_length=6, choices=NumberStyle.choices, default=NumberStyle.ARABIC)
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="groups")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "word", "number"], condition=Q(parent__isnull=True), name="bloc_number_once"
            ),
            models.UniqueConstraint(fields=["parent", "word", "number"], name="bloc_number_once_in_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number_shown(self) -> str:
        """The number as the decision writes it; nothing for a bloc without one."""
        return write_bloc_number(self.number, self.number_style)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def write_bloc_number(number: int | None, style: str) -> str:
    """A number in its style; empty for none."""
    if number is None:
        return ""
    if style == NumberStyle.PADDED:
        return f"{number:02d}"
    if style != NumberStyle.ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
