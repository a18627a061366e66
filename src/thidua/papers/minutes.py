"""Taking the facts of a conference's minutes: what was recorded, and what was written in by hand."""

from django.utils.translation import override

from thidua.assessment.models import ScoreSheet
from thidua.assessment.queries import ranking_is_final, standings_of
from thidua.ballots.queries import contests_told
from thidua.conferences.models import (
    SAID_LABELS,
    WAY_LABELS,
    ChoiceMethod,
    Conference,
    Delegate,
    DelegateRole,
    Post,
    Said,
    Way,
)
from thidua.conferences.queries import attendance_rows, recorded_agreement, resolutions_of
from thidua.conferences.queries.leadership import choices_of
from thidua.conferences.queries.opining import opinions_of
from thidua.cycles.models import EmulationYear
from thidua.ledger.queries import head_hash, head_sequence
from thidua.papers.facts import (
    AgendaFact,
    AgreementFact,
    CandidateFact,
    ChoiceFact,
    ContestFact,
    CorrectionFact,
    DelegateFact,
    MemberFact,
    MinutesFacts,
    OpinionFact,
    RankFact,
    RemarkFact,
    ResolutionFact,
    SignedFact,
    SupplementFacts,
    iso,
)
from thidua.papers.models import MinutesCorrection, MinutesSignature, MinutesSigners, MinutesSupplement
from thidua.papers.wording import REWRITTEN


def minutes_facts(conference: Conference) -> MinutesFacts:
    """The facts of the minutes as they are now, unsigned, in a fixed number of queries."""
    year = conference.emulation_year
    return MinutesFacts(
        bloc=year.bloc.name,
        name=name_of_conference(conference),
        reviews=conference.reviews_year,
        reports=conference.reports,
        organ=year.leader.name if year.leader else "",
        authority=year.bloc.authority.name,
        year=year.year,
        locality=conference.locality,
        place=conference.place,
        held_at=iso(conference.held_at),
        closed_at=iso(conference.closed_at),
        chair=conference.chair,
        secretary=conference.secretary,
        members=_members(conference),
        opened_without_quorum=conference.opened_without_quorum,
        delegates=_delegates(conference),
        agenda=_agenda(conference),
        review=conference.review,
        ranking=_ranking(year) if conference.reviews_year else (),
        tasks=tuple(conference.tasks.order_by("position").values_list("text", flat=True)),
        agreement=_agreement(conference),
        choices=_choices(conference) if conference.reviews_year else (),
        resolutions=_resolutions(conference),
        opinions=_opinions(conference),
        contests=_contests(conference),
        corrections=_corrections(conference),
        signers=names_of_signers(signers_of(conference)),
        illustrative=_illustrative(conference, year),
        ledger_hash=head_hash(),
        ledger_entry=head_sequence(),
    )


def _members(conference: Conference) -> tuple[MemberFact, ...]:
    return tuple(
        MemberFact(
            unit=row.unit.name,
            present=bool(row.present),
            delegates=row.delegates,
            signed=row.next_pledge_signed_at is not None,
        )
        for row in attendance_rows(conference)
    )


def _agenda(conference: Conference) -> tuple[AgendaFact, ...]:
    rows = conference.agenda.prefetch_related("remarks__unit").order_by("position", "pk")
    return tuple(
        AgendaFact(
            title=one.title, speaker=one.speaker, illustrative=one.illustrative, notes=one.notes,
            remarks=tuple(
                RemarkFact(speaker=said.speaker, unit=said.unit.name if said.unit else "", text=said.text)
                for said in sorted(one.remarks.all(), key=lambda said: (said.said_at, said.pk))
            ),
        )
        for one in rows
    )  # fmt: skip


def _resolutions(conference: Conference) -> tuple[ResolutionFact, ...]:
    """What was put to an open vote, each unit's voice in the words of the minutes."""
    return tuple(
        ResolutionFact(
            text=row.resolution.text, result=row.verdict.because.vi, source=row.resolution.source,
            voices=tuple((voice.unit.name, SAID_LABELS[Said(voice.said)]) for voice in row.voices),
            corrected_because=row.resolution.corrected_because,
        )
        for row in resolutions_of(conference)
    )  # fmt: skip


def _ranking(year: EmulationYear) -> tuple[RankFact, ...]:
    """The final places; none while the ranking may still change."""
    if not ranking_is_final(year):
        return ()
    return tuple(
        RankFact(rank=row.rank, unit=row.unit.name, points=str(row.points), tied=row.tied)
        for row in standings_of(year)
        if row.rank is not None
    )


def _agreement(conference: Conference) -> AgreementFact | None:
    one = recorded_agreement(conference)
    if one is None:
        return None
    return AgreementFact(leader=one.leader.name, deputy=one.deputy.name, agreed=one.agreed, base=one.base)


def _contests(conference: Conference) -> tuple[ContestFact, ...]:
    """The secret votes that are over."""
    return tuple(
        ContestFact(
            title=one.title, mode=one.mode, rule=one.rule, source=one.source, figures=one.figures, turnout=one.turnout,
            asked_each=one.asked_each, root=one.root, annulled_because=one.annulled_because,
            scans=tuple((scan.name, scan.sha256) for scan in one.scans),
            candidates=tuple(
                CandidateFact(
                    name=who.name, agree=who.agree, disagree=who.disagree, because=who.because,
                    outcome="chosen" if who.chosen else "tied" if who.tied else "",
                )
                for who in one.candidates
            ),
        )
        for one in contests_told(conference)
    )  # fmt: skip


def _illustrative(conference: Conference, year: EmulationYear) -> tuple[str, ...]:
    """The parts of the minutes that were made up for the sample year."""
    scores = ScoreSheet.objects.filter(emulation_year=year, illustrative=True).exists()
    parts = {"people": conference.illustrative_people, "scores": scores, "leadership": year.leadership_illustrative}
    return tuple(name for name, made_up in parts.items() if made_up)


def _choices(conference: Conference) -> tuple[ChoiceFact, ...]:
    """Who was chosen in another way than by the agreement, as it stood when the conference closed."""
    until = conference.closed_at
    rows = [
        row for row in choices_of(conference.emulation_year)
        if row.method != ChoiceMethod.AGREEMENT
        and (until is None or row.chosen_at <= until)
        and (row.stands or (until is not None and row.answered_at is not None and row.answered_at > until))
    ]  # fmt: skip
    return tuple(
        ChoiceFact(
            post=row.post, method=row.method, unit=row.unit.name if row.unit else "", evidence=row.evidence, basis=row.basis,
            person=", ".join(part for part in (row.person_name, row.person_title) if part),
        )
        for row in sorted(rows, key=lambda row: row.post != Post.LEADER)
    )  # fmt: skip


def name_of_conference(conference: Conference) -> str:
    """Its title in Vietnamese, whatever the language of the page."""
    with override("vi"):
        return conference.title


def _delegates(conference: Conference) -> tuple[DelegateFact, ...]:
    """Everybody on the list in the order in which they were registered; who was replaced is named by who came."""
    rows = list(Delegate.objects.filter(conference=conference).select_related("unit").order_by("pk"))
    by_id = {row.pk: row for row in rows}
    replaced = {row.substitutes_id for row in rows}
    return tuple(
        DelegateFact(
            name=row.described, unit=row.unit.name if row.unit else "", role=row.role, remote=row.remote,
            came=row.arrived_at is not None, reason=row.reason,
            instead_of=by_id[row.substitutes_id].described if row.substitutes_id in by_id else "",
        )
        for row in rows if row.pk not in replaced or row.role not in (DelegateRole.OFFICIAL, DelegateRole.SUBSTITUTE)
    )  # fmt: skip


def _opinions(conference: Conference) -> tuple[OpinionFact, ...]:
    return tuple(
        OpinionFact(
            unit=one.unit.name, matter=one.matter, said=SAID_LABELS[Said(one.said)], text=one.text, signer=one.signer,
            way=WAY_LABELS[Way(one.way)], reference=one.reference, received_on=one.received_on.isoformat(),
        )
        for one in opinions_of(conference)
    )  # fmt: skip


def corrections_of(conference: Conference) -> dict[str, MinutesCorrection]:
    """The corrections that hold, by part: the last one written, unless it took back what stood there."""
    rows = conference.minutes_corrections.order_by("pk")
    return {part: row for part, row in {row.part: row for row in rows}.items() if row.text}


def _corrections(conference: Conference) -> tuple[CorrectionFact, ...]:
    return tuple(
        CorrectionFact(part=one.part, text=one.text, reason=one.reason, replaces=one.part in REWRITTEN)
        for one in corrections_of(conference).values()
    )


def signers_of(conference: Conference) -> MinutesSigners | None:
    """Who is to sign, as named last; None before anybody was."""
    rows = MinutesSigners.objects.filter(conference=conference).select_related("chair", "secretary")
    return rows.order_by("-pk").first()


def names_of_signers(signers: MinutesSigners | None) -> tuple[str, str]:
    """The names under the signatures, chair first; empty when nobody was named."""
    return (signers.chair.name, signers.secretary.name) if signers else ("", "")


def signed_facts(signatures: list[MinutesSignature]) -> tuple[SignedFact, ...]:
    """The signatures as the document prints them."""
    return tuple(SignedFact(signing=one.signing, name=one.signed_by, at=iso(one.signed_at)) for one in signatures)


def supplement_facts(supplement: MinutesSupplement, *, supplements: str) -> SupplementFacts:
    """The facts of a supplement to the minutes whose content has the hash `supplements`."""
    conference = supplement.conference
    year = conference.emulation_year
    return SupplementFacts(
        bloc=year.bloc.name, organ=year.leader.name if year.leader else "", authority=year.bloc.authority.name,
        year=year.year, name=name_of_conference(conference), number=supplement.number, locality=conference.locality,
        held_at=iso(conference.held_at), written_on=iso(supplement.written_at), supplements=supplements,
        reason=supplement.reason, text=supplement.text, signers=names_of_signers(signers_of(conference)),
        illustrative=_illustrative(conference, year), ledger_hash=head_hash(), ledger_entry=head_sequence(),
    )  # fmt: skip
