"""What this app enters in the ledger."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class MinutesMade(Event):
    """The hashes of both files stand in the ledger, so a file can be checked against it."""

    name = "papers.minutes_made"
    sentence = _("Lập biên bản hội nghị tổng kết năm %(year)s; mã SHA-256 của tệp DOCX %(docx)s, của tệp PDF %(pdf)s")

    year: int
    docx: str
    pdf: str
    replaces: bool


@dataclass(frozen=True, kw_only=True)
class OtherMinutesMade(Event):
    """Minutes of a conference that does not review its year, or a supplement to minutes, by its title."""

    name = "papers.other_minutes_made"
    sentence = _("Lập văn bản: %(title)s; mã SHA-256 của tệp DOCX %(docx)s, của tệp PDF %(pdf)s")

    title: str
    docx: str
    pdf: str
    replaces: bool


@dataclass(frozen=True, kw_only=True)
class MinutesCorrected(Event):
    """`part` is the code of the part; `before` is what was written into it until now."""

    name = "papers.minutes_corrected"
    sentence = _("Ghi vào biên bản, phần %(heading)s: %(text)s. Lý do: %(reason)s")

    part: str
    heading: str
    text: str
    before: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SupplementWritten(Event):
    name = "papers.supplement_written"
    sentence = _("Soạn biên bản bổ sung số %(number)s: %(text)s. Lý do: %(reason)s")

    number: int
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SignersNamed(Event):
    name = "papers.signers_named"
    sentence = _("Người ký biên bản hội nghị: chủ trì %(chair)s, thư ký %(secretary)s")

    chair: str
    secretary: str


@dataclass(frozen=True, kw_only=True)
class MinutesSigned(Event):
    """The first of the two signatures. `content` is the hash of what was signed, `signing` as what."""

    name = "papers.minutes_signed"
    sentence = _("Xác nhận ký %(title)s, mã nội dung %(content)s; còn chờ người ký kia")

    title: str
    content: str
    signing: str


@dataclass(frozen=True, kw_only=True)
class MinutesSettled(Event):
    """The second signature: the document is final. The hashes are of the files that carry both."""

    name = "papers.minutes_settled"
    sentence = _(
        "Xác nhận ký %(title)s, đủ hai người ký nên chốt; mã nội dung %(content)s, "
        "mã SHA-256 của tệp DOCX %(docx)s, của tệp PDF %(pdf)s"
    )

    title: str
    content: str
    signing: str
    docx: str
    pdf: str


@dataclass(frozen=True, kw_only=True)
class MinutesScanKept(Event):
    """The document signed by hand was scanned: it is final. `sha256` is of the file as it was handed in."""

    name = "papers.minutes_scan_kept"
    sentence = _("Lưu bản ký tay của %(title)s, mã nội dung %(content)s; tệp %(file)s, mã SHA-256 %(sha256)s")

    title: str
    content: str
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PledgePaperMade(Event):
    name = "papers.pledge_made"
    sentence = _(
        "Lập văn bản giao ước thi đua năm %(year)s của %(unit)s; mã SHA-256 của tệp DOCX %(docx)s, của tệp PDF %(pdf)s"
    )

    unit: str
    year: int
    docx: str
    pdf: str
    replaces: bool


@dataclass(frozen=True, kw_only=True)
class CommonPledgeMade(Event):
    name = "papers.common_pledge_made"
    sentence = _("Lập giao ước chung năm %(year)s của %(bloc)s; mã SHA-256 của tệp DOCX %(docx)s, của tệp PDF %(pdf)s")

    bloc: str
    year: int
    docx: str
    pdf: str
    replaces: bool
