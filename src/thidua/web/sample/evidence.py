"""Evidence of the sample year. The press report tells of none, so all of it is marked as illustrative."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from thidua.assessment.actions import evidence
from thidua.assessment.models import Report
from thidua.kernel.uploads.checking import Checked, checked


def illustrate(report: Report, number: int, *, issuer: str, by: dict[str, Any]) -> None:
    """Put a drawn picture, a document and a link forward for the first results of a draft report."""
    first, *others = report.results.order_by("target__position")
    picture = evidence.Files(files=[drawn(number)], caption="Hình vẽ minh hoạ, không phải ảnh thật")
    evidence.add_to_result(first.pk, **by, given=picture, illustrative=True)
    document = evidence.Document(
        number=f"{number:02d}/BC-MH", issued_on=date(2024, 11, 20), issuer=issuer, caption="Văn bản minh hoạ"
    )
    evidence.add_to_result(first.pk, **by, given=document, illustrative=True)
    for one in others[:1]:
        link = evidence.Link(url="https://example.org/minh-hoa", caption="Địa chỉ minh hoạ")
        evidence.add_to_result(one.pk, **by, given=link, illustrative=True)


def drawn(number: int) -> Checked:
    """A drawing of boxes on a table, a different one for each number."""
    picture = Image.new("RGB", (1200, 800), "#dfe8ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 560, 1200, 800), fill="#b9c7c9")
    for box in range(3 + number % 4):
        left, top = 120 + box * 165, 560 - 120 - (box * 37 + number * 53) % 140
        pen.rectangle((left, top, left + 130, 560), fill="#0b4a57", outline="#06323b", width=4)
        pen.rectangle((left + 52, top, left + 78, 560), fill="#ffd75e")
    stream = io.BytesIO()
    picture.save(stream, "JPEG")
    return checked(SimpleUploadedFile(f"minh-hoa-{number}.jpg", stream.getvalue()))
