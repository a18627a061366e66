"""Resolutions: put down with every unit's voice, corrected with a reason while the conference meets."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from thidua.conferences import policies, queries
from thidua.conferences.actions import flow
from thidua.conferences.events.resolutions import ResolutionCorrected, ResolutionRecorded
from thidua.conferences.models import Attendance, Conference, Resolution, Said, UnitVoice
from thidua.conferences.queries import resolving, stages
from thidua.conferences.queries.judging import quorum_of
from thidua.kernel.actor import Actor
from thidua.kernel.refusals import Refusal
from thidua.kernel.versions import Stale
from thidua.ledger.actions import Recorded, action
from thidua.rulebook.contests import Base


class NotEveryoneCalled(Refusal):
    code = "not_everyone_called"
    sentence = _("Còn %(count)s đơn vị chưa điểm danh. Điểm danh đủ rồi ghi biểu quyết.")


class TooFewPresent(Refusal):
    code = "too_few_present"
    sentence = _("Mới có %(present)s/%(members)s đơn vị có mặt, chưa đủ để biểu quyết. Kiểm tra điểm danh.")


class VoicesDiffer(Refusal):
    code = "voices_differ"
    sentence = _("Danh sách đơn vị có mặt đã thay đổi. Tải lại trang rồi ghi ý kiến của từng đơn vị.")


class NobodyDecides(Refusal):
    code = "nobody_decides"
    sentence = _("Mọi đơn vị đều không biểu quyết vì có liên quan, nên không có ai quyết định. Kiểm tra lại ý kiến.")


class SameResolution(Refusal):
    code = "same_resolution"
    field = "text"
    sentence = _("Nội dung này đã được ghi biểu quyết. Sửa kết quả đã ghi nếu ghi nhầm.")


class NothingCorrected(Refusal):
    code = "nothing_corrected"
    sentence = _("Ý kiến các đơn vị vẫn như đã ghi, không có gì để sửa.")


@action(needs=policies.RUN, loads=queries.conference_to_change)
def record_resolution(
    conference: Conference, *, actor: Actor, at: datetime, text: str, share: Fraction, strict: bool, base: Base,
    source: str, voices: Mapping[int, Said],
) -> Recorded[Resolution]:  # fmt: skip
    """The units present vote openly, each by name. One that is not adopted is recorded just the same."""
    stages.require_open(conference)
    rows = queries.attendance_rows(conference)
    _require_present(rows, voices)
    if conference.resolutions.filter(text=text).exists():
        raise SameResolution
    last = conference.resolutions.aggregate(last=Max("position"))["last"] or 0
    year_id = conference.emulation_year_id
    made = Resolution(
        emulation_year_id=year_id, conference=conference, position=last + 1, text=text, share=str(share), strict=strict,
        base=base.value, source=source, members=len(rows), recorded_by=actor.describe(), recorded_at=at,
    )  # fmt: skip
    figures = _figures(made, voices)
    made.save(force_insert=True)
    UnitVoice.objects.bulk_create(
        UnitVoice(emulation_year_id=year_id, resolution=made, unit_id=unit_id, said=said)
        for unit_id, said in voices.items()
    )
    names = {row.unit_id: row.unit.name for row in rows}
    spoken = tuple((names[unit_id], said.value) for unit_id, said in voices.items())
    return Recorded(made, ResolutionRecorded(**flow.about(conference), text=text, voices=spoken, **figures))


@action(needs=policies.RUN, loads=resolving.resolution_to_change)
def correct_resolution(
    resolution: Resolution, *, actor: Actor, at: datetime, voices: Mapping[int, Said], reason: str,
    version: int | None = None,
) -> Recorded[Resolution]:  # fmt: skip
    """Voices that were taken down wrongly are put right, before the conference is closed. The ledger keeps both."""
    conference = resolution.conference
    stages.require_open(conference)
    if version is not None and version != resolution.version:
        raise Stale(who=resolution.recorded_by, at=resolution.recorded_at)
    kept = {one.unit_id: one for one in resolution.voices.select_related("unit")}
    if set(kept) != set(voices):
        raise VoicesDiffer
    before = tuple((one.unit.name, str(one.said)) for one in kept.values())
    figures = _figures(resolution, voices)
    for unit_id, said in voices.items():
        kept[unit_id].said = said
    after = tuple((one.unit.name, str(one.said)) for one in kept.values())
    if after == before:
        raise NothingCorrected
    UnitVoice.objects.bulk_update(kept.values(), ["said"])
    resolution.corrected_because, resolution.version = reason, resolution.version + 1
    resolution.recorded_by, resolution.recorded_at = actor.describe(), at
    resolution.save(update_fields=["corrected_because", "version", "recorded_by", "recorded_at"])
    event = ResolutionCorrected(
        **flow.about(conference), text=resolution.text, voices=after, before=before, reason=reason, **figures
    )
    return Recorded(resolution, event)


def _require_present(rows: list[Attendance], voices: Mapping[int, Said]) -> None:
    """Everybody is called, the quorum is met, and just those who are present have a voice."""
    silent = queries.no_attendance_yet(rows)
    if silent:
        raise NotEveryoneCalled(count=len(silent))
    if not quorum_of(rows).holds:
        raise TooFewPresent(present=queries.present_count(rows), members=len(rows))
    if {row.unit_id for row in rows if row.present} != set(voices):
        raise VoicesDiffer


def _figures(resolution: Resolution, voices: Mapping[int, Said]) -> dict[str, Any]:
    said = list(voices.values())
    if all(one == Said.RECUSED for one in said):
        raise NobodyDecides
    found = resolving.verdict_on_resolution(resolution, said)
    data = found.data
    return {"agreed": data["counted"], "base": data["base"], "needed": data["needed"], "adopted": found.holds}
