"""Delegates: registering, replacing, receiving them; invitations and badges."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.conferences import actions, forms, queries
from thidua.kernel.qr import qr_svg
from thidua.kernel.requests import ActorRequest

ARRIVALS = {
    "arrived": actions.record_arrival,
    "undo": actions.undo_arrival,
    "left": actions.record_leaving,
    "speaks": actions.choose_speaker,
}


def delegates(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Everybody invited, who is there, and the form that registers one more."""
    found = queries.conference_to_see(request.actor, year_id, conference_id)
    units = queries.units_to_register(request.actor, found)
    people = queries.people_of(units, found)
    guests = queries.may_run(request.actor, found)
    form = forms.DelegateForm(request.POST or None, units=units, people=people, guests=guests)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.register_delegate, found.pk, actor=request.actor, at=request.at, **form.values()):
            messages.success(request, _("Đã đăng ký đại biểu."))
            return redirect("conferences:delegates", year_id, found.pk)
    context = {"form": form, "conference": found, "year": found.emulation_year}
    context |= queries.delegates_page(request.actor, found)
    return render(request, "conferences/delegates.html", context)


def replace(request: ActorRequest, year_id: int, conference_id: int, delegate_id: int) -> HttpResponse:
    """Somebody else comes instead, with a reason."""
    delegate = queries.delegate_to_register(request.actor, year_id, conference_id, delegate_id)
    form = forms.SubstituteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.replace_delegate, delegate.pk, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi người dự thay."))
            return redirect("conferences:delegates", year_id, conference_id)
    context = {"form": form, "delegate": delegate, "conference": delegate.conference}
    return render(request, "conferences/replace_delegate.html", context)


def remove(request: ActorRequest, year_id: int, conference_id: int, delegate_id: int) -> HttpResponse:
    """Confirm, then take a delegate off the list."""
    delegate = queries.delegate_to_register(request.actor, year_id, conference_id, delegate_id)
    if request.method == "POST":
        actions.remove_delegate(delegate.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ đại biểu khỏi danh sách."))
        return redirect("conferences:delegates", year_id, conference_id)
    context = {"delegate": delegate, "conference": delegate.conference}
    return render(request, "conferences/remove_delegate.html", context)


def mark(request: ActorRequest, year_id: int, conference_id: int, delegate_id: int) -> HttpResponse:
    """From the list: there, gone, taken back, or the one who speaks for the unit."""
    delegate = queries.delegate_to_see(request.actor, year_id, conference_id, delegate_id)
    act = ARRIVALS.get(request.POST.get("what", ""))
    if request.method == "POST" and act is not None:
        act(delegate.pk, actor=request.actor, at=request.at)
    return redirect("conferences:delegates", year_id, conference_id)


def invitation(request: ActorRequest, year_id: int, conference_id: int, delegate_id: int) -> HttpResponse:
    """The invitation to print, with its code; a lost one is renewed."""
    delegate = queries.delegate_to_register(request.actor, year_id, conference_id, delegate_id)
    if request.method == "POST":
        actions.renew_invitation(delegate.pk, actor=request.actor, at=request.at)
        messages.success(request, _("Đã cấp mã mới. Thư mời in trước đây không dùng được nữa."))
        return redirect("conferences:invitation", year_id, conference_id, delegate_id)
    context = {
        "delegate": delegate,
        "line": queries.line_of(request.actor, delegate),
        "conference": delegate.conference,
        "agenda": queries.agenda_of(delegate.conference),
        "code": _code(request, queries.code_of(delegate), delegate.name),
    }
    return render(request, "conferences/invitation.html", context)


def badges(request: ActorRequest, year_id: int, conference_id: int) -> HttpResponse:
    """Every delegate's name and code on one sheet to print and cut."""
    found, delegates = queries.delegates_to_print(request.actor, year_id, conference_id)
    context = {
        "conference": found,
        "badges": [(one, _code(request, queries.code_of(one), one.name)) for one in delegates],
    }
    return render(request, "conferences/badges.html", context)


def _code(request: ActorRequest, code: str, name: str) -> str:
    """The code as a picture: the address that the camera of a telephone opens."""
    address = request.build_absolute_uri(reverse("conferences:arrive", args=[code]))
    return qr_svg(address, label=_("Mã ghi có mặt của %(delegate)s") % {"delegate": name})


def arrive(request: ActorRequest, token: str) -> HttpResponse:
    """What the scanned code opens: the name, and one button for those who receive the delegates."""
    delegate = queries.delegate_with_code(request.actor, token)
    if request.method == "POST":
        actions.record_arrival(delegate.pk, actor=request.actor, at=request.at, by="code")
        messages.success(request, _("Đã ghi nhận có mặt."))
        return redirect("conferences:arrive", token)
    context = {
        "delegate": delegate,
        "conference": delegate.conference,
        "line": queries.line_of(request.actor, delegate),
        "agenda": queries.agenda_of(delegate.conference),
    }
    return render(request, "conferences/arrive.html", context)
