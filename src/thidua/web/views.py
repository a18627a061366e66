"""Home, search, help, and the reader's preferences."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.bodies.views import back
from thidua.kernel.clock import set_sample_clock
from thidua.kernel.qr import qr_svg
from thidua.kernel.requests import ActorRequest
from thidua.ledger.queries import lines
from thidua.notices import marks
from thidua.web import forms, home, navigation
from thidua.web import search as searching
from thidua.web.reminders import send_reminders

YEAR = 60 * 60 * 24 * 365


def home_page(request: ActorRequest) -> HttpResponse:
    """What waits for me, how far the bloc is, and what changed since I last looked."""
    return render(request, "web/home.html", {"home": home.home_for(request.actor, at=request.at)})


def seen(request: ActorRequest) -> HttpResponse:
    """I have seen what changed."""
    if request.method != "POST":
        raise Http404
    marks.seen_everything(request.actor, at=request.at)
    return redirect("web:home")


def sample_reminders(request: ActorRequest) -> HttpResponse:
    """In sample mode, remind everybody now, as a timer does on a real server."""
    if not settings.SAMPLE or request.method != "POST":
        raise Http404
    done = send_reminders(at=request.at)
    said = _(
        "Đã chạy nhắc việc: %(notices)s thông báo mới, %(letters)s thư được soạn, %(sent)s thư đã gửi vào thư mục mail của dữ liệu mẫu."
    )
    messages.success(request, said % {"notices": done.notices, "letters": done.letters, "sent": done.sent})
    return redirect("notices:notices")


def search(request: ActorRequest) -> HttpResponse:
    """Units, targets and pages that hold the words, written with or without accents."""
    words = request.GET.get("q", "").strip()
    context = {"words": words, "hits": searching.hits(request.actor, words)}
    return render(request, "web/search.html", context)


def ledger(request: ActorRequest) -> HttpResponse:
    """Everything that happened in the blocs and bodies of the own authority, newest first."""
    page = Paginator(home.ledger_of(request.actor), 50).get_page(request.GET.get("page"))
    return render(request, "web/ledger.html", {"page": page, "lines": lines(page.object_list, reader=request.actor)})


def help_page(request: ActorRequest) -> HttpResponse:
    """How the year goes, who does what, how numbers are written, which keys work."""
    return render(request, "web/help.html")


def language(request: ActorRequest) -> HttpResponse:
    """Choose the language of the pages."""
    chosen = request.POST.get("language", "")
    if request.method != "POST" or chosen not in dict(settings.LANGUAGES):
        raise Http404
    return _remember(back(request, "web:home"), settings.LANGUAGE_COOKIE_NAME, chosen)


def preferences(request: ActorRequest) -> HttpResponse:
    """Large print, high contrast, light or dark."""
    if request.method != "POST":
        raise Http404
    response = back(request, "web:home")
    for name, values in navigation.PREFERENCES.items():
        if request.POST.get(name) in values:
            _remember(response, name, request.POST[name])
    return response


def sample_clock(request: ActorRequest) -> HttpResponse:
    """In sample mode, go to another day of the sample year."""
    if not settings.SAMPLE:
        raise Http404
    form = forms.SampleClockForm(request.POST or None, initial={"day": request.at})
    if request.method == "POST" and form.is_valid():
        set_sample_clock(form.cleaned_data["day"])
        messages.success(request, _("Đã đổi ngày của dữ liệu mẫu."))
        return back(request, "web:home")
    return render(request, "web/sample_clock.html", {"form": form})


def hall(request: HttpRequest) -> HttpResponse:
    """For the projector of a hall: the address, its QR code, the fingerprint, and what to do when a phone warns."""
    if not settings.HALL_FINGERPRINT:
        raise Http404
    code = qr_svg(f"{settings.SITE_URL}/", label=_("Mã QR của địa chỉ %(url)s") % {"url": settings.SITE_URL})
    shown = {"url": settings.SITE_URL, "code": code, "fingerprint": settings.HALL_FINGERPRINT}
    return render(request, "web/hall.html", shown)


def health(request: ActorRequest) -> HttpResponse:
    """For the reverse proxy: the program answers and its database does."""
    return HttpResponse(f"ok {navigation.database_answers()}", content_type="text/plain")


def _remember(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response
