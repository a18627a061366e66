"""The person's own notices and letters, and how they want mail."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.kernel.actor import SYSTEM
from thidua.kernel.requests import ActorRequest
from thidua.notices import actions, forms, queries, wording


def notices(request: ActorRequest) -> HttpResponse:
    """What I was told, unread first."""
    show = request.GET.get("show", "")
    found = queries.notices_of(request.actor, unread=show == "unread", kind=show)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "told": queries.told(page.object_list),
        "unread": queries.unread_count(request.actor),
        "choices": wording.choices(show),
        "narrowed": show in wording.SHOWN,
        "query": f"show={show}" if show in wording.SHOWN else "",
    }
    return render(request, "notices/notices.html", context)


def open_notice(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Go to what a notice is about; it counts as read. Asked for by a form, so that a link in a mail changes nothing."""
    if request.method != "POST":
        raise Http404
    notice = actions.read_notice(notice_id, actor=request.actor, at=request.at).object
    return HttpResponseRedirect(notice.url)


def read_all(request: ActorRequest) -> HttpResponse:
    """Put every unread notice away."""
    if request.method != "POST":
        raise Http404
    count = actions.read_all(request.actor.id, actor=request.actor, at=request.at).object
    messages.success(request, _("Đã đánh dấu %(count)s thông báo là đã đọc.") % {"count": count})
    return redirect("notices:notices")


def preferences(request: ActorRequest) -> HttpResponse:
    """Whether, how often, when and about what I want mail; and the last letters."""
    found = queries.preference_of(request.actor.id)
    initial = {name: getattr(found, name) for name in ("on", "rhythm", "kinds", "language")}
    initial |= {"quiet_from": found.quiet_from.hour, "quiet_until": found.quiet_until.hour}
    form = forms.PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.change_preferences, request.actor.id, **by, **form.cleaned_data):
            messages.success(request, _("Đã lưu cách nhận thư."))
            return redirect("notices:preferences")
    context = {
        "form": form, "preference": found, "waiting": queries.waiting_address(request.actor, at=request.at),
        "letters": queries.letters_of(request.actor)[:10], "ready": settings.MAIL_READY,
    }  # fmt: skip
    return render(request, "notices/preferences.html", context)


def address(request: ActorRequest) -> HttpResponse:
    """Name the address to which mail is to go."""
    found = queries.preference_of(request.actor.id)
    form = forms.AddressForm(request.POST or None, initial={"address": found.address})
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.ask_confirmation, request.actor.id, **by, **form.cleaned_data):
            messages.success(request, _("Đã gửi thư xác nhận. Mở thư rồi bấm đường dẫn trong đó, trong vòng 24 giờ."))
            return redirect("notices:preferences")
    return render(request, "notices/address.html", {"form": form, "preference": found})


def remove_address(request: ActorRequest) -> HttpResponse:
    """Confirm, then take the address back."""
    if request.method == "POST":
        actions.remove_address(request.actor.id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã xoá địa chỉ. Bạn vẫn thấy mọi lời nhắc trong phần mềm."))
        return redirect("notices:preferences")
    return render(request, "notices/remove_address.html", {"preference": queries.preference_of(request.actor.id)})


def letter(request: ActorRequest, letter_id: int) -> HttpResponse:
    """One letter written to me."""
    return render(request, "notices/letter.html", {"letter": queries.letter_for(request.actor, letter_id)})


def confirm(request: ActorRequest, secret: str) -> HttpResponse:
    """The page behind a mailed link. Opening it proves nothing: mail scanners open links, people press buttons."""
    asked = queries.confirmation_of_secret(secret, at=request.at)
    context = {"address": queries.masked(asked.address), "asked": asked, "done": request.method == "POST"}
    if request.method == "POST":
        actions.confirm_address(asked.pk, actor=SYSTEM, at=request.at)
    return render(request, "notices/confirm.html", context)


def turn_off(request: ActorRequest, token: str) -> HttpResponse:
    """The page behind the link of every letter: no more letters."""
    found = queries.preference_of_token(token)
    if request.method == "POST":
        found = actions.turn_off(found.person_id, actor=SYSTEM, at=request.at).object
    return render(request, "notices/turn_off.html", {"off": not found.on, "address": queries.masked(found.address)})
