"""Pictures with the name in everything that lies beside their pixels."""

import io
import struct

from PIL import ExifTags, Image, ImageDraw, PngImagePlugin, TiffImagePlugin

from tests.planted.words import plain, planted

SIZE = (320, 440)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:dc="d" xmlns:p="p" '
    'p:City="{0}"><dc:creator><rdf:Seq><rdf:li>{1}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>'
)


def sheet() -> Image.Image:
    page = Image.new("RGB", SIZE, (236, 232, 216))
    ImageDraw.Draw(page).rectangle((40, 40, 200, 60), fill=(40, 60, 160))
    return page


def exif(prefix: str = "") -> Image.Exif:
    """EXIF with the name in its texts: plain ones, Windows' wide ones, the comment, the owner."""
    told = Image.Exif()
    told[ExifTags.Base.Artist] = plain(f"{prefix}artist")
    told[ExifTags.Base.Copyright] = plain(f"{prefix}copyright")
    told[ExifTags.Base.ImageDescription] = plain(f"{prefix}description")
    told[ExifTags.Base.XPAuthor] = planted(f"{prefix}xp author").encode("utf-16-le") + b"\0\0"
    told[ExifTags.Base.Make] = plain(f"{prefix}make")
    inner = told.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + plain(f"{prefix}user comment").encode()
    inner[ExifTags.Base.CameraOwnerName] = plain(f"{prefix}owner")
    return told


EXIF = frozenset(("artist", "copyright", "description", "xp author", "make", "user comment", "owner"))
XMP_KEPT = frozenset(("xmp city", "xmp creator"))


def xmp() -> bytes:
    return XMP.format(planted("xmp city"), planted("xmp creator")).encode()


def iptc() -> bytes:
    """An APP13 segment with a by-line and a caption."""
    records = b""
    for number, place in ((80, "byline"), (120, "caption")):
        said = plain(place).encode()
        records += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(said)) + said
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records + b"\0" * (len(records) % 2)
    data = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(data) + 2) + data


def saved(kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    sheet().save(file, kind, **how)
    return file.getvalue()


def jpeg(only: str | None = None) -> bytes:
    """A photograph; with ``only``, one that is embedded elsewhere and tells of that place alone."""
    if only is not None:
        told = Image.Exif()
        told[ExifTags.Base.Artist] = plain(only)
        return saved("JPEG", exif=told)
    packed = saved("JPEG", exif=exif(), xmp=xmp(), comment=plain("comment").encode())
    return packed[:2] + iptc() + packed[2:] + plain("trailer").encode()


JPEG_KEPT = EXIF | XMP_KEPT | {"comment", "byline", "caption"}


def png() -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", plain("text"))
    said.add_text("Comment", plain("packed text"), zip=True)
    said.add_itxt("Title", planted("international text"))
    said.add_itxt("XML:com.adobe.xmp", xmp().decode())
    packed = saved("PNG", pnginfo=said, exif=exif())
    return packed + plain("trailer").encode()


PNG_KEPT = EXIF | XMP_KEPT | {"text", "packed text", "international text"}


def webp() -> bytes:
    return saved("WEBP", exif=exif(), xmp=xmp())


def tiff() -> bytes:
    told = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, place in (
        (315, "artist"),
        (33432, "copyright"),
        (270, "description"),
        (305, "software"),
        (316, "host"),
    ):
        told[tag] = plain(place)
    told[700] = xmp()
    return saved("TIFF", tiffinfo=told)


TIFF_KEPT = XMP_KEPT | {"artist", "copyright", "description", "software", "host"}
