"""JPEG, PNG, TIFF, WebP and HEIC: photographs and scans of written pages."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from PIL import ExifTags, Image, ImageFile, ImageSequence, IptcImagePlugin, UnidentifiedImageError

from contest.plumbing.documents.container import Container
from contest.plumbing.documents.draft import Draft, Refused
from contest.plumbing.documents.pictures import add_page, check_size
from contest.plumbing.documents.reading import Kind, Note, Why
from contest.plumbing.documents.xmp import texts_of_xmp

_FORMATS: Final = {
    Kind.JPEG: "JPEG",
    Kind.PNG: "PNG",
    Kind.TIFF: "TIFF",
    Kind.WEBP: "WEBP",
    Kind.HEIC: "HEIF",
}
_IFDS: Final = {ExifTags.IFD.Exif: ExifTags.TAGS, ExifTags.IFD.GPSInfo: ExifTags.GPSTAGS}
_DULL: Final = frozenset(
    """Orientation ResolutionUnit XResolution YResolution YCbCrPositioning ExifVersion FlashPixVersion
    ComponentsConfiguration ColorSpace ExifOffset GPSInfo ExifImageWidth ExifImageHeight MakerNote GPSVersionID
    ImageWidth ImageLength BitsPerSample Compression PhotometricInterpretation StripOffsets StripByteCounts
    SamplesPerPixel RowsPerStrip PlanarConfiguration ExifInteroperabilityOffset JPEGTables SampleFormat
    TileWidth TileLength TileOffsets TileByteCounts Predictor FillOrder ExtraSamples InterColorProfile""".split()
)


def read(path: Path, draft: Draft) -> None:
    """One page a frame of a TIFF, else one page; whatever is written beside the pixels goes aside.

    Raises  Refused
    """
    if draft.kind is Kind.HEIC:
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(path, formats=[_FORMATS[draft.kind]]) as image:
            check_size(image, draft)
            frames = getattr(image, "n_frames", 1) if draft.kind is Kind.TIFF else 1
            draft.count_pages(frames)
            _put_aside(image, draft)
            for place, frame in enumerate(ImageSequence.Iterator(image) if frames > 1 else [image]):
                if place in draft.places():
                    add_page(draft, frame)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(Why.DAMAGED) from error
    draft.note(Note.NO_TEXT)


def add_picture(file: IO[bytes], draft: Draft) -> None:
    """One more page from a picture inside another file; drawings that are no photograph are passed over.

    Raises  Refused
    """
    try:
        with Image.open(file, formats=["JPEG", "PNG", "TIFF", "WEBP"]) as image:
            _put_aside(image, draft)
            add_page(draft, image)
    except UnidentifiedImageError:
        draft.note(Note.PICTURES_LEFT_OUT)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(Why.DAMAGED) from error


def show_pictures(box: Container, names: Sequence[str], draft: Draft) -> None:
    """Photographed pages pasted into a document become its pages, in the order in which they stand there.

    Raises  Refused
    """
    draft.count_pages(len(names))
    for name in names:
        add_picture(io.BytesIO(box.read(name)), draft)
    draft.page_count = len(draft.pages)


def _put_aside(image: ImageFile.ImageFile, draft: Draft) -> None:
    exif = image.getexif()
    for place, value in _named(exif, ExifTags.TAGS):
        draft.put_aside(f"exif:{place}", value)
    for ifd, names in _IFDS.items():
        for place, value in _named(exif.get_ifd(ifd), names):
            draft.put_aside(f"exif:{place}", value)
    for key, value in image.info.items():
        if key in ("xmp", "XML:com.adobe.xmp"):
            for text in texts_of_xmp(value if isinstance(value, bytes) else str(value).encode()):
                draft.put_aside("xmp", text)
        elif key == "photoshop":
            with suppress(SyntaxError, ValueError, IndexError, OSError):  # a bad record spoils no photograph
                for tag, said in (IptcImagePlugin.getiptcinfo(image) or {}).items():
                    draft.put_aside(f"iptc:{tag[1]}", _readable(said))
        elif key == "comment" or (isinstance(value, str) and key not in ("chroma", "compression")):
            draft.put_aside(f"image:{key}", _readable(value))


def _named(values: Mapping[int, Any], names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for tag, value in values.items():
        name = names.get(tag, f"0x{tag:04x}")
        if name not in _DULL:
            yield name, _readable(value, wide=name.startswith("XP"))


def _readable(value: object, *, wide: bool = False) -> str:
    """A tag's value as text; Windows writes its XP… tags in UTF-16."""
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    if isinstance(value, bytes):
        for mark, charset in ((b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", "utf-16")):
            if value.startswith(mark):
                return value[8:].decode(charset, "ignore")
        return value.decode("utf-16-le" if wide else "utf-8", "ignore")
    return str(value)
