"""Checking: what is accepted, what is refused with which code, and what is left of what was accepted."""

import hashlib
import io
import struct
import zlib

import pytest
from django.conf import settings
from PIL import Image

from tests.files import archive, changed, parts_of
from tests.kernel.uploads.files import (
    DOCX,
    SCRIPT,
    XLSX,
    check,
    code_of,
    encrypted,
    packed_objects,
    pdf,
    photo_with_place,
    picture,
    saved,
    with_part,
)
from thidua.kernel.uploads.refusals import TEXTS

JPEG, PNG, WEBP = picture(), picture("PNG"), picture("WEBP")
PDF = saved()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOC_LINKS = "word/_rels/document.xml.rels"
LINK = b'<Relationship Id="rId99" Type="http://x/attachedTemplate" Target="http://evil/a.dotm" TargetMode="External"/>'


def huge_png(side: int = 30_000) -> bytes:
    """A small file that says it is an enormous picture."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pieces = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    made = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def pdf_action(kind: str, more: str = "") -> bytes:
    return pdf(root="/AA 4 0 R", objects=(f"<< /WC << /S {kind} {more} >> >>",))


REFUSED = {
    "nothing.jpg": (b"", "empty"),
    "too_large.jpg": (JPEG + b"\0" * (settings.UPLOAD_MOST_BYTES + 1 - len(JPEG)), "larger_than"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_ending"),
    "page.html": (b"<html>", "wrong_ending"),
    "data.xml": (b"<a/>", "wrong_ending"),
    "old.doc": (OLE, "wrong_ending"),
    "macros.docm": (DOCX, "wrong_ending"),
    "macros.xlsm": (XLSX, "wrong_ending"),
    "archive.zip": (archive({"a": b"b"}), "wrong_ending"),
    "archive.rar": (b"Rar!\x1a\x07\x00", "wrong_ending"),
    "iphone.heic": (b"\0\0\0\x18ftypheic", "wrong_ending"),
    "film.mp4": (b"\0\0\0\x18ftypmp42", "wrong_ending"),
    "program.exe": (b"MZ", "wrong_ending"),
    "no_ending": (JPEG, "wrong_ending"),
    "double.jpg.exe": (JPEG, "wrong_ending"),
    "turned\u202egpj.exe": (JPEG, "wrong_ending"),
    "html.png": (b"<!doctype html><script>alert(1)</script>", "not_as_named"),
    "svg.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_as_named"),
    "jpeg.png": (JPEG, "not_as_named"),
    "png.jpg": (PNG, "not_as_named"),
    "program.pdf": (b"MZ" + b"\0" * 100, "not_as_named"),
    "pdf.docx": (PDF, "not_as_named"),
    "docx.pdf": (DOCX, "not_as_named"),
    "junk_before.pdf": (b"junk\n" + PDF, "not_as_named"),
    "junk_before.docx": (b"junk" + DOCX, "not_as_named"),
    "old_office.docx": (OLE, "old_office"),
    "head_only.jpg": (b"\xff\xd8\xff\xe0" + SCRIPT, "not_a_picture"),
    "cut.jpg": (picture(size=(300, 300))[:-2000], "not_a_picture"),
    "cut.png": (PNG[: len(PNG) // 2], "not_a_picture"),
    "cut.webp": (picture("WEBP", size=(300, 300))[:-400], "not_a_picture"),
    "fifty_million.png": (picture("PNG", size=(10_000, 5_000), mode="L"), "too_many_pixels"),
    "says_900_million.png": (huge_png(), "too_many_pixels"),
    "wrong.docx": (XLSX, "wrong_kind"),
    "wrong.xlsx": (DOCX, "wrong_kind"),
    "plain_zip.docx": (archive({"a.txt": b"b"}), "wrong_kind"),
    "renamed_template.docx": (
        changed(DOCX, "[Content_Types].xml", lambda part: part.replace(b"document.main+xml", b"template.main+xml")),
        "wrong_kind",
    ),
    "renamed_docm.docx": (
        changed(
            DOCX, "[Content_Types].xml",
            lambda part: part.replace(
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                b"vnd.ms-word.document.macroEnabled.main",
            ),
        ),
        "macros",
    ),
    "macros.docx": (with_part(DOCX, "word/vbaProject.bin", b"x"), "macros"),
    "template_elsewhere.docx": (
        changed(DOCX, DOC_LINKS, lambda part: part.replace(b"</Relationships>", LINK + b"</Relationships>")),
        "external_link",
    ),
    "bomb.docx": (with_part(DOCX, "word/media/a.bin", b"\0" * 200 * 2**20), "unpacks_too_big"),
    "many_parts.docx": (archive(parts_of(DOCX) | {f"a{number}": b"" for number in range(2_000)}), "too_many_parts"),
    "doctype.xlsx": (changed(XLSX, "xl/workbook.xml", lambda part: b"<!DOCTYPE a><a/>"), "doctype"),
    "entities.docx": (
        changed(DOCX, "word/document.xml", lambda part: b"<!DOCTYPE a [<!ENTITY b 'cc'><!ENTITY c '&b;&b;'>]><a>&c;</a>"),
        "doctype",
    ),
    "outside.docx": (with_part(DOCX, "../../../etc/passwd", b"x"), "astray"),
    "drive.docx": (with_part(DOCX, "C:\\windows\\a", b"x"), "astray"),
    "object.docx": (with_part(DOCX, "word/embeddings/oleObject1.bin", OLE), "embedded"),
    "program.docx": (with_part(DOCX, "word/media/a.png", b"MZ" + b"\0" * 60), "embedded"),
    "nested_program.docx": (
        with_part(DOCX, "word/embeddings/a.xlsx", with_part(XLSX, "xl/media/a.bin", b"MZ\0")), "embedded",
    ),
    "nested_macros.docx": (
        with_part(DOCX, "word/embeddings/a.xlsx", with_part(XLSX, "xl/vbaProject.bin", b"x")), "macros",
    ),
    "cut.xlsx": (XLSX[: len(XLSX) // 2], "not_an_archive"),
    "password.pdf": (encrypted(user="secret"), "pdf_encrypted"),
    "locked.pdf": (encrypted(user=""), "pdf_encrypted"),
    "javascript.pdf": (pdf(root="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "pdf_active"),
    "javascript_hex.pdf": (pdf(root="/OpenAction << /S /#4aava#53cript /#4a#53 (app.alert(1)) >>"), "pdf_active"),
    "javascript_names.pdf": (pdf(root="/Names << /JavaScript << /Names [] >> >>"), "pdf_active"),
    "javascript_page.pdf": (pdf_action("/JavaScript", "/JS 5 0 R"), "pdf_active"),
    "launch.pdf": (pdf_action("/Launch", "/F (cmd.exe)"), "pdf_active"),
    "submit.pdf": (pdf_action("/SubmitForm", "/F (http://evil)"), "pdf_active"),
    "opens_address.pdf": (pdf(root="/OpenAction << /S /URI /URI (http://evil) >>"), "pdf_active"),
    "opens_address_apart.pdf": (
        pdf(root="/OpenAction 4 0 R", objects=("<< /S /URI /URI (http://evil) >>",)), "pdf_active",
    ),
    "rich_media.pdf": (pdf(raw="/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 1 1] >>]"), "pdf_active"),
    "dynamic_form.pdf": (pdf(root="/AcroForm << /XFA [] /Fields [] >>"), "pdf_active"),
    "attachment.pdf": (pdf(root="/Names << /EmbeddedFiles << /Names [] >> >>"), "pdf_attachment"),
    "attachment_hex.pdf": (pdf(root="/Names << /Embedded#46iles << /Names [] >> >>"), "pdf_attachment"),
    "wide_page.pdf": (pdf(box="[0 0 999999 999999]"), "pdf_too_big"),
    "bomb.pdf": (packed_objects(600 * 2**20), "pdf_damaged"),
    "cut.pdf": (PDF[:60], "pdf_damaged"),
    "text.pdf": (b"%PDF-1.7\nnothing else", "pdf_damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_dangerous_or_broken_is_refused(name: str) -> None:
    data, code = REFUSED[name]

    assert code_of(name, data) == code


def test_every_refusal_names_a_remedy_in_both_languages() -> None:
    assert [code for code, text in TEXTS.items() if not (text.vi.count(". ") and text.en.count(". "))] == []


GOOD = {"a.jpg": JPEG, "a.JPEG": JPEG, "a.png": PNG, "a.webp": WEBP, "a.pdf": PDF, "a.docx": DOCX, "a.xlsx": XLSX}


@pytest.mark.parametrize("name", GOOD)
def test_file_of_every_kind_is_accepted(name: str) -> None:
    found = check(name, GOOD[name])

    assert found.kind == name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    assert found.sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    assert found.kept_sha256 == hashlib.sha256(found.content.read()).hexdigest()


def test_document_is_kept_byte_for_byte() -> None:
    assert check("a.docx", DOCX).content.read() == DOCX


def test_pdf_with_a_link_in_its_text_is_accepted() -> None:
    link = "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.vn) >> >>]"

    assert code_of("a.pdf", pdf(raw=link)) == "accepted"


def test_pdf_that_opens_at_a_page_is_accepted() -> None:
    assert code_of("a.pdf", pdf(root="/OpenAction [3 0 R /Fit]")) == "accepted"


def test_packed_objects_that_are_small_are_accepted() -> None:
    assert code_of("a.pdf", packed_objects(2**20)) == "accepted"


def test_document_with_a_chart_and_its_workbook_is_accepted() -> None:
    assert code_of("a.docx", with_part(DOCX, "word/embeddings/Microsoft_Excel_Sheet.xlsx", XLSX)) == "accepted"


def test_long_workbook_is_accepted() -> None:
    far = changed(XLSX, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'r="A2"', b'r="A90000"'))

    assert code_of("a.xlsx", far) == "accepted"


def test_photograph_loses_its_place_and_maker() -> None:
    sent = photo_with_place()
    found = check("a.jpg", sent)
    kept = Image.open(found.content)

    assert b"Phone maker" in sent
    assert dict(kept.getexif()) == {}
    assert {"exif", "icc_profile", "comment", "xmp"} & set(kept.info) == set()
    assert b"Phone maker" not in found.content.getvalue()  # type: ignore[attr-defined]
    assert found.preview is not None
    assert b"Phone maker" not in found.preview


def test_photograph_taken_sideways_stands_upright() -> None:
    assert Image.open(check("a.jpg", photo_with_place(orientation=6)).content).size == (40, 60)


@pytest.mark.parametrize(("name", "sent"), [("a.jpg", JPEG), ("a.png", PNG), ("a.webp", WEBP)])
def test_script_after_a_picture_is_gone(name: str, sent: bytes) -> None:
    found = check(name, sent + SCRIPT)

    assert SCRIPT not in found.content.read()
    assert SCRIPT not in (found.preview or b"")


def test_text_inside_a_png_is_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", SCRIPT.decode())
    sent = picture("PNG", pnginfo=info)

    assert SCRIPT in sent
    assert SCRIPT not in check("a.png", sent).content.read()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_mode_is_encoded(mode: str) -> None:
    stream = io.BytesIO()
    base = Image.new("RGBA", (9, 7), (200, 10, 10, 90))
    (Image.new("I;16", (9, 7)) if mode == "I;16" else base.convert(mode)).save(stream, "PNG")
    found = check("a.png", stream.getvalue())

    assert Image.open(found.content).size == (9, 7)
    assert Image.open(io.BytesIO(found.preview or b"")).format == "JPEG"


def test_cmyk_jpeg_is_encoded_as_rgb() -> None:
    stream = io.BytesIO()
    Image.new("CMYK", (9, 7)).save(stream, "JPEG")

    assert Image.open(check("a.jpg", stream.getvalue()).content).mode == "RGB"


def test_preview_is_a_jpeg_of_at_most_1600_pixels() -> None:
    found = check("a.png", picture("PNG", size=(3000, 1500)))
    preview = Image.open(io.BytesIO(found.preview or b""))

    assert (preview.format, preview.size) == ("JPEG", (1600, 800))
    assert Image.open(found.content).size == (3000, 1500)
