"""How next year's head and deputy are chosen, who led before, and what is handed over."""

from django.db import models
from django.db.models import F, Q

from thidua.bodies.models import Body
from thidua.cycles.models import EmulationBloc, EmulationYear
from thidua.rulebook.rotation import Order


class LeadershipRule(models.Model):
    """How the bloc chooses next year's head and deputy, as its own rules say; `source` names them.

    `rest` is for how many years a unit that led stands back. `listed` holds unit ids in the order of a fixed list;
    empty means the order of the decision. The share is a fraction written "1/2", exceeded when `strict`.
    """

    emulation_year = models.OneToOneField(EmulationYear, on_delete=models.PROTECT, related_name="leadership_rule")
    order = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Order])
    has_deputy = models.BooleanField(default=True)
    deputy_follows = models.BooleanField(default=False)
    rest = models.PositiveIntegerField(default=0)
    bar_unreviewed = models.BooleanField(default=True)
    base = models.CharField(max_length=10, choices=[("present", "present"), ("members", "members")], default="present")
    share = models.CharField(max_length=20, default="1/2")
    strict = models.BooleanField(default=True)
    listed = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="leadership_rule_has_a_source")]

    def __str__(self) -> str:
        return f"{self.order} in {self.emulation_year_id}"


class PastLeadership(models.Model):
    """Who led and deputised in a year before the bloc was kept here, as an older document says."""

    bloc = models.ForeignKey(EmulationBloc, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    leader = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bloc", "year"], name="past_leadership_once"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(leader=F("deputy")), name="past_leader_is_not_deputy"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="past_leadership_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} in {self.year}"


class Post(models.TextChoices):
    LEADER = "leader", "leader"
    DEPUTY = "deputy", "deputy"


class ChoiceMethod(models.TextChoices):
    """How next year's head or deputy was chosen; ABSENT when the bloc does without a deputy."""

    AGREEMENT = "agreement", "agreement"
    VOTE = "vote", "vote"
    ROTATION = "rotation", "rotation"
    APPOINTMENT = "appointment", "appointment"
    ABSENT = "absent", "absent"


class ChoiceState(models.TextChoices):
    CHOSEN = "chosen", "chosen"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class LeadershipChoice(models.Model):
    """Who is to head or to deputise next year: a unit, and the person who holds the post there.

    Written when chosen; a choice that was declined or withdrawn is kept, and another is made.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="leadership_choices")
    post = models.CharField(max_length=10, choices=Post.choices)
    method = models.CharField(max_length=12, choices=ChoiceMethod.choices)
    state = models.CharField(max_length=10, choices=ChoiceState.choices, default=ChoiceState.CHOSEN)
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=200, blank=True)
    person_title = models.CharField(max_length=200, blank=True)
    evidence = models.TextField()
    basis = models.CharField(max_length=300)
    document_number = models.CharField(max_length=100, blank=True)
    document_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    conflict = models.TextField(blank=True)
    allowed_because = models.TextField(blank=True)
    allowed_by = models.CharField(max_length=300, blank=True)
    chosen_by = models.CharField(max_length=300)
    chosen_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["emulation_year", "post"], condition=Q(state__in=("chosen", "accepted")),
                name="leadership_post_once",
            ),
            models.UniqueConstraint(
                fields=["emulation_year", "unit"],
                condition=Q(state__in=("chosen", "accepted"), unit__isnull=False),
                name="leadership_unit_once",
            ),
            models.CheckConstraint(
                condition=Q(method="absent", unit__isnull=True, post="deputy")
                | (~Q(method="absent") & Q(unit__isnull=False)),
                name="leadership_choice_of_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(method="appointment")
                | (~Q(document_number="") & ~Q(issuer="") & Q(document_on__isnull=False)),
                name="appointment_has_a_document",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("declined", "withdrawn")) | ~Q(answer=""), name="leadership_refused_with_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.post} {self.unit_id} {self.state}"

    @property
    def stands(self) -> bool:
        return self.state in (ChoiceState.CHOSEN, ChoiceState.ACCEPTED)

    @property
    def accepted(self) -> bool:
        return self.state == ChoiceState.ACCEPTED

    @property
    def waiting(self) -> bool:
        return self.state == ChoiceState.CHOSEN and self.unit_id is not None


class Handover(models.Model):
    """The list of what the head of a year hands over, and the acceptance by the next."""

    emulation_year = models.OneToOneField(EmulationYear, on_delete=models.PROTECT, related_name="handover")
    drawn_up_by = models.CharField(max_length=300)
    drawn_up_at = models.DateTimeField()
    accepted_by = models.CharField(max_length=300, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | ~Q(accepted_by=""), name="handover_accepted_by_someone"
            )
        ]

    def __str__(self) -> str:
        return f"handover of {self.emulation_year_id}"

    @property
    def accepted(self) -> bool:
        return self.accepted_at is not None


class ItemKind(models.TextChoices):
    """What is handed over."""

    FILES = "files", "files"
    OPEN = "open", "open"
    FLAG = "flag", "flag"
    DUTIES = "duties", "duties"
    OTHER = "other", "other"


class HandoverItem(models.Model):
    """One thing handed over: ticked by who gives, then confirmed by who receives."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    given_by = models.CharField(max_length=300, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_note = models.CharField(max_length=1000, blank=True)
    received_by = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_note = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "position"], name="handover_position_once"),
            models.UniqueConstraint(fields=["handover", "title"], name="handover_title_once"),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(given_at__isnull=False), name="handover_given_before_received"
            ),
        ]

    def __str__(self) -> str:
        return self.title
