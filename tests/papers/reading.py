"""Reading back what was rendered: the words, in order, of a DOCX and of a PDF."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader


def opened(made: bytes) -> Paper:
    return Document(BytesIO(made))


def texts(paper: Paper | Table) -> Iterator[str]:
    """Every paragraph in order, table cells row by row; empty ones left out."""
    if isinstance(paper, Table):
        cells = [paragraph for row in paper.rows for cell in row.cells for paragraph in cell.paragraphs]
        yield from (one.text for one in cells if one.text)
        return
    for block in paper.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from [block.text] if block.text else []
        else:
            yield from texts(block)


def docx_words(made: bytes) -> str:
    return squeezed(" ".join(texts(opened(made))))


def pdf_words(made: bytes) -> str:
    """The words of every page but the page numbers on top."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    numbered = [text.removeprefix(f"{number}\n") for number, text in enumerate(pages, start=1)]
    return squeezed(" ".join(numbered))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def embedded_fonts(made: bytes) -> set[str]:
    """The names of the fonts in a PDF that carry their letters with them."""
    found = set()
    for page in PdfReader(BytesIO(made)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"].get_object()
            found.add(inner["/BaseFont"].split("+")[1])
    return found
