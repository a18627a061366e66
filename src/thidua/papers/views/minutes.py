"""The minutes of a conference: read as they stand, corrected, made, signed, supplemented."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences.queries import conference_to_see
from thidua.kernel.requests import ActorRequest
from thidua.kernel.uploads.sending import attachment
from thidua.papers import actions, policies, signing
from thidua.papers.forms import CorrectionForm, ScanForm, SignersForm, SigningForm, SupplementForm
from thidua.papers.minutes import corrections_of, minutes_facts
from thidua.papers.vocabulary import part_label
from thidua.papers.wording import REWRITTEN


def minutes(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """The minutes as they read now, and what is still to be done before they are final."""
    conference = conference_to_see(request.actor, year_id, conference_id)
    document = signing.document_of(conference)
    facts = signing.facts_shown(document)
    page = signing.signing_page(request.actor, document, facts)
    context = {"conference": conference, "year": conference.emulation_year, "page": page, "texts": signing.words(facts)}
    return render(request, "papers/minutes.html", context)


def correct(request: ActorRequest, year_id: int, conference_id: int, minutes_part: str) -> HttpResponse:
    """Write into one part, beside what was recorded."""
    conference = signing.conference_to_write_up(request.actor, year_id, conference_id, policies.WRITE_MINUTES)
    signing.require_part(minutes_part)
    standing = corrections_of(conference).get(minutes_part)
    texts = signing.words(minutes_facts(conference))
    begins = {"text": standing.text if standing else signing.text_of_part(texts, minutes_part)}
    form = CorrectionForm(request.POST or None, initial=begins)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"part": minutes_part}
        if form.submit(actions.correct_minutes, conference.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi vào biên bản."))
            return redirect("papers:minutes", year_id, conference_id)
    context = {
        "form": form,
        "conference": conference,
        "year": conference.emulation_year,
        "heading": part_label(minutes_part),
    }
    return render(request, "papers/correct_minutes.html", context | {"replaces": minutes_part in REWRITTEN})


def signers(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Choose the two people who sign."""
    conference = signing.conference_to_write_up(request.actor, year_id, conference_id)
    people = signing.people_to_sign(conference)
    begins = signing.signers_to_begin_with(conference, people)
    form = SignersForm(request.POST or None, people=people, initial=begins)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.name_signers, conference.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi người ký biên bản."))
            return redirect("papers:minutes", year_id, conference_id)
    context = {"form": form, "conference": conference, "year": conference.emulation_year}
    return render(request, "papers/signers.html", context)


def make(request: ActorRequest, year_id: int, conference_id: int, number: int) -> HttpResponse:
    """Confirm, then make the document in both formats."""
    conference = signing.conference_to_write_up(request.actor, year_id, conference_id)
    document = signing.document_of(conference, number)
    if request.method == "POST":
        actions.make_minutes(conference.pk, actor=request.actor, at=request.at, number=number)
        messages.success(request, _("Đã lập biên bản bằng Word và PDF."))
        return redirect(signing.address_of(document))
    context = {"conference": conference, "year": conference.emulation_year, "document": document}
    return render(request, "papers/make_minutes.html", context)


def sign(request: ActorRequest, year_id: int, conference_id: int, number: int) -> HttpResponse:
    """Show what is signed and what follows, then sign."""
    conference = signing.conference_to_write_up(request.actor, year_id, conference_id, policies.SIGN_MINUTES)
    document = signing.document_of(conference, number)
    form = SigningForm(request.POST or None, initial={"content": document.content})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"number": number}
        if form.submit(actions.sign_minutes, conference.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ký."))
            return redirect(signing.address_of(document))
    context = {"form": form, "conference": conference, "year": conference.emulation_year, "document": document}
    return render(request, "papers/sign_minutes.html", context)


def scan(request: ActorRequest, year_id: int, conference_id: int, number: int) -> HttpResponse:
    """Take the scan of a document that was signed by hand; it is final then."""
    conference = signing.conference_to_write_up(request.actor, year_id, conference_id)
    document = signing.document_of(conference, number)
    form = ScanForm(request.POST or None, request.FILES or None, initial={"content": document.content})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"number": number}
        if form.submit(actions.keep_scan, conference.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã lưu bản ký tay; biên bản đã chốt."))
            return redirect(signing.address_of(document))
    context = {"form": form, "conference": conference, "year": conference.emulation_year, "document": document}
    return render(request, "papers/scan_minutes.html", context)


def download_scan(request: ActorRequest, year_id: int, conference_id: int, scan_id: int) -> FileResponse:
    """The stored scan, to be saved and never shown in the browser."""
    found = signing.scan_to_download(request.actor, year_id, conference_id, scan_id)
    return attachment(found.key, kind=found.kind, name=found.name)


def supplement(request: ActorRequest, year_id: int, conference_id: int, supplement_number: int) -> HttpResponse:
    """A supplement to signed minutes, and what is still to be done before it is final."""
    conference = conference_to_see(request.actor, year_id, conference_id)
    document = signing.supplement_of(conference, supplement_number)
    page = signing.signing_page(request.actor, document, signing.facts_shown(document))
    context = {"conference": conference, "year": conference.emulation_year, "page": page}
    return render(request, "papers/supplement.html", context)


def write_supplement(
    request: ActorRequest, year_id: int, conference_id: int, supplement_number: int | None = None
) -> HttpResponse:
    """Write a new supplement, or one again that is not final yet."""
    conference = signing.conference_to_write_up(request.actor, year_id, conference_id, policies.WRITE_MINUTES)
    begins = signing.supplement_as_written(conference, supplement_number)
    form = SupplementForm(request.POST or None, initial=begins)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"number": supplement_number}
        made = form.submit(actions.write_supplement, conference.pk, actor=request.actor, at=request.at, **values)
        if made:
            messages.success(request, _("Đã soạn biên bản bổ sung."))
            return redirect("papers:supplement", year_id, conference_id, made.object.number)
    context = {"form": form, "conference": conference, "year": conference.emulation_year}
    return render(request, "papers/write_supplement.html", context)
