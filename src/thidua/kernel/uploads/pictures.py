"""Pictures are decoded and encoded anew: what is kept was written by us, whatever the file held besides pixels."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps

from thidua.kernel.uploads.refusals import Refused, refusal

MOST_PIXELS = 40_000_000
PREVIEW_SIDE = 1600
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# Cameras put several pictures into one JPEG file; the first is the photograph.
_READ_AS = {"jpg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",)}
_SAVED_WITH: dict[str, dict[str, int | bool]] = {
    "jpg": {"quality": 88},
    "png": {"compress_level": 6},
    "webp": {"quality": 86, "method": 3},
}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture written anew, and a smaller JPEG of it for pages."""

    content: bytes
    preview: bytes


def encoded_anew(stream: IO[bytes], *, kind: str) -> Encoded:
    """Decode a picture, turn it as its camera says, and write it without anything but its pixels.

    Raises Refused with `too_many_pixels`, or `not_a_picture` for what is broken or of another kind.
    """
    try:
        with Image.open(stream, formats=[_FORMATS[kind]]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise refusal("too_many_pixels")
            if opened.format not in _READ_AS[kind]:
                raise refusal("not_a_picture")
            pixels = _pixels(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise refusal("too_many_pixels") from error
    except Refused:
        raise
    # Decoders break in many ways on damaged files; to people they all mean the same.
    except Exception as error:
        raise refusal("not_a_picture") from error
    preview = pixels.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return Encoded(content=_written(pixels, kind), preview=_written(_on_white(preview), "jpg"))


def _pixels(opened: Image.Image) -> Image.Image:
    """The picture the right way up, in a mode that every program shows; nothing else of the file comes along."""
    opened.load()
    turned = _upright(opened)
    see_through = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    mode = "RGBA" if see_through else ("L" if turned.mode in ("L", "1") else "RGB")
    converted = turned if turned.mode == mode else turned.convert(mode)
    bare = Image.new(mode, converted.size)
    bare.paste(converted)
    return bare


def _upright(opened: Image.Image) -> Image.Image:
    """The picture turned as its camera says; as it lies when what the camera said is damaged."""
    try:
        return ImageOps.exif_transpose(opened)
    except Exception:
        return opened


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _written(picture: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    if kind == "jpg":
        picture = _on_white(picture)
    picture.save(stream, format=_FORMATS[kind], **_SAVED_WITH[kind])
    return stream.getvalue()
