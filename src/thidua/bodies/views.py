"""Signing in and out, choosing an office, people and invitations."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from thidua.bodies import actions, forms, policies, queries
from thidua.bodies.middleware import CHOSEN
from thidua.kernel.actor import SYSTEM
from thidua.kernel.requests import ActorRequest

BACKEND = "django.contrib.auth.backends.ModelBackend"


def back(request: ActorRequest, default: str) -> HttpResponseRedirect:
    """To the page named in `next` when it is one of ours, otherwise to the default."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if ours else reverse(default))


@sensitive_post_parameters("password")
def sign_in(request: ActorRequest) -> HttpResponse:
    """Name and password; in sample mode also the sample people by role."""
    form = forms.SignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.account:
        login(request, form.account)
        return back(request, "web:home")
    people = queries.sample_people(day=timezone.localdate(request.at)) if settings.SAMPLE else []
    context = {"form": form, "people": people, "next": request.GET.get("next", "")}
    return render(request, "bodies/sign_in.html", context)


def sample_sign_in(request: ActorRequest, person_id: int) -> HttpResponse:
    """One click in sample mode; does not exist otherwise."""
    if not settings.SAMPLE or request.method != "POST":
        raise Http404
    login(request, queries.account_of(person_id), backend=BACKEND)
    return back(request, "web:home")


def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session. Asked for by a form, so that a link in a mail cannot do it."""
    if request.method == "POST":
        logout(request)
    return redirect("bodies:sign_in")


def offices(request: ActorRequest) -> HttpResponse:
    """What I may do: the offices I hold today, and the one I act in."""
    if request.method == "POST":
        held = {str(one.id): one.id for one in request.actor.appointments}
        chosen = held.get(request.POST.get("appointment", ""))
        if chosen is None:
            raise Http404
        request.session[CHOSEN] = chosen
        messages.success(request, _("Đã đổi chức vụ đang dùng."))
        return redirect("web:home")
    return render(request, "bodies/offices.html")


def people(request: ActorRequest) -> HttpResponse:
    """The directory, and the invitations that wait for an answer."""
    found = queries.people(request.actor, day=timezone.localdate(request.at), asked=request.GET)
    context = {
        "list": found,
        "invitations": queries.open_invitations(request.actor, at=request.at),
        "ends": {one.pk for one in found.page if policies.may_end(request.actor, one)},
    }
    return render(request, "bodies/people.html", context)


def invite(request: ActorRequest) -> HttpResponse:
    """Invite a person; the link is shown once."""
    form = forms.InvitationForm(
        request.POST or None,
        bodies=queries.bodies_to_appoint_in(request.actor),
        offices=queries.offices_to_fill(request.actor),
    )
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "body"}
        recorded = form.submit(actions.invite, form.chosen_body.pk, actor=request.actor, at=request.at, **values)
        if recorded:
            invitation, secret = recorded.object
            link = request.build_absolute_uri(reverse("bodies:accept_invitation", args=[secret]))
            return render(request, "bodies/invited.html", {"invitation": invitation, "link": link})
    return render(request, "bodies/invite.html", {"form": form})


def register(request: ActorRequest) -> HttpResponse:
    """Enter a unit under the authority, so that it can be put into a bloc and its people invited."""
    form = forms.BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if form.submit(actions.register_body, request.actor.body_id or 0, actor=request.actor, at=request.at, **values):
            messages.success(request, _("Đã ghi nhận đơn vị. Có thể mời người của đơn vị và đưa đơn vị vào khối."))
            return redirect("bodies:people")
    return render(request, "bodies/register.html", {"form": form})


def withdraw_invitation(request: ActorRequest, invitation_id: int) -> HttpResponse:
    """Confirm, then make the link of an invitation stop working."""
    if request.method == "POST":
        actions.withdraw_invitation(invitation_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã rút lời mời. Đường dẫn đã gửi không còn dùng được."))
        return redirect("bodies:people")
    context = {"invitation": queries.invitation_seen_by(request.actor, invitation_id)}
    return render(request, "bodies/withdraw_invitation.html", context)


@sensitive_post_parameters("password", "again")
def accept_invitation(request: ActorRequest, secret: str) -> HttpResponse:
    """The invited person chooses a password and is signed in."""
    invitation = queries.invitation_of_secret(secret, at=request.at)
    form = forms.AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recorded = form.submit(
            actions.accept_invitation,
            invitation.pk,
            actor=SYSTEM,
            at=request.at,
            first_on=timezone.localdate(request.at),
            password=form.cleaned_data["password"],
        )
        if recorded:
            login(request, recorded.object, backend=BACKEND)
            return redirect("web:home")
    return render(request, "bodies/accept_invitation.html", {"form": form, "invitation": invitation})


def end_appointment(request: ActorRequest, appointment_id: int) -> HttpResponse:
    """Say from when a person no longer holds an office."""
    appointment = queries.appointment_seen_by(request.actor, appointment_id)
    form = forms.EndForm(request.POST or None, initial={"last_on": timezone.localdate(request.at)})
    if request.method == "POST" and form.is_valid():
        recorded = form.submit(
            actions.end_appointment, appointment_id, actor=request.actor, at=request.at, **form.cleaned_data
        )
        if recorded:
            messages.success(request, _("Đã ghi nhận ngày thôi giữ chức vụ."))
            return redirect("bodies:people")
    return render(request, "bodies/end_appointment.html", {"form": form, "appointment": appointment})
