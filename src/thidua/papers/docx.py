"""Filling the Word template. A clerk may change the template in Word; what it asks for must exist."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from thidua.kernel.qr import qr_png
from thidua.papers.wording import with_pictures

TEMPLATE = Path(__file__).parent / "templates" / "papers" / "minutes.docx"


def render_docx(texts: dict[str, Any], *, at: datetime, template: Path = TEMPLATE) -> bytes:
    """The bytes of a DOCX. Raises jinja2.UndefinedError when the template asks for a text there is not."""
    document = DocxTemplate(template)
    texts = with_pictures(texts, lambda code: InlineImage(document, BytesIO(qr_png(code)), width=Mm(22)))
    document.render(texts, jinja_env=SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    properties = document.docx.core_properties
    properties.title, properties.author, properties.last_modified_by = texts["title"], texts["bloc"], ""
    properties.language, properties.created, properties.modified = "vi-VN", at, at
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
