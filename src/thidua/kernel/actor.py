"""Who is acting: a frozen value, so that a policy can be tested without a database."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop


class Office(StrEnum):
    """What a person may hold in a body, from one day to another."""

    AUTHORITY_OFFICER = "authority_officer"
    UNIT_HEAD = "unit_head"
    UNIT_OFFICER = "unit_officer"
    COUNCIL_MEMBER = "council_member"
    AUDITOR = "auditor"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return gettext(OFFICE_LABELS[self])


OFFICE_LABELS = {
    Office.AUTHORITY_OFFICER: gettext_noop("Cán bộ thi đua, khen thưởng"),
    Office.UNIT_HEAD: gettext_noop("Thủ trưởng đơn vị"),
    Office.UNIT_OFFICER: gettext_noop("Cán bộ phụ trách thi đua của đơn vị"),
    Office.COUNCIL_MEMBER: gettext_noop("Thành viên Hội đồng Thi đua - Khen thưởng"),
    Office.AUDITOR: gettext_noop("Cán bộ kiểm tra"),
    Office.SYSTEM: gettext_noop("Hệ thống"),
}


# The columns that keep who did something.
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One office held today: which office, in which body, under what title."""

    id: int
    office: Office
    body_id: int
    body_name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person, the office in which they act now, and the others they hold today.

    Only `acting` gives rights: someone with two offices chooses one, and the page says which.
    """

    id: int
    name: str
    acting: Appointment | None = None
    appointments: tuple[Appointment, ...] = ()

    @property
    def office(self) -> Office | None:
        return self.acting.office if self.acting else None

    @property
    def body_id(self) -> int | None:
        return self.acting.body_id if self.acting else None

    def holds(self, office: Office, body_id: int | None) -> bool:
        """Whether the office acted in now is this one, in this body."""
        return body_id is not None and self.office == office and self.body_id == body_id

    def describe(self) -> str:
        """Name, title and body as they stand in the ledger and under signatures, in the room a column has."""
        if self.acting is None:
            return self.name
        return f"{self.name}, {self.acting.title} {self.acting.body_name}".strip()[:LONGEST]


SYSTEM = Actor(
    id=0,
    name="Hệ thống",
    acting=Appointment(id=0, office=Office.SYSTEM, body_id=0, body_name="", title="lệnh quản trị máy chủ"),
)
