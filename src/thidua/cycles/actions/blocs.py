"""Blocs: what an authority calls them, how it numbers them, and which lies within which."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Body
from thidua.cycles import events, policies, queries
from thidua.cycles.models import EmulationBloc, NumberStyle, write_bloc_number
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.ledger.actions import Recorded, action


class BlocKnown(Refusal):
    code = "bloc_known"
    field = "number"
    sentence = _("Đã có %(word)s số %(number)s trong cùng nhóm. Chọn số khác.")


class NotAParent(Refusal):
    code = "not_a_parent"
    field = "parent_id"
    sentence = _("Chọn một khối, cụm của cơ quan mình làm nơi trực thuộc.")


class InsideItself(Refusal):
    code = "inside_itself"
    field = "parent_id"
    sentence = _("%(bloc)s không thể nằm trong chính nó hoặc trong nhóm thuộc nó. Chọn nơi trực thuộc khác.")


@action(needs=policies.CREATE_BLOC, loads=queries.authority_to_change)
def create_bloc(
    authority: Body, *, actor: Actor, at: datetime, number: int | None, name: str, word: str = "Khối",
    number_style: str = NumberStyle.ARABIC, parent_id: int | None = None,
) -> Recorded[EmulationBloc]:  # fmt: skip
    """The authority's officer registers a bloc. Raises BlocKnown for a number in use beside it, NotAParent."""
    bloc = EmulationBloc(authority=authority, number=number, name=name, word=word, number_style=number_style)
    bloc.parent = _parent(bloc, parent_id)
    _require_free(bloc)
    bloc.save(force_insert=True)
    return Recorded(bloc, events.BlocCreated(subject=f"bloc:{bloc.pk}", unit_id=authority.pk, bloc=name))


@action(needs=policies.CHANGE_BLOC, loads=queries.bloc_to_change)
def change_bloc(
    bloc: EmulationBloc, *, actor: Actor, at: datetime, number: int | None, name: str, word: str, number_style: str,
    parent_id: int | None,
) -> Recorded[EmulationBloc]:  # fmt: skip
    """The authority corrects word, number, name, or what the bloc belongs to.

    Raises BlocKnown, NotAParent, and InsideItself for a parent that lies within the bloc.
    """
    queries.authority_to_change(actor, bloc.authority_id)  # locked, so that two moves cannot close a circle
    before = bloc.name
    bloc.word, bloc.number, bloc.number_style, bloc.name = word, number, number_style, name
    bloc.parent = _parent(bloc, parent_id)
    _require_free(bloc)
    bloc.save(update_fields=["word", "number", "number_style", "name", "parent"])
    event = events.BlocChanged(
        subject=f"bloc:{bloc.pk}", unit_id=bloc.authority_id, before=before, bloc=name,
        parent=bloc.parent.name if bloc.parent else "–",
    )  # fmt: skip
    return Recorded(bloc, event)


def _parent(bloc: EmulationBloc, parent_id: int | None) -> EmulationBloc | None:
    if parent_id is None:
        return None
    above = EmulationBloc.objects.filter(authority_id=bloc.authority_id, pk=parent_id).first()
    if above is None:
        raise NotAParent
    step: EmulationBloc | None = above
    while step is not None:
        if bloc.pk is not None and step.pk == bloc.pk:
            raise InsideItself(bloc=bloc.name)
        step = step.parent
    return above


def _require_free(bloc: EmulationBloc) -> None:
    """A bloc without a number is never in the way."""
    if bloc.number is None:
        return
    beside = EmulationBloc.objects.filter(
        authority_id=bloc.authority_id, parent=bloc.parent, word=bloc.word, number=bloc.number
    )
    if beside.exclude(pk=bloc.pk).exists():
        raise BlocKnown(word=bloc.word, number=write_bloc_number(bloc.number, bloc.number_style))
