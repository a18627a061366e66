"""Public bodies in their tree, people, accounts, appointments and invitations."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from thidua.bodies.names import NameInForce, name_on
from thidua.kernel.actor import Office

OFFICES = [(office.value, office.value) for office in Office if office is not Office.SYSTEM]


class Body(models.Model):
    """A public body or association: an authority that organises blocs, or a unit that takes part in one.

    `past_names` keeps every name it gave up: `{"before": day, "name": …, "short_name": …}`, oldest first. Read while
    the names of a day are in force (see `names`), `name` and `short_name` are those of that day.
    """

    name = NameInForce(max_length=300, unique=True)
    short_name = NameInForce(max_length=120)
    folded = models.CharField(max_length=300, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    place = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=120, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    past_names = models.JSONField(default=list, blank=True)
    illustrative = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.name)

    def name_on(self, day: date) -> str:
        """The full name on a day."""
        return str(name_on(self.past_names, day, "name") or self.__dict__["name"])

    @property
    def dissolved(self) -> bool:
        return self.dissolved_on is not None


class ChangeKind(models.TextChoices):
    RENAMED = "renamed", "renamed"
    MERGED = "merged", "merged"
    SPLIT = "split", "split"
    DISSOLVED = "dissolved", "dissolved"


class BodyChange(models.Model):
    """A body was renamed, merged, split or dissolved, by a dated decision, from a day on. Written once."""

    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    decision_number = models.CharField(max_length=100)
    decision_on = models.DateField()
    effective_on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.effective_on}"


class ChangeSide(models.TextChoices):
    BEFORE = "before", "before"
    AFTER = "after", "after"


class BodyChangePart(models.Model):
    """A body on one side of a change, under the name it had there."""

    change = models.ForeignKey(BodyChange, on_delete=models.PROTECT, related_name="parts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="change_parts")
    side = models.CharField(max_length=6, choices=ChangeSide.choices)
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "body", "side"], name="body_change_part_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.side})"


class Person(models.Model):
    """Somebody who acts for a body."""

    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    illustrative = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """What Django's sign-in needs; accounts themselves are made by accepting an invitation."""


class Account(AbstractBaseUser):
    """How a person signs in. It holds no rights: those come from appointments."""

    username = models.CharField(max_length=150, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Appointment(models.Model):
    """A person holds an office in a body from one day, to another day or until further notice."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="appointments")
    office = models.CharField(max_length=30, choices=OFFICES)
    title = models.CharField(max_length=200)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="appointment_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "body", "office"], condition=Q(last_on__isnull=True), name="appointment_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"


class Invitation(models.Model):
    """An offer of an account and an office. Only the hash of its secret is kept."""

    secret_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    username = models.CharField(max_length=150)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="invitations")
    office = models.CharField(max_length=30, choices=OFFICES)
    title = models.CharField(max_length=200)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_times_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.username} ({self.office})"
