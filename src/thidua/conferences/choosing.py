"""Writing down who leads next year: a part of several actions, here and on the floor of secret votes, not an action."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.bodies.models import Body
from thidua.conferences import events
from thidua.conferences.models import Agreement, ChoiceMethod, ChoiceState, Conference, LeadershipChoice, Post
from thidua.conferences.queries.leadership import STANDING, head_of, standing_choices
from thidua.conferences.queries.rules import rule_of
from thidua.conferences.queries.stages import YearNotRunning
from thidua.cycles.models import EmulationYear
from thidua.cycles.queries import members
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal


class PostTaken(Refusal):
    code = "post_taken"
    sentence = gettext_lazy(
        "%(unit)s đã được chọn vào vị trí này. Rút lựa chọn đó (có lý do) rồi mới chọn đơn vị khác."
    )


class UnitTaken(Refusal):
    code = "unit_taken"
    field = "unit"
    sentence = gettext_lazy(
        "%(unit)s đã được chọn làm vị trí kia. Khối trưởng và Khối phó phải là hai đơn vị khác nhau."
    )


class NotOfTheBloc(Refusal):
    code = "not_of_the_bloc"
    field = "unit"
    sentence = gettext_lazy("Đơn vị này không phải thành viên của khối trong năm. Chọn một đơn vị trong danh sách.")


class NoDeputyByRule(Refusal):
    code = "no_deputy_by_rule"
    sentence = gettext_lazy("Theo quy ước đã ghi, khối không có Khối phó. Sửa quy ước trước nếu muốn chọn Khối phó.")


def require_free(year: EmulationYear, *, post: str, unit_id: int | None) -> Body | None:
    """The unit, when the post is free and the unit may stand for it; refuses otherwise."""
    if not year.running:
        raise YearNotRunning
    if post == Post.DEPUTY and not rule_of(year).has_deputy and unit_id is not None:
        raise NoDeputyByRule
    standing = standing_choices(year)
    if post in standing:
        taken = standing[post].unit
        raise PostTaken(unit=taken.name if taken else _("Không bố trí"))
    if unit_id is None:
        return None
    unit = next((one for one in members(year) if one.pk == unit_id), None)
    if unit is None:
        raise NotOfTheBloc
    if any(one.unit_id == unit_id for one in standing.values()):
        raise UnitTaken(unit=unit.name)
    return unit


def put(
    year: EmulationYear, *, actor: Actor, at: datetime, post: str, method: str, unit_id: int | None,
    person_name: str = "", person_title: str = "", evidence: str, basis: str, conflict: str = "",
    document_number: str = "", document_on: date | None = None, issuer: str = "",
) -> tuple[LeadershipChoice, events.LeadershipChosen]:  # fmt: skip
    """Write the choice and say what to enter in the ledger. That the writer's own unit was chosen is noted."""
    unit = require_free(year, post=post, unit_id=unit_id)
    noted = [conflict.strip()] if conflict.strip() else []
    if unit is not None and actor.body_id == unit.pk:
        noted.append(f"Người ghi nhận ({actor.describe()}) thuộc đơn vị được chọn.")
    choice = LeadershipChoice.objects.create(
        emulation_year=year, post=post, method=method, unit=unit, person_name=person_name, person_title=person_title,
        evidence=evidence, basis=basis, conflict="\n".join(noted), document_number=document_number,
        document_on=document_on, issuer=issuer, chosen_by=actor.describe(), chosen_at=at,
        state=ChoiceState.ACCEPTED if method == ChoiceMethod.ABSENT else ChoiceState.CHOSEN,
    )  # fmt: skip
    person = ", ".join(part for part in (person_name, person_title) if part)
    event = events.LeadershipChosen(
        **about(choice), unit=unit.name if unit else "–", person=person or "–", method=method, evidence=evidence,
        basis=basis,
    )  # fmt: skip
    return choice, event


def about(choice: LeadershipChoice) -> dict[str, Any]:
    """The columns of an event about a choice, and its post."""
    return {
        "subject": f"leadership:{choice.emulation_year_id}", "emulation_year_id": choice.emulation_year_id,
        "unit_id": choice.unit_id, "post": choice.post,
    }  # fmt: skip


def follow_agreement(
    conference: Conference, recorded: Agreement, units: Mapping[int, Body], *, actor: Actor, at: datetime, carries: bool
) -> None:
    """What an open agreement on both posts says becomes the choice of each; one made by an earlier count gives way."""
    year = conference.emulation_year
    earlier = LeadershipChoice.objects.filter(emulation_year=year, state__in=STANDING)
    earlier.update(
        state=ChoiceState.WITHDRAWN, answer="Ghi lại kết quả biểu quyết", answered_by=actor.describe(), answered_at=at
    )
    if not carries:
        return
    rule, day = rule_of(year), timezone.localdate(conference.held_at)
    pair = {Post.LEADER: recorded.leader_id} | ({Post.DEPUTY: recorded.deputy_id} if rule.has_deputy else {})
    for post, unit_id in pair.items():
        head = head_of(units[unit_id], day)
        put(
            year, actor=actor, at=at, post=post, method=ChoiceMethod.AGREEMENT, unit_id=unit_id,
            person_name=head.person.name if head else "", person_title=head.title if head else "",
            evidence=f"Biểu quyết công khai tại hội nghị: {recorded.agreed}/{recorded.base} đơn vị nhất trí",
            basis=rule.source,
        )  # fmt: skip
