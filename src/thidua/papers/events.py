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
