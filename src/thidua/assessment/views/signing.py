"""Signing a pledge on paper, and amending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import policies, queries
from thidua.assessment.actions import signing as actions
from thidua.assessment.forms import ReasonForm
from thidua.assessment.forms.signing import AmendmentForm, PaperSigningForm
from thidua.kernel.requests import ActorRequest


def sign_on_paper(request: ActorRequest, year_id: int, pledge_id: int) -> HttpResponse:
    """Enter a pledge that was signed on paper, with its real date."""
    pledge = queries.pledge_to_sign(request.actor, year_id, pledge_id)
    form = PaperSigningForm(request.POST or None, initial={"signer": request.actor.describe()})
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.sign_on_paper, pledge_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã ghi nhận giao ước ký bản giấy."))
            return redirect("assessment:pledge", year_id, pledge_id)
    context = {"form": form, "pledge": pledge, "due": queries.pledges_due(pledge.emulation_year)}
    return render(request, "assessment/sign_on_paper.html", context)


def amend(request: ActorRequest, year_id: int, pledge_id: int) -> HttpResponse:
    """Propose new plans for a signed pledge, by a decision."""
    pledge = queries.pledge_to_amend(request.actor, year_id, pledge_id)
    targets = list(pledge.targets.order_by("position"))
    form = AmendmentForm(request.POST or None, targets=targets, initial=queries.plans_as_typed(pledge))
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.propose_amendment, pledge_id, **by, **form.values()):
            messages.success(request, _("Đã trình thủ trưởng duyệt đề nghị điều chỉnh."))
            return redirect("assessment:pledge", year_id, pledge_id)
    return render(request, "assessment/amend.html", {"form": form, "pledge": pledge})


def approve_amendment(request: ActorRequest, year_id: int, amendment_id: int) -> HttpResponse:
    """Confirm, then approve an amendment for the unit."""
    found = queries.amendment_for(request.actor, year_id, amendment_id, policies.APPROVE_AMENDMENT)
    if request.method == "POST":
        actions.approve_amendment(amendment_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã duyệt đề nghị điều chỉnh."))
        return redirect("assessment:pledge", year_id, found.pledge_id)
    return render(request, "assessment/approve_amendment.html", queries.amendment_shown(found))


def agree_to_amendment(request: ActorRequest, year_id: int, amendment_id: int) -> HttpResponse:
    """Confirm, then agree that a plan is lowered."""
    found = queries.amendment_for(request.actor, year_id, amendment_id, policies.AGREE_TO_AMENDMENT)
    if request.method == "POST":
        actions.agree_to_amendment(amendment_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã đồng ý điều chỉnh. Mức kế hoạch mới có hiệu lực."))
        return redirect("assessment:pledge", year_id, found.pledge_id)
    return render(request, "assessment/approve_amendment.html", queries.amendment_shown(found))


def return_amendment(request: ActorRequest, year_id: int, amendment_id: int) -> HttpResponse:
    """Give a proposal back with a reason."""
    found = queries.amendment_for(request.actor, year_id, amendment_id, policies.RETURN_AMENDMENT)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        if form.submit(actions.return_amendment, amendment_id, **by, **form.cleaned_data):
            messages.success(request, _("Đã trả lại đề nghị điều chỉnh, kèm lý do."))
            return redirect("assessment:pledge", year_id, found.pledge_id)
    context = queries.amendment_shown(found) | {"form": form}
    return render(request, "assessment/return_amendment.html", context)
