"""Sending, approving and returning: the same three steps for every paper of a unit, each with its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thidua.assessment import forms, queries
from thidua.assessment.actions import pledges, reports, scores
from thidua.kernel.requests import ActorRequest
from thidua.ledger.actions import Action


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step on a paper: what it is called, what follows from it, and the action that does it."""

    kind: str
    heading: str
    submit: str
    done: str
    consequences: tuple[str, ...]
    undo: str
    action: Action[..., Any]


def confirm(step: Step) -> Callable[..., HttpResponse]:
    """A page that says what will happen and does it when asked."""

    def view(request: ActorRequest, year_id: int, paper_id: int) -> HttpResponse:
        paper = queries.paper_of_kind(request.actor, step.kind, year_id, paper_id, step.action.needs)
        if request.method == "POST":
            step.action(paper_id, actor=request.actor, at=request.at)
            messages.success(request, _(step.done))
            return redirect(f"assessment:{step.kind}", year_id, paper_id)
        context = {"step": step, "paper": paper, "consequences": [_(one) for one in step.consequences]}
        return render(request, "assessment/step.html", context)

    return view


def give_back(kind: str, action: Action[..., Any]) -> Callable[..., HttpResponse]:
    """A page that asks for the reason and returns the paper."""

    def view(request: ActorRequest, year_id: int, paper_id: int) -> HttpResponse:
        paper = queries.paper_of_kind(request.actor, kind, year_id, paper_id, action.needs)
        form = forms.ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if form.submit(action, paper_id, actor=request.actor, at=request.at, **form.cleaned_data):
                messages.success(request, _("Đã trả lại đơn vị, kèm lý do."))
                return redirect("assessment:bloc", year_id)
        return render(request, "assessment/give_back.html", {"form": form, "paper": paper, "kind": kind})

    return view


_TO_HEAD = (
    gettext_noop("Thủ trưởng đơn vị thấy việc này ở trang việc cần làm."),
    gettext_noop("Trong lúc chờ, đơn vị không sửa được nội dung."),
)
_TO_BLOC = (
    gettext_noop("Các đơn vị trong khối và cán bộ thi đua của tỉnh xem được."),
    gettext_noop("Tên, chức vụ của bạn và thời điểm được ghi vào nhật ký."),
)
_HEAD_RETURNS = gettext_noop("Thủ trưởng đơn vị có thể trả lại kèm lý do.")
_BLOC_RETURNS = gettext_noop(
    "Đơn vị không tự rút lại được. Khối trưởng hoặc cán bộ thi đua của tỉnh có thể trả lại kèm lý do."
)

SEND_PLEDGE = Step(
    kind="pledge", heading=gettext_noop("Trình thủ trưởng ký giao ước"), submit=gettext_noop("Trình ký"),
    done=gettext_noop("Đã trình thủ trưởng ký."), consequences=_TO_HEAD, undo=_HEAD_RETURNS, action=pledges.send_pledge,
)  # fmt: skip
SIGN_PLEDGE = Step(
    kind="pledge", heading=gettext_noop("Ký giao ước thi đua"), submit=gettext_noop("Ký giao ước"),
    done=gettext_noop("Giao ước đã được ký."),
    consequences=(gettext_noop("Chỉ tiêu và danh hiệu đăng ký không sửa được nữa."), *_TO_BLOC),
    undo=_BLOC_RETURNS, action=pledges.sign_pledge,
)  # fmt: skip
SEND_REPORT = Step(
    kind="report", heading=gettext_noop("Trình thủ trưởng duyệt báo cáo"), submit=gettext_noop("Trình duyệt"),
    done=gettext_noop("Đã trình thủ trưởng duyệt."), consequences=_TO_HEAD, undo=_HEAD_RETURNS, action=reports.send_report,
)  # fmt: skip
SUBMIT_REPORT = Step(
    kind="report", heading=gettext_noop("Duyệt và nộp báo cáo kết quả"), submit=gettext_noop("Duyệt và nộp"),
    done=gettext_noop("Báo cáo đã được nộp."),
    consequences=(gettext_noop("Kết quả được dùng để tính điểm và không sửa được nữa."), *_TO_BLOC),
    undo=_BLOC_RETURNS, action=reports.submit_report,
)  # fmt: skip
SEND_SCORES = Step(
    kind="scores", heading=gettext_noop("Trình thủ trưởng duyệt bảng tự chấm"), submit=gettext_noop("Trình duyệt"),
    done=gettext_noop("Đã trình thủ trưởng duyệt."), consequences=_TO_HEAD, undo=_HEAD_RETURNS, action=scores.send_scores,
)  # fmt: skip
SUBMIT_SCORES = Step(
    kind="scores", heading=gettext_noop("Duyệt và nộp bảng tự chấm"), submit=gettext_noop("Duyệt và nộp"),
    done=gettext_noop("Bảng tự chấm đã được nộp."),
    consequences=(
        gettext_noop("Khối trưởng thẩm định từng dòng; với đơn vị của Khối trưởng thì Khối phó thẩm định."),
        gettext_noop("Trước khi chốt xếp hạng, đơn vị khác chưa thấy điểm này."),
        gettext_noop("Tên, chức vụ của bạn và thời điểm được ghi vào nhật ký."),
    ),
    undo=_BLOC_RETURNS, action=scores.submit_scores,
)  # fmt: skip
