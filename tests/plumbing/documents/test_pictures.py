"""Pictures made anew: upright, small enough, clean; what they knew stands aside."""

import io

import pytest
from PIL import Image, PngImagePlugin

from contest.plumbing.documents import Kind, Reading
from tests.plumbing.documents.conftest import Read

XMP = b'<x:xmpmeta><rdf:Description photoshop:Credit="CANARY"/></x:xmpmeta>'


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _half(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """White, with a black left half, so that a turn shows."""
    image = Image.new(mode, (width, height), "white")
    image.paste("black", (0, 0, width // 2, height))
    return image


def _first(reading: Reading) -> Image.Image:
    with Image.open(reading.pages[0].path) as image:
        image.load()
        return image


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [(1, (60, 40), (5, 20)), (3, (60, 40), (55, 20)), (6, (40, 60), (20, 5)), (8, (40, 60), (20, 55))],
)
def test_a_picture_is_turned_as_its_tag_says(
    read_here: Read, orientation: int, size: tuple[int, int], dark: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = _first(read_here(Kind.JPEG, _saved(_half(), "JPEG", exif=exif)))

    assert image.size == size
    shade = image.convert("L").getpixel(dark)
    assert isinstance(shade, int)
    assert shade < 60


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_each_kind_becomes_webp(read: Read, kind: Kind, mode: str) -> None:
    reading = read(_saved(_half(mode=mode), kind.value.upper()))

    assert (reading.kind, reading.refusal) == (kind, None)
    assert _first(reading).format == "WEBP"


@pytest.mark.parametrize("mode", ["RGBA", "P", "1", "LA", "CMYK", "I;16"])
def test_odd_pixels_become_plain_ones(read_here: Read, mode: str) -> None:
    if mode == "I;16":
        image = Image.new("I;16", (60, 40), 65535)
        image.paste(0, (0, 0, 30, 40))
    else:
        image = _half(mode="RGBA" if mode == "LA" else "RGB").convert(mode)
    page = _first(read_here(Kind.TIFF, _saved(image, "TIFF"))).convert("L")

    left, right = page.getpixel((5, 20)), page.getpixel((55, 20))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left < 60 < 200 < right


def test_what_is_transparent_is_white(read_here: Read) -> None:
    page = _first(read_here(Kind.PNG, _saved(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")))

    assert page.getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller_and_a_small_one_stays(read_here: Read) -> None:
    reading = read_here(Kind.JPEG, _saved(Image.new("RGB", (5000, 2500)), "JPEG"))

    assert (reading.pages[0].width, reading.pages[0].height) == (2000, 1000)


def test_each_frame_of_a_tiff_is_a_page_in_order(read_here: Read) -> None:
    frames = [Image.new("RGB", (10 + n, 10)) for n in range(3)]
    reading = read_here(Kind.TIFF, _saved(frames[0], "TIFF", save_all=True, append_images=frames[1:]))

    assert [page.width for page in reading.pages] == [10, 11, 12]
    assert [page.path.name[:9] for page in reading.pages] == ["page-0001", "page-0002", "page-0003"]


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B] = "CANARY artist"
    exif[0x9C9D] = "CANARY lạ".encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0CANARY comment"
    return exif


def _png_text() -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Author", "CANARY ơi")
    return text


@pytest.mark.parametrize(
    ("kind", "data", "aside"),
    [
        (
            Kind.JPEG,
            _saved(_half(), "JPEG", exif=_exif()),
            {
                "exif:Artist": "CANARY artist",
                "exif:XPAuthor": "CANARY lạ",
                "exif:UserComment": "CANARY comment",
            },
        ),
        (Kind.JPEG, _saved(_half(), "JPEG", comment="CANARY"), {"image:comment": "CANARY"}),
        (Kind.JPEG, _saved(_half(), "JPEG", xmp=XMP), {"xmp": "CANARY"}),
        (Kind.WEBP, _saved(_half(), "WEBP", xmp=XMP), {"xmp": "CANARY"}),
        (Kind.PNG, _saved(_half(), "PNG", pnginfo=_png_text()), {"image:Author": "CANARY ơi"}),
    ],
)
def test_names_in_a_picture_stand_aside_and_leave_the_page(
    read_here: Read, kind: Kind, data: bytes, aside: dict[str, str]
) -> None:
    reading = read_here(kind, data)

    assert dict(reading.aside) == aside
    assert b"CANARY" not in reading.pages[0].path.read_bytes()
