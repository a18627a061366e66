"""The conferences of a bloc in a year and what is recorded at them."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop

from thidua.bodies.models import Body, Person
from thidua.conferences.resolutions import Resolution as Resolution
from thidua.conferences.resolutions import UnitVoice as UnitVoice
from thidua.cycles.models import EmulationBloc, EmulationYear
from thidua.rulebook.rotation import Order


class ConferenceState(models.TextChoices):
    PREPARED = "prepared", "prepared"
    OPEN = "open", "open"
    CLOSED = "closed", "closed"


class Kind(models.TextChoices):
    """What a conference is held for; one conference may be held for several things."""

    REVIEW = "review", "review"
    HALF_YEAR = "half_year", "half_year"
    NINE_MONTH = "nine_month", "nine_month"
    SIGNING = "signing", "signing"
    HANDOVER = "handover", "handover"
    KICKOFF = "kickoff", "kickoff"
    THEMATIC = "thematic", "thematic"


KIND_LABELS = {
    Kind.REVIEW: gettext_noop("tổng kết"),
    Kind.HALF_YEAR: gettext_noop("sơ kết 6 tháng"),
    Kind.NINE_MONTH: gettext_noop("sơ kết 9 tháng"),
    Kind.SIGNING: gettext_noop("ký giao ước"),
    Kind.HANDOVER: gettext_noop("bàn giao"),
    Kind.KICKOFF: gettext_noop("phát động"),
    Kind.THEMATIC: gettext_noop("chuyên đề"),
}
REPORTING = {Kind.REVIEW, Kind.HALF_YEAR, Kind.NINE_MONTH}


class Conference(models.Model):
    """One conference of a bloc: the review that ends a year and starts the next, or another in between."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="conferences")
    subject = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ConferenceState.choices, default=ConferenceState.PREPARED)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    locality = models.CharField(max_length=120)
    chair = models.CharField(max_length=300)
    secretary = models.CharField(max_length=300)
    illustrative_people = models.BooleanField(default=False)
    review = models.TextField(blank=True)
    quorum_part = models.PositiveSmallIntegerField(default=2)
    quorum_whole = models.PositiveSmallIntegerField(default=3)
    quorum_basis = models.CharField(max_length=300, blank=True)
    opened_without_quorum = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum_part__gte=1, quorum_part__lte=F("quorum_whole")), name="quorum_share_at_most_all"
            )
        ]

    def __str__(self) -> str:
        return f"conference {self.emulation_year_id}"

    @property
    def closed(self) -> bool:
        return self.state == ConferenceState.CLOSED

    @property
    def open(self) -> bool:
        return self.state == ConferenceState.OPEN

    @property
    def quorum(self) -> Fraction:
        """The share of the members that has to be present."""
        return Fraction(self.quorum_part, self.quorum_whole)

    @property
    def held_for(self) -> list[Kind]:
        """Its kinds in the order of the list of kinds; asked once where they were loaded with it."""
        kept = {row.kind for row in self.kinds.all()}
        return [kind for kind in Kind if kind in kept]

    @property
    def reviews_year(self) -> bool:
        """Whether ranking, agreement, next year's pledges and the handover belong to it."""
        return Kind.REVIEW in self.held_for

    @property
    def reports(self) -> bool:
        """Whether the work of the year or of a part of it is summed up at it."""
        return not REPORTING.isdisjoint(self.held_for)

    @property
    def title(self) -> str:
        """As it stands at the head of its page: what it is held for and, when given, on what subject."""
        kinds = ", ".join(gettext(KIND_LABELS[kind]) for kind in self.held_for)
        title = gettext("Hội nghị %(kinds)s năm %(year)s") % {"kinds": kinds, "year": self.emulation_year.year}
        return f"{title}: {self.subject}" if self.subject else title


class ConferenceKind(models.Model):
    """One of the things a conference is held for. A year is reviewed at one conference."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="kinds")
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "kind"], name="conference_kind_once"),
            models.UniqueConstraint(fields=["emulation_year"], condition=Q(kind="review"), name="one_review_a_year"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="conference_kind_known"),
        ]

    def __str__(self) -> str:
        return self.kind


class AgendaItem(models.Model):
    """One item of the agenda, taken up in order."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    speaker = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether a member unit is present, missing until somebody says so, and whether it signed next year's pledge."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="attendances")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(null=True, blank=True)
    delegates = models.CharField(max_length=300, blank=True)
    next_pledge_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "unit"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.present}"


class Remark(models.Model):
    """What somebody said under an item of the agenda, a paper read out or a word in the discussion."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="remarks")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.CharField(max_length=300)
    text = models.TextField()
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.speaker


class DelegateRole(models.TextChoices):
    OFFICIAL = "official", "official"
    SUBSTITUTE = "substitute", "substitute"
    GUEST = "guest", "guest"
    OBSERVER = "observer", "observer"


class Delegate(models.Model):
    """Somebody invited to a conference: for a unit or as a guest, in the hall or from afar.

    What the code on the invitation holds is made from `seed` and the server's key; here stands only its hash.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="invited")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, choices=DelegateRole.choices)
    substitutes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(max_length=300, blank=True)
    speaks = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    arrived_by = models.CharField(max_length=4, blank=True, choices=[("list", "list"), ("code", "code")])
    left_at = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64, unique=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "unit"], condition=Q(speaks=True), name="one_speaking_delegate_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(role__in=["official", "substitute"]), name="member_has_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(arrived_at__isnull=False), name="leaves_after_arriving"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def described(self) -> str:
        """Name and post, as they stand on a badge and in a list."""
        return f"{self.name}, {self.post}" if self.post else self.name


class Task(models.Model):
    """A task the conference sets for the next year."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "position"], name="task_position_once")]

    def __str__(self) -> str:
        return self.text[:60]


class Agreement(models.Model):
    """An open agreement of the units present on next year's head and deputy."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.OneToOneField(Conference, on_delete=models.PROTECT, related_name="agreement")
    leader = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    agreed = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(leader=F("deputy")), name="agreed_leader_is_not_deputy"),
            models.CheckConstraint(condition=Q(agreed__lte=F("base")), name="agreed_not_above_base"),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} and {self.deputy_id}"


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


class Slide(models.TextChoices):
    """What the projector of a conference can show."""

    WELCOME = "welcome", "welcome"
    AGENDA = "agenda", "agenda"
    QUORUM = "quorum", "quorum"
    SIGNING = "signing", "signing"
    CONTEST = "contest", "contest"
    RANKING = "ranking", "ranking"


SLIDE_LABELS = {
    Slide.WELCOME: gettext_noop("lời chào"),
    Slide.AGENDA: gettext_noop("chương trình"),
    Slide.QUORUM: gettext_noop("số đơn vị có mặt"),
    Slide.SIGNING: gettext_noop("tiến độ ký giao ước"),
    Slide.CONTEST: gettext_noop("cuộc bỏ phiếu"),
    Slide.RANKING: gettext_noop("xếp hạng"),
}


class Projection(models.Model):
    """What the projector of a conference shows now. A contest is named by its number: contests lie a floor above."""

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    conference = models.OneToOneField(Conference, on_delete=models.PROTECT, related_name="projection")
    slide = models.CharField(max_length=10, choices=Slide.choices, default=Slide.WELCOME)
    contest_number = models.PositiveBigIntegerField(null=True, blank=True)
    revealed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slide="contest", contest_number__isnull=False)
                | (~Q(slide="contest") & Q(contest_number__isnull=True)),
                name="projection_names_its_contest",
            ),
            models.CheckConstraint(
                condition=Q(slide="ranking") | Q(revealed=0), name="projection_reveals_ranking_only"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slide} of conference {self.conference_id}"
