"""The documents of a year: listed, made, downloaded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.conferences.queries.handing import year_to_give
from thidua.cycles.queries import year_for
from thidua.kernel.requests import ActorRequest
from thidua.papers import actions, package, queries


def papers(request: ActorRequest, year_id: int) -> HttpResponse:
    """Every document of the year with its hashes and the facts it was made of."""
    year = year_for(request.actor, year_id)
    context = {
        "year": year,
        "issues": queries.papers_of(year),
        "conferences": queries.minutes_to_work_on(request.actor, year),
        "may_make_common": queries.may_make_common(request.actor, year),
        "pledges": queries.pledges_to_print(request.actor, year),
    }
    return render(request, "papers/papers.html", context)


def make_pledge(request: ActorRequest, year_id: int, pledge_id: int) -> HttpResponse:
    """Confirm, then set a unit's pledge in both formats."""
    pledge = queries.pledge_to_print(request.actor, year_id, pledge_id)
    if request.method == "POST":
        actions.make_pledge_paper(pledge_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã lập giao ước bằng Word và PDF."))
        return redirect("papers:papers", year_id)
    return render(request, "papers/make_pledge.html", {"pledge": pledge, "year": pledge.emulation_year})


def make_common_pledge(request: ActorRequest, year_id: int) -> HttpResponse:
    """Confirm, then set the bloc's common pledge in both formats."""
    year = queries.year_to_print(request.actor, year_id)
    if request.method == "POST":
        actions.make_common_pledge(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã lập giao ước chung bằng Word và PDF."))
        return redirect("papers:papers", year_id)
    return render(request, "papers/make_pledge.html", {"pledge": None, "year": year})


def download(request: ActorRequest, year_id: int, paper_id: int) -> HttpResponse:
    """The stored bytes, never rendered again."""
    paper = queries.paper_for(request.actor, paper_id, year_id=year_id)
    response = HttpResponse(queries.bytes_of(paper), content_type=queries.CONTENT_TYPES[paper.format])
    response["Content-Disposition"] = f'attachment; filename="{queries.filename_of(paper)}"'
    return response


def draw_up_handover(request: ActorRequest, year_id: int) -> HttpResponse:
    """Say what will be on the list, then draw it up."""
    year = year_to_give(request.actor, year_id)
    if request.method == "POST":
        actions.draw_up_handover(year_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã lập danh mục bàn giao. Thêm những nội dung khác rồi ghi từng mục đã giao."))
        return redirect("conferences:handover", year_id)
    return render(request, "papers/draw_up_handover.html", {"year": year, "files": package.files_of(year)})


def handover_package(request: ActorRequest, year_id: int) -> HttpResponse:
    """Everything that is handed over as one file."""
    found = package.handover_to_package(request.actor, year_id)
    response = HttpResponse(
        package.package_of(found, reader=request.actor, at=request.at), content_type="application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="ban-giao-nam-{found.emulation_year.year}.zip"'
    return response


def handover_record(request: ActorRequest, year_id: int) -> HttpResponse:
    """The record of the handover in Word, for signing."""
    found = package.handover_to_package(request.actor, year_id)
    response = HttpResponse(package.record_of(found, at=request.at), content_type=queries.CONTENT_TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="bien-ban-ban-giao-nam-{found.emulation_year.year}.docx"'
    return response
