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
