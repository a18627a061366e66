"""The writes of this app: people and invitations, and the changes of bodies."""

from thidua.bodies.actions.lineage import dissolve_body, merge_bodies, rename_body, split_body
from thidua.bodies.actions.people import (
    INVITATION_LASTS,
    AlreadyAccepted,
    BodyKnown,
    EndsBeforeItBegan,
    UsernameTaken,
    accept_invitation,
    end_appointment,
    invite,
    register_authority,
    register_body,
    withdraw_invitation,
)

__all__ = [
    "INVITATION_LASTS",
    "AlreadyAccepted",
    "BodyKnown",
    "EndsBeforeItBegan",
    "UsernameTaken",
    "accept_invitation",
    "dissolve_body",
    "end_appointment",
    "invite",
    "merge_bodies",
    "register_authority",
    "register_body",
    "rename_body",
    "split_body",
    "withdraw_invitation",
]
