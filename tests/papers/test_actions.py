"""Making the minutes: once, in two formats, kept with their hashes."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from docx import Document

from tests.assessment.factories import Bloc, outsider
from tests.conferences.factories import AFTER, by, closed, ready
from tests.conferences.test_actions import DECISION, refused
from tests.papers.reading import docx_words, pdf_words
from thidua.bodies.models import Body
from thidua.conferences import actions as conferences
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry
from thidua.ledger.queries import head_hash
from thidua.papers import actions, docx, queries
from thidua.papers.models import Paper

pytestmark = pytest.mark.django_db

LATER = AFTER + timedelta(hours=1)


def made(bloc: Bloc, conference: Any, at: Any = LATER) -> dict[str, Paper]:
    papers = actions.make_minutes(conference.pk, **by(bloc, at)).object
    return {paper.format: paper for paper in papers}


def test_minutes_are_made_in_both_formats_and_kept_with_their_hashes() -> None:
    bloc, conference = closed()
    anchor = head_hash()

    papers = made(bloc, conference)

    assert set(papers) == {"docx", "pdf"}
    for paper in papers.values():
        stored = queries.bytes_of(Paper.objects.get(pk=paper.pk))
        assert hashlib.sha256(stored).hexdigest() == paper.sha256
        assert (paper.kind, paper.made_at, paper.replaces) == ("minutes", LATER, None)
        assert paper.made_by == bloc.leader.head.describe()
        assert paper.facts["ledger_hash"] == anchor
    assert papers["docx"].template_hash == hashlib.sha256(docx.TEMPLATE.read_bytes()).hexdigest()
    assert papers["docx"].facts_hash == papers["pdf"].facts_hash
    for paper, read in ((papers["docx"], docx_words), (papers["pdf"], pdf_words)):
        said = read(queries.bytes_of(paper))
        assert anchor in said
        assert f"3/3 (ba trên ba) đơn vị có mặt nhất trí giao {bloc.member.body.name} làm Khối trưởng" in said


def test_minutes_leave_their_hashes_in_the_ledger() -> None:
    bloc, conference = closed()

    papers = made(bloc, conference)

    entry = Entry.objects.order_by("-sequence")[0]
    assert (entry.event, entry.emulation_year_id) == ("papers.minutes_made", bloc.year.pk)
    assert (entry.payload["docx"], entry.payload["pdf"]) == (papers["docx"].sha256, papers["pdf"].sha256)


def test_minutes_may_be_made_by_deputy_and_authority_and_nobody_else() -> None:
    for who in ("deputy", "authority"):
        bloc, conference = closed()
        actor = bloc.deputy.head if who == "deputy" else bloc.authority
        assert actor is not None
        assert len(actions.make_minutes(conference.pk, actor=actor, at=LATER).object) == 2
    with pytest.raises(Denied):
        actions.make_minutes(conference.pk, actor=bloc.member.head, at=LATER)
    with pytest.raises(Http404):
        actions.make_minutes(conference.pk, actor=outsider(), at=LATER)


def test_minutes_wait_for_the_closing() -> None:
    bloc, conference = ready()

    assert refused(actions.make_minutes, conference.pk, **by(bloc)) == "not_closed_yet"


def test_minutes_of_the_same_facts_are_not_made_twice() -> None:
    bloc, conference = closed()
    made(bloc, conference)

    assert refused(actions.make_minutes, conference.pk, **by(bloc, LATER)) == "already_made"
    assert Paper.objects.count() == 2


def test_minutes_made_again_name_those_they_replace() -> None:
    bloc, conference = closed()
    first = made(bloc, conference)
    Body.objects.filter(pk=bloc.member.body.pk).update(name="Đơn vị đổi tên")

    second = made(bloc, conference, LATER + timedelta(hours=1))

    assert {kind: paper.replaces for kind, paper in second.items()} == first
    assert Paper.objects.count() == 4
    issues = queries.papers_of(bloc.year)
    assert [(issue.replaced, len(issue.papers)) for issue in issues] == [(False, 2), (True, 2)]


def test_minutes_can_be_made_after_the_handover() -> None:
    bloc, conference = closed()
    conferences.hand_over(conference.pk, **by(bloc, AFTER), **DECISION)

    assert set(made(bloc, conference)) == {"docx", "pdf"}


def test_paper_is_kept_as_it_is() -> None:
    bloc, conference = closed()
    made(bloc, conference)

    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.update(title="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.all().delete()


def test_changed_bytes_are_not_given_out() -> None:
    bloc, conference = closed()
    paper = made(bloc, conference)["docx"]
    changed = BytesIO()
    Document().save(changed)
    with open(paper.file.path, "wb") as stored:
        stored.write(changed.getvalue())

    with pytest.raises(queries.BytesChanged):
        queries.bytes_of(Paper.objects.get(pk=paper.pk))
