"""The movements, activities and joint events of the sample year, each written down by the one whose it is."""

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from importlib import resources
from typing import TYPE_CHECKING, Any

from thidua.assessment.actions import activities, movements
from thidua.assessment.models import Movement
from thidua.cycles.actions import jointevents
from thidua.reading.numbers import read_quantity

if TYPE_CHECKING:
    from thidua.web.sample.loading import Sample

# The keywords of an action by somebody at an hour of a day.
Acts = Callable[..., dict[str, Any]]

PLANNED = date(2024, 1, 12)


def facts() -> dict[str, Any]:
    """What the sample says about movements."""
    return tomllib.loads((resources.files(__package__) / "movements.toml").read_text(encoding="utf-8"))


def load(sample: "Sample", acts: Acts) -> None:
    """Write everything down through the actions that people use."""
    told, year = facts(), sample.year
    leader = sample.facts["year"]["leader"]
    for event in told["events"]:
        host = event.pop("host", None)
        by = acts(sample.head(leader, PLANNED), PLANNED)
        jointevents.plan_event(year.pk, **by, **event, host_id=sample.bodies[host].pk if host else None)
    launched = _movements(sample, told, acts)
    for part in told["participations"]:
        day, unit, movement = part["since_on"], part.pop("unit"), launched[part.pop("movement")]
        movements.take_part(year.pk, **acts(sample.officer(unit, day), day, 16), movement_id=movement.pk, **part)
    for activity in told["activities"]:
        _activity(sample, activity, launched, acts)


def _movements(sample: "Sample", told: dict[str, Any], acts: Acts) -> dict[str, Movement]:
    """The movements by key, with their waves."""
    launched: dict[str, Movement] = {}
    authors: dict[str, Any] = {}
    for one in told["movements"]:
        key, author, parent = one.pop("key"), one.pop("by"), one.pop("parent", None)
        day = min(max(one["first_on"], PLANNED), date(2024, 1, 22))
        authors[key] = sample.by_authority(day) if author == "authority" else acts(sample.head(author, day), day)
        launched[key] = movements.launch_movement(
            sample.year.pk, **authors[key], **one, parent_id=launched[parent].pk if parent else None
        ).object
    for wave in told["waves"]:
        key = wave.pop("movement")
        movements.set_wave(launched[key].pk, **authors[key], **wave, illustrative=True)
    return launched


def _activity(sample: "Sample", told: dict[str, Any], launched: dict[str, Movement], acts: Acts) -> None:
    """One activity, written down the day after it was over."""
    unit, wave, movement = told.pop("unit"), told.pop("wave", ""), told.pop("movement", None)
    day = told.get("last_on", told["first_on"]) + timedelta(days=1)
    of_bloc = unit == "bloc"
    actor = sample.head(sample.facts["year"]["leader"], day) if of_bloc else sample.officer(unit, day)
    occasion = ""
    if movement:
        found = launched[movement].waves.filter(name=wave).first()
        occasion = f"{launched[movement].pk}-{found.pk}" if found else str(launched[movement].pk)
    for name in ("money", "quantity"):
        if name in told:
            told[name] = read_quantity(told[name]).value
    real = told.pop("real", False)
    source = sample.facts["source"]["title"] if real else ""
    activities.record_activity(
        sample.year.pk, **acts(actor, day), **told, occasion=occasion, of_bloc=of_bloc, source=source,
        illustrative=not real,
    )  # fmt: skip
