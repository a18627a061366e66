"""Mail addresses for some of the sample's people, and a first round of reminders on the day the sample begins.

The addresses lie under example.vn, which nobody can have; the letters go into a folder.
"""

from datetime import datetime

from django.utils import timezone

from thidua.bodies.models import Account
from thidua.bodies.queries import actor_for
from thidua.kernel.actor import SYSTEM
from thidua.notices import actions
from thidua.web.reminders import send_reminders

WITH_MAIL = 6


def load(*, at: datetime) -> None:
    """Give the first people of the sample an address, and remind everybody."""
    for account in Account.objects.select_related("person").order_by("pk")[:WITH_MAIL]:
        actor = actor_for(account, day=timezone.localdate(at), chosen=None)
        asked = actions.ask_confirmation(actor.id, actor=actor, at=at, address=f"{account.username}@example.vn").object
        actions.confirm_address(asked.pk, actor=SYSTEM, at=at)
    send_reminders(at=at)
