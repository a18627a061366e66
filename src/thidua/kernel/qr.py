"""QR codes: a text as a picture that a telephone reads from a screen or from paper."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# A quarter of the code may be smudged or folded away; the border is what readers ask for.
ERROR, BORDER = "q", 4


def qr_svg(text: str, *, label: str) -> SafeString:
    """The code as SVG for a page, black on white whatever the theme; `label` is what is read aloud.

    Raises ValueError when the text is longer than a code can hold (about 1,600 characters).
    """
    drawing = _code(text).svg_inline(
        border=BORDER, omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return format_html('<span class="qr" role="img" aria-label="{}">{}</span>', label, mark_safe(drawing))


def qr_drawing(text: str) -> str:
    """The code as a whole SVG, for a paper. Raises ValueError as `qr_svg` does."""
    written = io.BytesIO()
    _code(text).save(written, kind="svg", border=BORDER, dark="#000", light="#fff", xmldecl=False)
    return written.getvalue().decode("ascii")


def qr_terminal(text: str) -> str:
    """The code in block characters for a terminal, with less to spare so that it fits."""
    written = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(out=written, compact=True)
    return written.getvalue()


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """The code as a PNG for a paper, `scale` pixels to a module. Raises ValueError as `qr_svg` does."""
    written = io.BytesIO()
    _code(text).save(written, kind="png", scale=scale, border=BORDER)
    return written.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error=ERROR, micro=False, boost_error=False)
