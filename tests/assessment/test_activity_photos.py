"""Pictures of activities: added, shown from our own address, taken off; and every way it is refused."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.assessment.factories import Bloc, make_running_bloc
from tests.assessment.factories_evidence import photo
from tests.assessment.factories_movements import WORKING, pictured, recorded
from tests.kernel.uploads.files import check, pdf
from thidua.assessment.actions import activities, flow, photos
from thidua.assessment.models import ActivityPhoto, EvidenceFile
from thidua.bodies.models import Account
from thidua.kernel.actor import Actor
from thidua.kernel.gate import Denied
from thidua.ledger.models import Entry

pytestmark = pytest.mark.django_db


def as_actor(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def add(bloc: Bloc, activity: Any, *numbers: int, by: Actor | None = None) -> list[ActivityPhoto]:
    files = [photo(number) for number in numbers]
    return photos.add_photos(activity.pk, actor=by or bloc.member.officer, at=WORKING, files=files).object


def test_pictures_are_kept_in_order_with_their_caption() -> None:
    bloc = make_running_bloc()
    first = pictured(bloc)

    second, third = add(bloc, first.activity, 2, 3)

    assert [first.position, second.position, third.position] == [1, 2, 3]
    assert first.caption == "Trao quà tận tay"
    assert first.file.unit == bloc.member.body
    assert Entry.objects.order_by("-sequence")[0].payload["count"] == 2


def test_picture_of_the_blocs_own_activity_is_kept_by_the_leading_unit() -> None:
    bloc = make_running_bloc()
    activity = recorded(bloc, by=bloc.leader.head, of_bloc=True)

    [one] = add(bloc, activity, 1, by=bloc.leader.head)

    assert one.file.unit == bloc.leader.body


def test_what_is_no_picture_or_there_already_is_refused() -> None:
    bloc = make_running_bloc()
    one = pictured(bloc)
    document = check("Kế hoạch.pdf", pdf())

    with pytest.raises(photos.NotAPicture):
        photos.add_photos(one.activity_id, actor=bloc.member.officer, at=WORKING, files=[document])
    with pytest.raises(photos.PhotoKnown):
        add(bloc, one.activity, 1)
    assert ActivityPhoto.objects.count() == 1


def test_more_pictures_than_there_is_room_for_are_refused() -> None:
    bloc = make_running_bloc()

    with pytest.raises(photos.TooManyPhotos):
        add(bloc, recorded(bloc), *range(1, 8 * photos.MOST + 9, 8))
    assert not EvidenceFile.objects.exists()


def test_other_units_neither_add_nor_remove() -> None:
    bloc = make_running_bloc()
    one = pictured(bloc)

    with pytest.raises(Denied):
        add(bloc, one.activity, 2, by=bloc.deputy.head)
    with pytest.raises(Denied):
        photos.remove_photo(one.pk, actor=bloc.deputy.head, at=WORKING)


def test_removed_picture_takes_its_file_along_unless_another_activity_shows_it() -> None:
    bloc = make_running_bloc()
    one = pictured(bloc)
    [other] = add(bloc, recorded(bloc), 1)
    by = {"actor": bloc.member.officer, "at": WORKING}

    photos.remove_photo(one.pk, **by)
    assert EvidenceFile.objects.get() == other.file
    photos.remove_photo(other.pk, **by)

    assert not EvidenceFile.objects.exists()


def test_activity_with_pictures_is_not_removed_and_a_closed_year_keeps_them() -> None:
    bloc = make_running_bloc()
    one = pictured(bloc)
    by = {"actor": bloc.member.officer, "at": WORKING}
    with pytest.raises(activities.PhotosHang):
        activities.remove_activity(one.activity_id, **by)
    bloc.year.state = "closed"
    bloc.year.save(update_fields=["state"])

    with pytest.raises(flow.YearNotRunning):
        photos.remove_photo(one.pk, **by)
    with pytest.raises(flow.YearNotRunning):
        add(bloc, one.activity, 2)


def test_picture_is_uploaded_seen_by_the_bloc_and_taken_off(at_day: Any) -> None:
    at_day(WORKING)
    bloc = make_running_bloc()
    activity, year = recorded(bloc), bloc.year.pk
    officer = as_actor(bloc.member.officer)
    address = reverse("assessment:add_photos", args=[year, activity.pk])
    wrong = officer.post(address, {"files": SimpleUploadedFile("ảnh.jpg", b"<svg/>"), "caption": "Giữ lại"})

    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 9, 9)).save(stream, "JPEG")
    officer.post(address, {"files": SimpleUploadedFile("ảnh.jpg", stream.getvalue()), "caption": "Trao quà"})
    one = ActivityPhoto.objects.get()
    shown = as_actor(bloc.deputy.officer).get(reverse("assessment:activity", args=[year, activity.pk])).content.decode()
    officer.post(reverse("assessment:remove_photo", args=[year, one.pk]))

    assert list(wrong.context["form"].errors) == ["files"]
    assert "Trao quà" in shown
    assert not ActivityPhoto.objects.exists()
