"""Scans of a signed tally sheet, and contests that are counted."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.ballots.factories import Voting, closed, figures
from tests.kernel.uploads.files import pdf
from thidua.ballots import actions
from thidua.ballots.models import TallySheetScan
from thidua.kernel.uploads.checking import Checked, checked


def sheet_of(number: int = 1, name: str = "Biên bản.pdf") -> Checked:
    """A scan of one page, a different one for each number."""
    return checked(SimpleUploadedFile(name, pdf(box=f"[0 0 595 {800 + number}]")))


def counted(**changes: object) -> Voting:
    """A contest on paper that two members have counted alike."""
    voting = closed(**{"mode": "paper", **changes})  # type: ignore[arg-type]
    for member in voting.committee[:2]:
        actions.type_paper_count(voting.contest_id, **voting.by(member), figures=figures())
    return voting


def confirmed() -> Voting:
    """The same, recognised by two people."""
    voting = counted()
    voting.both(actions.confirm_result)
    return voting


def scanned(voting: Voting, number: int = 1) -> TallySheetScan:
    """The first member of the committee keeps a scan with the contest."""
    return actions.add_tally_scan(
        voting.contest_id, **voting.by(voting.committee[0]), file=sheet_of(number)
    ).object  # fmt: skip
