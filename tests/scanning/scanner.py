"""A scanner made of software: printed covers and written pages, a little askew and noisy, as PDF or pictures."""

import io
from collections.abc import Sequence
from functools import lru_cache
from random import Random

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from contest.exports.covers import SheetSaid, cover_sheets
from contest.plumbing.fonts import REGULAR

DPI = 110
A4 = (round(8.27 * DPI), round(11.69 * DPI))
LINES = (
    "Năm ấy đường vào bản còn là lối mòn, mưa xuống là bùn ngập đến gối.",
    "Ông Slao mang cuốc ra từ lúc sương chưa tan, ai hỏi cũng chỉ cười.",
    "Mùa na sau, xe của thương lái vào tận vườn, bà con không phải gánh.",
)


def covers(sheets: Sequence[SheetSaid], title: str = "Những tấm gương điển hình") -> list[Image.Image]:
    """The sheets as the printer gave them."""
    return printed(cover_sheets(title, sheets))


def printed(pdf: bytes) -> list[Image.Image]:
    """The pages of a PDF on paper."""
    with pypdfium2.PdfDocument(pdf) as paper:
        return [paper[n].render(scale=DPI / 72).to_pil().convert("L") for n in range(len(paper))]


def written(text: str) -> Image.Image:
    """A page of handwriting that says where it belongs."""
    page = Image.new("L", A4, 250)
    pen = ImageDraw.Draw(page)
    for line, said in enumerate((text, *LINES * 7)):
        pen.text((90, 90 + 46 * line), said, font=_font(20), fill=60)
    return page


def blank(shade: int = 248) -> Image.Image:
    """The back of a sheet: paper, and the other side shining through a little."""
    page = Image.new("L", A4, shade)
    through = (
        written("").transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(lambda value: shade - (250 - value) // 9)
    )
    return Image.blend(page, through, 0.9)


def smudged(cover: Image.Image) -> Image.Image:
    """A cover over which coffee went: its tokens are gone, one of its marks is left."""
    page = cover.copy()
    pen = ImageDraw.Draw(page)
    width, height = page.size
    pen.rectangle((0, round(height * 0.15), round(width * 0.6), round(height * 0.52)), fill=70)
    pen.rectangle((round(width * 0.7), round(height * 0.8), width, height), fill=70)
    return page


def scanned(pages: Sequence[Image.Image], *, seed: int = 7, turn: int = 0) -> list[Image.Image]:
    """The pages as the feeder took them: a degree or so askew, with grain; ``turn`` for a whole lot upside down."""
    rng = Random(seed)
    return [_scanned(page, rng, turn) for page in pages]


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    """One PDF of all pages, as scanners make it."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=70)
    return out.getvalue()


def as_jpeg(page: Image.Image) -> bytes:
    """One page as a picture."""
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()


def _scanned(page: Image.Image, rng: Random, turn: int) -> Image.Image:
    askew = page.rotate(rng.uniform(-1.4, 1.4), Image.Resampling.BILINEAR, fillcolor=252)
    grain = Image.frombytes("L", (128, 128), rng.randbytes(128 * 128)).resize(
        askew.size, Image.Resampling.BILINEAR
    )
    noisy = Image.blend(askew, grain, 0.03).filter(ImageFilter.GaussianBlur(0.4))
    return noisy.rotate(-turn, expand=True) if turn else noisy


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(REGULAR, size)
