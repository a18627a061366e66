"""Pictures of activities."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.assessment import queries
from thidua.assessment.actions import photos as actions
from thidua.assessment.actions.evidence import scan
from thidua.assessment.forms.evidence import FilesForm
from thidua.kernel.requests import ActorRequest


def add_photos(request: ActorRequest, year_id: int, activity_id: int) -> HttpResponse:
    """Add pictures with a caption."""
    activity = queries.activity_to_edit(request.actor, year_id, activity_id)
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by = {"actor": request.actor, "at": request.at}
        done = form.submit(actions.add_photos, activity_id, **by, **form.cleaned_data)
        if done:
            scan([photo.file for photo in done.object], at=request.at)
            messages.success(request, _("Đã thêm ảnh."))
            return redirect("assessment:activity", year_id, activity_id)
    context = {"form": form, "activity": activity, "year": activity.emulation_year}
    return render(request, "assessment/add_photos.html", context)


def remove_photo(request: ActorRequest, year_id: int, photo_id: int) -> HttpResponse:
    """Confirm, then take a picture off an activity."""
    photo = queries.photo_to_edit(request.actor, year_id, photo_id)
    if request.method == "POST":
        actions.remove_photo(photo_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã bỏ ảnh."))
        return redirect("assessment:activity", year_id, photo.activity_id)
    return render(request, "assessment/remove_photo.html", {"photo": photo, "year": photo.activity.emulation_year})
