"""Who may invite whom, and who may read the directory of people."""

from thidua.bodies.models import Appointment, Body, Invitation
from thidua.kernel.actor import Actor, Office
from thidua.kernel.gate import permission

# Whom each office may invite or release. Nobody outside this table may do either.
APPOINTS: dict[Office, frozenset[Office]] = {
    Office.SYSTEM: frozenset(Office),
    Office.AUTHORITY_OFFICER: frozenset(
        {Office.AUTHORITY_OFFICER, Office.UNIT_HEAD, Office.UNIT_OFFICER, Office.COUNCIL_MEMBER, Office.AUDITOR}
    ),
    Office.UNIT_HEAD: frozenset({Office.UNIT_OFFICER}),
}


def looks_after(actor: Actor, body: Body) -> bool:
    """The authority looks after itself and the bodies under it; a head looks after the own unit only."""
    if actor.office is Office.SYSTEM:
        return True
    if actor.office is Office.AUTHORITY_OFFICER:
        return actor.body_id in (body.pk, body.parent_id) or is_below(body, actor.body_id)
    return actor.holds(Office.UNIT_HEAD, body.pk)


def is_below(body: Body, authority_id: int | None) -> bool:
    """Whether the body stands under a body that stands under the authority."""
    return body.parent is not None and body.parent.parent_id is not None and body.parent.parent_id == authority_id


def may_appoint(actor: Actor, office: str) -> bool:
    """Whether the table above lets the actor fill or vacate this office."""
    return actor.office is not None and Office(office) in APPOINTS.get(actor.office, frozenset())


def may_withdraw(actor: Actor, invitation: Invitation) -> bool:
    return looks_after(actor, invitation.body) and may_appoint(actor, invitation.office)


def may_end(actor: Actor, appointment: Appointment) -> bool:
    """Nobody ends their own appointment: the last officer of an authority could lock everyone out."""
    return (
        looks_after(actor, appointment.body)
        and may_appoint(actor, appointment.office)
        and appointment.person_id != actor.id
    )


READ_PEOPLE = permission("bodies.read_people", offices=[*APPOINTS, Office.UNIT_OFFICER, Office.AUDITOR])
REGISTER = permission("bodies.register", offices=[Office.AUTHORITY_OFFICER, Office.SYSTEM], when=looks_after)
CHANGE_BODY = permission("bodies.change_body", offices=[Office.AUTHORITY_OFFICER, Office.SYSTEM], when=looks_after)
REGISTER_AUTHORITY = permission("bodies.register_authority", offices=[Office.SYSTEM])
INVITE = permission("bodies.invite", offices=APPOINTS, when=looks_after)
WITHDRAW = permission("bodies.withdraw_invitation", offices=APPOINTS, when=may_withdraw)
END_APPOINTMENT = permission("bodies.end_appointment", offices=APPOINTS, when=may_end)
ACCEPT = permission("bodies.accept_invitation", offices=[Office.SYSTEM])
