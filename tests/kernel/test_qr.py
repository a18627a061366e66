"""QR codes are pictures that hold the text, named for those who cannot see them."""

import io

import pytest
from PIL import Image

from thidua.kernel.qr import qr_png, qr_svg


def test_svg_names_what_it_is_and_escapes_it() -> None:
    drawn = qr_svg("https://thidua.example/a", label='Mã của "A" & B')

    assert drawn.startswith('<span class="qr" role="img" aria-label="Mã của &quot;A&quot; &amp; B"><svg ')
    assert "style=" not in drawn


def test_png_is_square_and_black_on_white() -> None:
    picture = Image.open(io.BytesIO(qr_png("abc", scale=2)))

    assert picture.width == picture.height
    assert sorted(picture.convert("L").getcolors(), key=lambda one: one[1])[0][1] == 0


def test_different_texts_give_different_codes() -> None:
    assert qr_png("abc") != qr_png("abd")


def test_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="Data too large"):
        qr_svg("x" * 3000, label="x")
