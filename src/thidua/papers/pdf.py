"""Setting the PDF with Typst. Texts travel as JSON beside the template and are never read as markup."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from thidua.kernel.qr import qr_drawing
from thidua.papers.wording import with_pictures

TEMPLATE = Path(__file__).parent / "templates" / "papers" / "minutes.typ"
FONTS = Path(settings.PACKAGE) / "assets" / "tinos"


def render_pdf(texts: dict[str, Any], *, at: datetime, template: Path = TEMPLATE, fonts: Path = FONTS) -> bytes:
    """The bytes of a PDF. Raises typst.TypstError when the template asks for a text there is not.

    Typst takes another font without a word when one is missing, so its warnings are errors here: RuntimeError.
    """
    texts = with_pictures(texts, qr_drawing)
    written, warnings = typst.compile_with_warnings(
        str(template),
        format="pdf",
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"texts": json.dumps(texts, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    if warnings:
        raise RuntimeError(f"the PDF cannot be set: {'; '.join(one.message for one in warnings)}")
    return bytes(written)
