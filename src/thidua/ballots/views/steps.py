"""The steps of a contest: each a page that says what will happen, and asks for a second person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.ballots import actions, forms, queries
from thidua.kernel.requests import ActorRequest

View = Callable[[ActorRequest, int, int], HttpResponse]


def _step(
    act: Any, *, heading: Any, consequences: tuple[Any, ...], button: Any, done: Any, alone: bool = False
) -> View:
    def view(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
        found = queries.contest_to_lead(request.actor, year_id, contest_id)
        if request.method == "POST":
            after = act(contest_id, actor=request.actor, at=request.at).object
            proposed = not alone and after.state == found.state
            messages.success(request, _("Đã đề nghị. Cần người thứ hai đồng ý.") if proposed else done)
            return redirect("ballots:contest", year_id, contest_id)
        page = queries.contest_page(request.actor, found)
        context = {"page": page, "year": found.emulation_year, "heading": heading, "button": button}
        return render(request, "ballots/step.html", context | {"consequences": consequences})

    view.__name__ = view.__qualname__ = act.__name__
    return view


freeze = _step(
    actions.freeze_roll,
    heading=gettext_lazy("Chốt danh sách bỏ phiếu"),
    consequences=(
        gettext_lazy("Ứng viên, người bỏ phiếu, tổ kiểm phiếu và thể lệ không sửa được nữa."),
        gettext_lazy("Cần hai người: người thứ nhất đề nghị, người thứ hai đồng ý."),
    ),
    button=gettext_lazy("Chốt danh sách"),
    done=gettext_lazy("Đã chốt danh sách bỏ phiếu."),
)
open_contest = _step(
    actions.open_contest,
    heading=gettext_lazy("Mở cuộc bỏ phiếu"),
    consequences=(
        gettext_lazy("Những người trong danh sách bỏ phiếu được, mỗi người một lần, không bỏ phiếu lại."),
        gettext_lazy("Cần hai người: người thứ nhất đề nghị, người thứ hai đồng ý."),
    ),
    button=gettext_lazy("Mở bỏ phiếu"),
    done=gettext_lazy("Đã mở cuộc bỏ phiếu."),
)
close = _step(
    actions.close_contest,
    heading=gettext_lazy("Đóng hòm phiếu"),
    consequences=(
        gettext_lazy("Không ai bỏ phiếu được nữa; hòm phiếu được khoá dưới một mã gốc."),
        gettext_lazy("Danh sách đã bỏ phiếu và bảng mã theo dõi hiện cho cả khối xem."),
        gettext_lazy("Cần hai người: người thứ nhất đề nghị, người thứ hai đồng ý."),
    ),
    button=gettext_lazy("Đóng hòm phiếu"),
    done=gettext_lazy("Đã đóng hòm phiếu."),
)
confirm = _step(
    actions.confirm_result,
    heading=gettext_lazy("Công nhận kết quả"),
    consequences=(
        gettext_lazy("Kết quả theo thể lệ đã ghi trở thành kết quả của hội nghị và không sửa được nữa."),
        gettext_lazy("Cần hai người: người thứ nhất đề nghị, người thứ hai đồng ý."),
    ),
    button=gettext_lazy("Công nhận kết quả"),
    done=gettext_lazy("Đã công nhận kết quả."),
)
destroy = _step(
    actions.destroy_box,
    heading=gettext_lazy("Tiêu huỷ phiếu niêm phong"),
    consequences=(
        gettext_lazy("Các lá phiếu niêm phong bị xoá; số liệu, mã gốc và danh sách đã bỏ phiếu vẫn còn."),
        gettext_lazy("Thành viên tổ kiểm phiếu xoá tệp khoá của mình, để bản sao lưu nào cũng không mở được nữa."),
    ),
    button=gettext_lazy("Tiêu huỷ"),
    done=gettext_lazy("Đã tiêu huỷ phiếu niêm phong."),
    alone=True,
)


def annul(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Say why a contest does not count."""
    found = queries.contest_to_lead(request.actor, year_id, contest_id)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.submit(actions.annul, contest_id, actor=request.actor, at=request.at, **form.cleaned_data):
            messages.success(request, _("Đã huỷ cuộc bỏ phiếu."))
            return redirect("ballots:contest", year_id, contest_id)
    return render(request, "ballots/annul.html", {"form": form, "contest": found, "year": found.emulation_year})


def next_round(request: ActorRequest, year_id: int, contest_id: int) -> HttpResponse:
    """Prepare a further round among those who tie."""
    found = queries.contest_to_lead(request.actor, year_id, contest_id)
    if request.method == "POST":
        made = actions.next_round(contest_id, actor=request.actor, at=request.at).object
        messages.success(request, _("Đã chuẩn bị vòng tiếp theo giữa những ứng viên ngang phiếu."))
        return redirect("ballots:contest", year_id, made.pk)
    page = queries.contest_page(request.actor, found)
    return render(request, "ballots/next_round.html", {"page": page, "year": found.emulation_year})
