"""A secret vote on paper at the sample's conference. The press report tells of none: question and figures are invented."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from thidua.ballots import actions
from thidua.ballots.queries import people_of_units
from thidua.conferences.models import Conference
from thidua.kernel.uploads.checking import Checked, checked

if TYPE_CHECKING:
    from thidua.web.sample.loading import Sample

RULE: dict[str, Any] = {
    "title": "Minh hoạ: chọn chủ đề buổi sinh hoạt chung của Khối năm 2025", "purpose": "other", "mode": "paper",
    "question": "choose", "seats": 1, "share": "1/2", "strict": True, "base": "valid",
    "source": "Thể lệ đặt ra để minh hoạ, không phải quy định của Khối", "turnout": "2/3", "rounds": 2,
}  # fmt: skip
NAMES = (
    "Cách làm hay trong vận động nguồn lực (minh hoạ)",
    "Chuyển đổi số trong công tác hội (minh hoạ)",
)
FIGURES: dict[str, Any] = {
    "present": 11, "issued": 11, "returned": 11, "valid": 10, "invalid": 1,
    "votes": {"c1": {"agree": 6, "disagree": 0}, "c2": {"agree": 4, "disagree": 0}},
}  # fmt: skip


def vote_on_paper(sample: Sample, held: Conference, *, at: datetime) -> None:
    """One contest from its rule to its recognised result: every unit's head votes, three officers count."""
    day = at.date()
    leader, deputy = (sample.head(sample.facts["year"][key], day) for key in ("leader", "deputy"))
    by: dict[str, Any] = {"actor": leader, "at": at}
    contest = actions.prepare_contest(held.pk, **by, values=RULE, units=[], names=NAMES).object
    voters = {unit_id: rows[0].person_id for unit_id, rows in people_of_units(held).items() if rows}
    actions.write_roll(contest.pk, **by, voters=voters)
    committee = [sample.officer(key, day) for key in list(sample.facts["units"])[-3:]]
    actions.choose_committee(contest.pk, **by, members=[one.id for one in committee], threshold=2)
    steps = (actions.freeze_roll, actions.open_contest, actions.close_contest)
    for minutes, step in enumerate(steps):
        for actor in (leader, deputy):
            step(contest.pk, actor=actor, at=at + timedelta(minutes=5 * minutes))
    counted = at + timedelta(minutes=20)
    for member in committee[:2]:
        actions.type_paper_count(contest.pk, actor=member, at=counted, figures=FIGURES)
    actions.add_tally_scan(contest.pk, actor=committee[0], at=counted, file=drawn_sheet(), illustrative=True)
    for actor in (leader, deputy):
        actions.confirm_result(contest.pk, actor=actor, at=at + timedelta(minutes=25))


def drawn_sheet() -> Checked:
    """A drawing of a sheet with lines and strokes; nobody's signature."""
    picture = Image.new("RGB", (840, 1188), "#fdfdf8")
    pen = ImageDraw.Draw(picture)
    for line in range(14):
        top = 120 + line * 56
        pen.line((90, top, 750, top), fill="#8a8f94", width=2)
    for stroke in range(10):
        left = 330 + stroke * 26 + (stroke // 5) * 20
        pen.line((left, 500, left + 6, 540), fill="#1d3f8f", width=4)
    pen.rectangle((90, 940, 360, 1080), outline="#8a8f94", width=2)
    pen.rectangle((480, 940, 750, 1080), outline="#8a8f94", width=2)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return checked(SimpleUploadedFile("bien-ban-kiem-phieu-minh-hoa.png", stream.getvalue()))
