"""Archives: dangerous and broken files end in a refusal with its code, before anything is parsed."""

import io
import zipfile

import pytest

from tests.files import archive, changed, parts_of, workbook
from tests.rulebook.everything import everything
from thidua.cycles.exchange.reading import read_workbook
from thidua.cycles.exchange.word import document_of
from thidua.cycles.exchange.word_reading import read_document
from thidua.cycles.exchange.workbook import workbook_of
from thidua.kernel.uploads import archives

GOOD = workbook_of(everything(), language="vi")
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
LINK = '<Relationship Id="rId99" Type="http://x/{kind}" Target="http://example.org/a" TargetMode="External"/>'


def codes(data: bytes) -> list[str]:
    read = read_workbook(data)
    assert read.sheet is None
    return [one.code for one in read.errors]


def linked(kind: str) -> bytes:
    link = LINK.format(kind=kind).encode()
    return changed(GOOD, RELATIONS, lambda part: part.replace(b"</Relationships>", link + b"</Relationships>"))


def lying() -> bytes:
    """An archive whose directory says that a part is shorter than it unpacks to."""
    data = bytearray(archive(parts_of(GOOD) | {"xl/long.xml": b"<a>" + b" " * 5_000 + b"</a>"}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as read:
        size = read.getinfo("xl/long.xml").file_size
    return bytes(data).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


FILES = {
    "empty": (b"", "empty"),
    "text": (b"STT;Diem\n", "not_an_archive"),
    "cut": (GOOD[: len(GOOD) // 2], "not_an_archive"),
    "old_office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
    "too_big": (b"PK" + b"\0" * archives.MOST_BYTES, "too_big"),
    "document": (document_of(everything(), language="vi"), "wrong_kind"),
    "bomb": (archive(parts_of(GOOD) | {"xl/media/a.bin": b"\0" * 2 * 2**20}), "unpacks_too_big"),
    "many_parts": (archive(parts_of(GOOD) | {f"a{n}": b"" for n in range(archives.MOST_PARTS)}), "too_many_parts"),
    "same_name": (archive(parts_of(GOOD) | {SHEET.upper(): b"<a/>"}), "not_an_archive"),
    "lying_size": (lying(), "not_an_archive"),
    "macros": (archive(parts_of(GOOD) | {"xl/vbaProject.bin": b"x"}), "macros"),
    "renamed_macros": (linked("vbaProject"), "macros"),
    "macros_in_types": (
        changed(
            GOOD, "[Content_Types].xml", lambda part: part.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
        ),
        "macros",
    ),
    "astray": (archive(parts_of(GOOD) | {"../../etc/cron.d/a": b"x"}), "astray"),
    "absolute": (archive(parts_of(GOOD) | {"/etc/passwd": b"x"}), "astray"),
    "external": (linked("externalLinkPath"), "external_link"),
    "doctype": (changed(GOOD, SHEET, lambda part: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "doctype"),
    "doctype_utf16": (changed(GOOD, SHEET, lambda part: "<!DOCTYPE a><a/>".encode("utf-16")), "doctype"),
    "doctype_hidden": (changed(GOOD, "xl/a.bin", lambda part: b"x<!DOCTYPE a><a/>"), "broken_part"),
    "not_xml": (changed(GOOD, SHEET, lambda part: part[:-20]), "broken_part"),
    "deep": (changed(GOOD, SHEET, lambda part: b"<a>" * 300 + b"</a>" * 300), "broken_part"),
    "far_cell": (changed(GOOD, SHEET, lambda part: part.replace(b'r="A2"', b'r="XFD1048576"')), "too_many_rows"),
    "many_rows": (workbook(*[[1]] * 5_001), "too_many_rows"),
}


@pytest.mark.parametrize("name", FILES)
def test_workbook_that_is_dangerous_or_broken_is_refused(name: str) -> None:
    data, code = FILES[name]

    assert codes(data) == [code]


def test_workbook_with_a_hyperlink_is_read() -> None:
    assert read_workbook(linked("hyperlink")).sheet == everything()


def test_document_with_a_doctype_is_refused() -> None:
    data = document_of(everything(), language="vi")
    read = read_document(changed(data, "word/document.xml", lambda part: b"<!DOCTYPE a><a/>"))

    assert (read.sheet, [one.code for one in read.errors]) == (None, ["doctype"])


def test_document_that_is_a_workbook_is_refused() -> None:
    assert [one.code for one in read_document(GOOD).errors] == ["wrong_kind"]
