"""What a unit puts forward for a claim: a file, a link, or a document by number and date."""

from django.db import models
from django.db.models import Q

from thidua.assessment.models.reports import Result
from thidua.assessment.models.scores import ScoreLine
from thidua.bodies.models import Body
from thidua.cycles.models import EmulationYear


class FileState(models.TextChoices):
    """What is known of a stored file. Without a scanner files stay in quarantine, and their pages say so."""

    QUARANTINE = "quarantine", "quarantine"
    CLEAN = "clean", "clean"
    INFECTED = "infected", "infected"
    SCAN_ERROR = "scan_error", "scan_error"


class EvidenceFile(models.Model):
    """One stored, checked file of a unit in a year; several claims may rest on it.

    `sha256` is of the bytes as they were handed in, `kept_sha256` of those kept: they differ for pictures, which are
    encoded anew. `key` and `preview_key` are random names in the store; only pictures have a preview.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kept_sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=100, unique=True)
    preview_key = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.QUARANTINE)
    scan_note = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["emulation_year", "unit", "sha256"], name="evidence_file_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("clean", "infected")) | Q(scanned_at__isnull=False),
                name="evidence_file_judged_by_a_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return bool(self.preview_key)


class EvidenceKind(models.TextChoices):
    FILE = "file", "file"
    LINK = "link", "link"
    DOCUMENT = "document", "document"


class Evidence(models.Model):
    """What is put forward for one claim: the result of a target, or a line of the score sheet.

    A link is shown and never fetched; a document is named by its number, day and issuer.
    """

    emulation_year = models.ForeignKey(EmulationYear, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_rows")
    line = models.ForeignKey(ScoreLine, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_rows")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    file = models.ForeignKey(
        EvidenceFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_rows"
    )
    url = models.CharField(max_length=1000, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    document_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    caption = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField()
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__isnull=False, line__isnull=True) | Q(result__isnull=True, line__isnull=False),
                name="evidence_for_one_claim",
            ),
            models.CheckConstraint(
                condition=Q(kind="file", file__isnull=False, url="", document_number="", document_on__isnull=True)
                | (Q(kind="link", file__isnull=True, document_number="", document_on__isnull=True) & ~Q(url=""))
                | (
                    Q(kind="document", file__isnull=True, url="", document_on__isnull=False)
                    & ~Q(document_number="")
                    & ~Q(issuer="")
                ),
                name="evidence_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="evidence_link_to_the_web",
            ),
            models.UniqueConstraint(fields=["result", "file"], name="evidence_file_once_for_a_result"),
            models.UniqueConstraint(fields=["line", "file"], name="evidence_file_once_for_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.claim}"

    @property
    def claim(self) -> Result | ScoreLine:
        """What it is put forward for."""
        claim = self.result or self.line
        assert claim is not None  # a constraint of the table
        return claim
