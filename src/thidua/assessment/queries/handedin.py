"""What the house itself knows of how late a unit handed in its pledge and its report, for sheets that count it.

Both must have been handed in: until then nothing is known, and nothing known is not "never late". The unit's own
score sheet is not counted, since its points are settled before it is handed in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thidua.assessment.models import Pledge, Report, UnitPaper
from thidua.assessment.queries.papers import of_the_year
from thidua.cycles.models import EmulationYear
from thidua.kernel.templatetags.thidua import moment
from thidua.rulebook.facts import Sheet
from thidua.rulebook.rules.inputs import HOUSE_DAYS, HOUSE_PAPERS

NAMES: dict[type[UnitPaper], str] = {Pledge: gettext_noop("giao ước"), Report: gettext_noop("báo cáo")}
COUNTED = tuple(NAMES)


@dataclass(frozen=True, kw_only=True)
class Lateness:
    """How late a unit's papers came: how many of them, by how many days together, and which in words."""

    papers: int
    days: int
    because: str

    @property
    def counts(self) -> Mapping[str, int]:
        """The figures by the keys under which a sheet asks for them."""
        return {HOUSE_PAPERS: self.papers, HOUSE_DAYS: self.days}


def asked_of_house(sheet: Sheet) -> Mapping[str, frozenset[str]]:
    """The keys that lines of the sheet ask of the house, by code of line; lines that ask for nothing are left out."""
    asked = {line.code: frozenset(one.key for one in line.inputs if one.of_house) for line in sheet.criteria}
    return {code: keys for code, keys in asked.items() if keys}


def lateness_of(year: EmulationYear, units: Collection[int] | None = None) -> Mapping[int, Lateness]:
    """How late each unit was, by unit id; units of which it is not known yet are left out. Two queries."""
    found: dict[int, list[UnitPaper]] = {}
    for kind in COUNTED:
        papers = of_the_year(kind).filter(emulation_year=year, first_approved_at__isnull=False)
        for paper in papers if units is None else papers.filter(unit_id__in=units):
            found.setdefault(paper.unit_id, []).append(paper)
    return {unit_id: _summed(papers) for unit_id, papers in found.items() if len(papers) == len(COUNTED)}


def _summed(papers: list[UnitPaper]) -> Lateness:
    late = [(paper, days) for paper in papers if (days := paper.days_late or 0)]
    said = [
        _("%(paper)s nộp lúc %(at)s, hạn của khối %(due)s, muộn %(days)s ngày")
        % {
            "paper": _(NAMES[type(paper)]),
            "at": moment(paper.first_approved_at),
            "due": moment(paper.due_at),
            "days": days,
        }
        for paper, days in late
    ]
    because = "; ".join(said) if said else _("giao ước và báo cáo đều nộp đúng hạn")
    return Lateness(papers=len(late), days=sum(days for _paper, days in late), because=because)
