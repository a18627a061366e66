"""The counting committee: keys, the box to take away, and the count."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.ballots import actions, forms, queries
from thidua.kernel.requests import ActorRequest


def key(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Make a key in the browser, keep its file, hand in its public half."""
    found = queries.contest_to_count(request.actor, year_id, contest_id)
    form = forms.KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.offer_key, contest_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(
                request, _("Đã nhận khoá công khai của bạn. Giữ kỹ tệp khoá và mật khẩu đến khi kiểm phiếu.")
            )
            return redirect("ballots:contest", year_id, contest_id)
    return render(request, "ballots/key.html", {"form": form, "contest": found, "year": found.emulation_year})


def box(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """The closed box as a file, to be opened away from the server."""
    found = queries.contest_to_count(request.actor, year_id, contest_id)
    response = HttpResponse(queries.box_to_take_away(found), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="hom-phieu-{found.pk}.json"'
    return response


def count(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Type the tally sheet, or hand in what came out of the box."""
    found = queries.contest_to_count(request.actor, year_id, contest_id)
    page = queries.contest_page(request.actor, found)
    form = _sealed(request) if found.sealed else _paper(request, page)
    if request.method == "POST" and form.is_valid():
        act = actions.import_result if found.sealed else actions.type_paper_count
        if form.submit(act, contest_id, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã ghi. Khi hai thành viên nhập như nhau, kết quả kiểm phiếu được ghi nhận."))
            return redirect("ballots:contest", year_id, contest_id)
    return render(request, "ballots/count.html", {"form": form, "page": page, "year": found.emulation_year})


def _sealed(request: ActorRequest) -> forms.ResultFileForm:
    return forms.ResultFileForm(request.POST or None, request.FILES or None)


def _paper(request: ActorRequest, page: queries.ContestPage) -> forms.PaperCountForm:
    candidates = [row.candidate for row in page.candidates]
    return forms.PaperCountForm(request.POST or None, contest=page.contest, candidates=candidates)
