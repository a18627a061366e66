"""Files as people and attackers hand them in, made here so that every byte is known."""

import io
import zipfile
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.files import archive, document, parts_of, workbook
from thidua.kernel.uploads.checking import Checked, checked
from thidua.kernel.uploads.refusals import Refused

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DOCX = document(["Minh chứng", "Số"], before="Danh sách")
XLSX = workbook(["Đơn vị", "Kết quả"], ["A", 12])
SCRIPT = b"<script>alert(1)</script>"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def check(name: str, data: bytes) -> Checked:
    return checked(upload(name, data))


def code_of(name: str, data: bytes) -> str:
    """The code of the refusal, or "accepted"."""
    try:
        check(name, data)
    except Refused as refused:
        return refused.code
    return "accepted"


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    stream = io.BytesIO()
    image = Image.new(mode, size)
    if size[0] * size[1] < 1_000_000:
        image.putdata([(x * 7 % 256) if mode == "L" else (x % 256, x * 3 % 256, 90) for x in range(size[0] * size[1])])
    image.save(stream, kind, **options)
    return stream.getvalue()


def photo_with_place(*, orientation: int = 1) -> bytes:
    """A photograph as a phone takes it: where, when, by what, and which way up."""
    image = Image.new("RGB", (60, 40), "navy")
    exif = image.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "Phone maker"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 27.0, 31.0), 3: "E", 4: (105.0, 38.0, 12.0)})
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, icc_profile=b"colour profile " * 20, comment=b"a comment")
    return stream.getvalue()


def pdf(root: str = "", *, objects: tuple[str, ...] = (), box: str = "[0 0 595 842]", raw: str = "") -> bytes:
    """A PDF of one page written by hand, with entries for its root and further objects from number 4 on."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} {raw} >>",
        *objects,
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def saved(**options: Any) -> bytes:
    """A PDF of one page saved by a library."""
    stream = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(stream, **options)
    return stream.getvalue()


def encrypted(*, user: str) -> bytes:
    return saved(encryption=pikepdf.Encryption(owner="owner", user=user))


def packed_objects(unpacked: int, *, filters: str = "/FlateDecode") -> bytes:
    """A PDF whose object stream unpacks to so many bytes."""
    import zlib

    head = b"5 0 << /Type /Catalog /Pages 2 0 R >> "
    packer = zlib.compressobj(9)
    content = packer.compress(head)
    for _ in range(unpacked // 2**20):
        content += packer.compress(b" " * 2**20)
    content += packer.flush()
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}

    def add(number: int, body: bytes) -> None:
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")

    add(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    add(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    add(
        4,
        f"<< /Type /ObjStm /N 1 /First 4 /Filter {filters} /Length {len(content)} >>\nstream\n".encode()
        + content
        + b"\nendstream",
    )
    start = out.tell()
    rows = b"\0\0\0\0\0\0"
    for number in (1, 2, 3, 4, 5):
        if number in places:
            rows += b"\1" + places[number].to_bytes(4, "big") + b"\0"
        else:
            rows += b"\2" + (4).to_bytes(4, "big") + b"\0" if number == 5 else b"\0\0\0\0\0\0"
    rows += b"\1" + start.to_bytes(4, "big") + b"\0"
    out.write(
        f"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 5 0 R /Length {len(rows)} >>\nstream\n".encode()
        + rows
        + b"\nendstream\nendobj\n"
    )
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    return archive(parts_of(data) | {name: content})


def stored_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with a part that is not compressed, so that its bytes stand in the file."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr(name, content)
    return stream.getvalue()
