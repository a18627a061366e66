"""Refusals of a whole file, said in both languages with the remedy."""

from __future__ import annotations

from thidua.rulebook.findings import Text


class Refused(Exception):
    """A file that is not read at all; `code` names the case, `text` the remedy."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


TEXTS = {
    "empty": Text("Tệp trống. Hãy chọn đúng tệp rồi tải lên lại.", "The file is empty. Choose the right file again."),
    "too_big": Text(
        "Tệp lớn hơn 20 MB. Hãy bỏ bớt hình ảnh, trang không dùng rồi tải lên lại.",
        "The file is larger than 20 MB. Remove pictures and unused worksheets, then upload it again.",
    ),
    "old_office": Text(
        "Đây là tệp Office kiểu cũ (.xls, .doc) hoặc có mật khẩu. Hãy mở tệp, bỏ mật khẩu và lưu thành .xlsx hoặc .docx.",
        "This is an old Office file (.xls, .doc) or has a password. Open it, remove the password, and save it as .xlsx "
        "or .docx.",
    ),
    "not_an_archive": Text(
        "Không phải tệp .xlsx hoặc .docx, hoặc tệp bị hỏng. Hãy mở bằng Excel, Word hoặc LibreOffice và lưu lại.",
        "Not an .xlsx or .docx file, or a damaged one. Open it in Excel, Word or LibreOffice and save it again.",
    ),
    "wrong_kind": Text(
        "Tệp không có phần “{part}”. Hãy chọn đúng loại tệp: bảng tính .xlsx, hoặc văn bản .docx.",
        "The file has no part “{part}”. Choose the right kind of file: a workbook .xlsx, or a document .docx.",
    ),
    "too_many_parts": Text(
        "Tệp gồm quá 2.000 phần nhỏ. Hãy chép nội dung sang một tệp mới rồi tải lên lại.",
        "The file consists of more than 2,000 parts. Copy the content into a new file and upload that.",
    ),
    "unpacks_too_big": Text(
        "Nội dung sau khi mở nén quá lớn ({part}). Hãy chép nội dung sang một tệp mới rồi tải lên lại.",
        "The unpacked content is too large ({part}). Copy the content into a new file and upload that.",
    ),
    "macros": Text(
        "Tệp có macro ({part}) nên không được nhận. Hãy lưu lại dạng .xlsx hoặc .docx không có macro.",
        "The file holds macros ({part}) and is not accepted. Save it as .xlsx or .docx without macros.",
    ),
    "external_link": Text(
        "Tệp có liên kết lấy dữ liệu từ bên ngoài ({part}) nên không được nhận. Hãy chép giá trị sang một tệp mới.",
        "The file takes data from outside through a link ({part}) and is not accepted. Copy the values into a new file.",
    ),
    "astray": Text(
        "Tên phần bên trong tệp trỏ ra ngoài tệp ({part}) nên không được nhận. Hãy mở bằng Excel, Word và lưu lại.",
        "A part inside the file is named so as to lie outside it ({part}). Open the file in Excel or Word and save it "
        "again.",
    ),
    "doctype": Text(
        "Tệp có khai báo DOCTYPE ({part}) nên không được nhận. Hãy mở bằng Excel hoặc Word và lưu lại.",
        "The file declares a DOCTYPE ({part}) and is not accepted. Open it in Excel or Word and save it again.",
    ),
    "broken_part": Text(
        "Phần “{part}” của tệp bị hỏng. Hãy mở bằng Excel, Word hoặc LibreOffice và lưu lại.",
        "The part “{part}” of the file is damaged. Open it in Excel, Word or LibreOffice and save it again.",
    ),
    "too_many_rows": Text(
        "Trang tính “{part}” có ô ở quá dòng 5.000 hoặc quá cột 256. Hãy xoá các ô thừa rồi tải lên lại.",
        "The worksheet “{part}” has cells beyond row 5,000 or column 256. Delete what is not needed and upload again.",
    ),
    "larger_than": Text(
        "Tệp lớn hơn {part} MB. Hãy giảm cỡ ảnh, hoặc tách tài liệu thành nhiều tệp rồi tải lên lại.",
        "The file is larger than {part} MB. Make its pictures smaller, or split the document into several files.",
    ),
    "wrong_ending": Text(
        "Không nhận tệp có đuôi “{part}”. Chỉ nhận ảnh .jpg, .png, .webp và tài liệu .pdf, .docx, .xlsx. Hãy lưu lại "
        "theo một trong các dạng đó.",
        "Files ending in “{part}” are not accepted. Pictures may be .jpg, .png, .webp; documents .pdf, .docx, .xlsx. "
        "Save the file as one of these.",
    ),
    "other_kind": Text(
        "Ở đây chỉ nhận tệp {part}. Hãy lưu hoặc in tệp thành một trong các dạng đó rồi tải lên.",
        "Only {part} files are taken here. Save or print the file as one of these, and upload it again.",
    ),
    "infected": Text(
        "Máy quét thấy có mã độc ({part}) nên không nhận tệp. Làm sạch máy tính, rồi tải lên bản khác.",
        "The scanner found malware ({part}), so the file is not accepted. Clean the computer and upload another copy.",
    ),
    "not_scanned": Text(
        "Máy quét mã độc không trả lời, nên chưa nhận tệp. Thử lại sau ít phút; nếu vẫn vậy, báo người quản trị.",
        "The malware scanner does not answer, so the file is not accepted yet. Try again in a few minutes; if it stays "
        "so, tell the administrator.",
    ),
    "not_as_named": Text(
        "Nội dung tệp không phải dạng .{part} như tên tệp ghi. Hãy mở tệp bằng chương trình của nó, lưu lại đúng dạng "
        "rồi tải lên.",
        "What the file holds is not .{part}, as its name says. Open it in its program, save it as that kind, and upload "
        "it again.",
    ),
    "not_a_picture": Text(
        "Ảnh bị hỏng hoặc chưa tải đủ, nên không mở được. Hãy chụp lại, hoặc mở ảnh và lưu thành .jpg rồi tải lên.",
        "The picture is damaged or incomplete and can't be opened. Take it again, or open it and save it as .jpg.",
    ),
    "too_many_pixels": Text(
        "Ảnh có hơn 40 triệu điểm ảnh. Hãy giảm kích thước ảnh rồi tải lên lại.",
        "The picture has more than 40 million pixels. Make it smaller and upload it again.",
    ),
    "pdf_encrypted": Text(
        "Tệp PDF có mật khẩu hoặc bị khoá quyền. Hãy mở tệp, in lại thành PDF không có mật khẩu rồi tải lên.",
        "The PDF has a password or locked permissions. Open it, print it to a PDF without a password, and upload that.",
    ),
    "pdf_active": Text(
        "Tệp PDF có mã lệnh tự chạy (JavaScript, mở chương trình, biểu mẫu động). Hãy in lại thành PDF rồi tải lên.",
        "The PDF holds commands that run by themselves (JavaScript, launching programs, dynamic forms). Print it to a "
        "new PDF and upload that.",
    ),
    "pdf_attachment": Text(
        "Tệp PDF có tệp khác đính kèm bên trong. Hãy tải các tệp đó lên riêng, và in lại PDF để bỏ phần đính kèm.",
        "The PDF carries other files inside. Upload those by themselves, and print the PDF anew to drop them.",
    ),
    "pdf_too_big": Text(
        "Tệp PDF có quá nhiều trang hoặc khổ trang quá lớn. Hãy tách thành nhiều tệp hoặc in lại khổ A4 rồi tải lên.",
        "The PDF has too many pages or pages that are too large. Split it, or print it on A4, and upload it again.",
    ),
    "pdf_damaged": Text(
        "Tệp PDF bị hỏng nên không đọc được. Hãy mở tệp và in lại thành PDF rồi tải lên.",
        "The PDF is damaged and can't be read. Open it and print it to a new PDF, and upload that.",
    ),
    "embedded": Text(
        "Tệp có đối tượng hoặc chương trình nhúng bên trong ({part}). Hãy lưu thành PDF rồi tải lên.",
        "The file has an object or program embedded in it ({part}). Save it as PDF and upload that.",
    ),
}


def refusal(code: str, part: str | int = "") -> Refused:
    """The refusal of a whole file; `part` names what it is about: a part of the archive, an ending, a size."""
    return Refused(code, TEXTS[code].filled(part=part if isinstance(part, int) else part[:80]))
