"""Finding a unit, a target or a page by words written with or without accents."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.assessment import queries as assessment
from thidua.cycles import queries as cycles
from thidua.kernel.actor import Actor
from thidua.kernel.folding import fold_matches


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something found: what it is called, what kind of thing it is, and where it is."""

    label: str
    kind: str
    url: str


def hits(actor: Actor, words: str) -> list[Hit]:
    """What the actor may see that holds every word; nothing for no words."""
    if not words:
        return []
    everything = [*_years(actor), *_units(actor), *_targets(actor, words)]
    return [hit for hit in everything if fold_matches(words, hit.label, hit.kind)]


def _years(actor: Actor) -> list[Hit]:
    return [
        Hit(
            label=_("%(bloc)s, năm %(year)s") % {"bloc": year.bloc.name, "year": year.label},
            kind=_("Năm thi đua"),
            url=reverse("assessment:bloc", args=[year.pk]),
        )
        for year in cycles.visible_years(actor).order_by("-year")
    ]


def _units(actor: Actor) -> list[Hit]:
    return [
        Hit(label=unit.name, kind=_("Đơn vị, năm %(year)s") % {"year": year.label}, url=url)
        for year, unit, url in assessment.unit_pages(actor)
    ]


def _targets(actor: Actor, words: str) -> list[Hit]:
    return [
        Hit(
            label=f"{target.indicator} – {target.pledge.unit.name}",
            kind=_("Chỉ tiêu, năm %(year)s") % {"year": target.emulation_year.year},
            url=reverse("assessment:pledge", args=[target.emulation_year_id, target.pledge_id]),
        )
        for target in assessment.targets_named(actor, words)
    ]
