"""Names: what is shown hides nothing and turns nothing round."""

import pytest

from thidua.kernel.uploads.names import display_name, ending_of

NAMES = {
    "Ảnh tặng quà.JPG": "Ảnh tặng quà.jpg",
    "Bie\u0302n ba\u0309n.pdf": "Biên bản.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\a\\bao cao.docx": "bao cao.docx",
    "anh\u202egpj.exe.png": "anhgpj.exe.png",
    "a\u0000b\u0007\n c.pdf": "ab c.pdf",
    "a\u200b\u2066\u2069b.pdf": "ab.pdf",
    'a"<b>:|?*%.pdf': "ab.pdf",
    ".pdf": "tep.pdf",
    "...": "tep",
    "": "tep",
    "x" * 300 + ".docx": "x" * 95 + ".docx",
}


@pytest.mark.parametrize("sent", NAMES)
def test_name_is_shown_plainly(sent: str) -> None:
    assert display_name(sent) == NAMES[sent]


@pytest.mark.parametrize(
    ("name", "ending"), [("a.JPG", "jpg"), ("a.b.pdf", "pdf"), ("a", ""), ("a.pdf\u202e", "pdf"), ("a.pdf ", "pdf")]
)
def test_ending_is_what_follows_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending
