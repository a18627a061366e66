"""A body with its lineage, and recording that it was renamed, merged, split or dissolved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.bodies import actions as bodies
from thidua.bodies.queries import body_seen_to_change, mergeable_with
from thidua.cycles import forms, queries
from thidua.kernel.requests import ActorRequest
from thidua.kernel.templatetags.thidua import ONCE

OURS = ("csrfmiddlewaretoken", "confirmed", ONCE)


def body(request: ActorRequest, body_id: int) -> HttpResponse:
    """What the body was and became, and the years it belongs to."""
    page = queries.body_page(request.actor, body_id)
    return render(request, "cycles/body.html", {"page": page, "body": page.body})


def rename_body(request: ActorRequest, body_id: int) -> HttpResponse:
    """Record a new name."""
    return _change(request, body_id, "rename", forms.RenameForm, bodies.rename_body)


def merge_bodies(request: ActorRequest, body_id: int) -> HttpResponse:
    """Record that other bodies were merged into this one."""
    return _change(request, body_id, "merge", forms.MergeForm, bodies.merge_bodies)


def split_body(request: ActorRequest, body_id: int) -> HttpResponse:
    """Record that the body was split."""
    return _change(request, body_id, "split", forms.SplitForm, bodies.split_body)


def dissolve_body(request: ActorRequest, body_id: int) -> HttpResponse:
    """Record that the body was dissolved."""
    return _change(request, body_id, "dissolve", forms.ChangeForm, bodies.dissolve_body)


def _change(
    request: ActorRequest, body_id: int, kind: str, make: type[forms.ChangeForm], action: Callable[..., Any]
) -> HttpResponse:
    """The form; then what the change will touch; then the change."""
    found = body_seen_to_change(request.actor, body_id)
    others = list(mergeable_with(request.actor, found)) if kind == "merge" else []
    form = make(request.POST or None, body=found, others=others)
    context = {"form": form, "body": found, "kind": kind}
    if request.method == "POST" and form.is_valid():
        if not request.POST.get("confirmed"):
            context["open"] = queries.open_memberships_of(one.pk for one in form.touched)
            context["typed"] = [(key, one) for key, all_ in request.POST.lists() if key not in OURS for one in all_]
            return render(request, "cycles/confirm_change.html", context)
        if form.submit(action, body_id, actor=request.actor, at=request.at, **form.values):
            messages.success(request, _("Đã ghi thay đổi. Hồ sơ của những năm đã qua giữ tên cũ."))
            return redirect("cycles:body", body_id)
    return render(request, "cycles/change_body.html", context)
