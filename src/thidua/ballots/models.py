"""Contests, their electorate and committee, and the box. No other app reads these tables.

Nothing ties a ballot to the one who cast it: no key, no time, no order. Voters and ballots are written anew, in an
order that says nothing, each time somebody votes; what keeps the vote secret is that it comes sealed.
"""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from thidua.assessment.models import FileState
from thidua.bodies.models import Body, Person
from thidua.conferences.models import Conference
from thidua.cycles.models import EmulationYear
from thidua.rulebook.contests import Base, ContestRule, Question


class Mode(models.TextChoices):
    """How a contest is voted in: on paper, counted by the committee; or sealed in the voters' browsers."""

    PAPER = "paper", "paper"
    SEALED = "sealed", "sealed"


class Purpose(models.TextChoices):
    """What the contest is about."""

    LEADER = "leader", "leader"
    DEPUTY = "deputy", "deputy"
    FLAG = "flag", "flag"
    AWARD = "award", "award"
    OTHER = "other", "other"


class ContestState(models.TextChoices):
    PREPARED = "prepared", "prepared"
    FROZEN = "frozen", "frozen"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    COUNTED = "counted", "counted"
    CONFIRMED = "confirmed", "confirmed"
    ANNULLED = "annulled", "annulled"


class Contest(models.Model):
    """One question put to the vote at a conference, with the rule by which it will be decided.

    Shares are fractions written "2/3". `public_id` names the contest inside sealed ballots.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_round")
    public_id = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    question = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Question])
    seats = models.PositiveIntegerField()
    share = models.CharField(max_length=20)
    strict = models.BooleanField(default=False)
    base = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Base])
    source = models.CharField(max_length=300)
    turnout = models.CharField(max_length=20, default="0")
    rounds = models.PositiveIntegerField(default=1)
    threshold = models.PositiveIntegerField(default=2)
    state = models.CharField(max_length=10, choices=ContestState.choices, default=ContestState.PREPARED)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    root = models.CharField(max_length=64, blank=True)
    counted = models.JSONField(null=True, blank=True)
    annulled_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="contest_has_a_seat"),
            models.CheckConstraint(condition=~Q(source=""), name="contest_rule_has_a_source"),
            models.CheckConstraint(
                condition=~Q(state__in=("counted", "confirmed")) | Q(counted__isnull=False),
                name="contest_counted_has_a_count",
            ),
            models.CheckConstraint(condition=~Q(follows=F("pk")), name="contest_follows_another"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sealed(self) -> bool:
        return self.mode == Mode.SEALED

    @property
    def prepared(self) -> bool:
        return self.state == ContestState.PREPARED

    @property
    def frozen(self) -> bool:
        return self.state == ContestState.FROZEN

    @property
    def open(self) -> bool:
        return self.state == ContestState.OPEN

    @property
    def closed(self) -> bool:
        return self.state == ContestState.CLOSED

    @property
    def confirmed(self) -> bool:
        return self.state == ContestState.CONFIRMED

    @property
    def box_closed(self) -> bool:
        """Whether the board may be shown: nobody votes any more."""
        return self.state in (ContestState.CLOSED, ContestState.COUNTED, ContestState.CONFIRMED)

    def rule(self, candidates: tuple[str, ...]) -> ContestRule:
        """The rule as the rulebook reads it."""
        return ContestRule(
            candidates=candidates, question=Question(self.question), seats=self.seats, share=Fraction(self.share),
            base=Base(self.base), source=self.source, strict=self.strict, turnout=Fraction(self.turnout),
            rounds=self.rounds,
        )  # fmt: skip


class Candidate(models.Model):
    """Who can be chosen. `key` is the name inside ballots, the same for every voter."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="candidates")
    key = models.CharField(max_length=10)
    unit = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "key"], name="candidate_key_once"),
            models.UniqueConstraint(fields=["contest", "name"], name="candidate_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Voter(models.Model):
    """A person on the roll and the unit they vote for; and whether they have voted, as on a paper roll."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="roll")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "person"], name="voter_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in contest {self.contest_id}"


class CommitteeMember(models.Model):
    """A member of the counting committee, and the public half of the key they made in their browser."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="committee")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    public_key = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "person"], name="committee_member_once")]

    def __str__(self) -> str:
        return f"{self.person_id} counts contest {self.contest_id}"


class SealedBallot(models.Model):
    """A ballot in the box. Its key is the hash of its body, so that a copy cannot be cast beside it."""

    body_hash = models.CharField(primary_key=True, max_length=64)
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="box")
    blob = models.BinaryField()

    def __str__(self) -> str:
        return f"a ballot of contest {self.contest_id}"


class PaperCount(models.Model):
    """What one member of the committee typed from the tally sheet; a second member types it independently."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="paper_counts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()
    typed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "person"], name="paper_count_once")]

    def __str__(self) -> str:
        return f"count of {self.person_id} for contest {self.contest_id}"


class TallySheetScan(models.Model):
    """A scan of the signed tally sheet. One put in its place keeps it: nothing is deleted.

    `sha256` is of the bytes as they were handed in, `kept_sha256` of those kept: they differ for pictures, which are
    encoded anew. `key` is a random name in the store.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="scans")
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    because = models.TextField(blank=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.QUARANTINE)
    scan_note = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "sha256"], name="tally_scan_once"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, because="") | (Q(replaces__isnull=False) & ~Q(because="")),
                name="tally_scan_replaced_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("clean", "infected")) | Q(scanned_at__isnull=False),
                name="tally_scan_judged_by_a_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.TextChoices):
    """What needs two people."""

    FREEZE = "freeze", "freeze"
    OPEN = "open", "open"
    CLOSE = "close", "close"
    CONFIRM = "confirm", "confirm"


class StepConsent(models.Model):
    """The first of two people who take a step with a contest."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="consents")
    step = models.CharField(max_length=10, choices=Step.choices)
    person_id = models.BigIntegerField()
    by = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "step"], name="step_consent_once")]

    def __str__(self) -> str:
        return f"{self.step} of contest {self.contest_id}"


class BoxDestruction(models.Model):
    """The box of a contest was destroyed after the time for appeals; totals, root and roll stay."""

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="destruction")
    ballots = models.PositiveIntegerField()
    by = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"box of contest {self.contest_id}"
