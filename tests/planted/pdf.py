"""PDF files with the name in every object that can hold words."""

from tests.planted.pictures import jpeg, xmp
from tests.planted.words import PLAIN_BODY, plain


def stream(data: bytes, told: str = "") -> bytes:
    return f"<< /Length {len(data)} {told} >>\nstream\n".encode() + data + b"\nendstream"


def file_of(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, with their table; 1 is the catalog and 2 the information."""
    made, places = b"%PDF-1.7\n% " + plain("header comment").encode() + b"\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        made
        + f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode()
        + f"trailer << /Size {len(places) + 1} /Root 1 0 R /Info 2 0 R >>\nstartxref\n{len(made)}\n%%EOF\n".encode()
    )


INFO = ("Author", "Title", "Subject", "Keywords", "Creator", "Producer", "Company")


def objects(content: bytes, resources: str) -> list[bytes]:
    """A one-page document whose page shows this content, with the name in everything around it."""

    def said(place: str) -> str:
        return f"({plain(place)})"

    annotations = (
        f"<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents {said('note')} /T {said('note author')} "
        f"/Subj {said('note subject')} >> "
        f"<< /Type /Annot /Subtype /FreeText /Rect [50 50 300 90] /DA (/F1 12 Tf) /Contents {said('free text')} "
        "/AP << /N 12 0 R >> >> "
        f"<< /Type /Annot /Subtype /Link /Rect [10 40 20 50] /A << /S /URI /URI {said('link')} >> >> 9 0 R"
    )
    return [
        (
            "<< /Type /Catalog /Pages 3 0 R /Metadata 6 0 R /Outlines 7 0 R /AcroForm << /Fields [9 0 R] >> "
            f"/PageLabels << /Nums [0 << /P {said('page label')} >>] >> /Lang {said('language')} "
            f"/Names << /EmbeddedFiles << /Names [{said('attachment key')} 10 0 R] >> "
            f"/JavaScript << /Names [(x) << /S /JavaScript /JS {said('script')} >>] >> >> "
            f"/OCProperties << /OCGs [] /D << /Name {said('layer')} >> >> >>"
        ).encode(),
        ("<< " + " ".join(f"/{key} {said(f'info {key}')}" for key in INFO) + " >>").encode(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << {resources} >> "
        f"/Annots [{annotations}] /PieceInfo << /App << /Private {said('piece info')} >> >> >>".encode(),
        stream(content),
        stream(xmp(), "/Type /Metadata /Subtype /XML"),
        b"<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>",
        f"<< /Title {said('outline')} /Parent 7 0 R /Dest [4 0 R /Fit] >>".encode(),
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [10 60 200 80] /T {said('field name')} "
        f"/V {said('field value')} /TU {said('field hint')} /DA (/F1 12 Tf) >>".encode(),
        f"<< /Type /Filespec /F {said('attachment')} /UF {said('attachment')} /Desc {said('attachment note')} "
        "/EF << /F 11 0 R >> >>".encode(),
        stream(plain("attached bytes").encode(), "/Type /EmbeddedFile"),
        stream(
            f"BT /F1 12 Tf 2 10 Td {said('appearance')} Tj ET".encode(),
            "/Type /XObject /Subtype /Form /BBox [0 0 250 40] /Resources << /Font << /F1 << /Type /Font "
            "/Subtype /Type1 /BaseFont /Helvetica >> >> >>",
        ),
    ]


FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def text_pdf() -> bytes:
    """A page of letters, its last line signed."""
    lines = [*PLAIN_BODY, f"Nguoi viet bai nay: {plain('body')}"]
    shown = "".join(f"BT /F1 11 Tf 50 {760 - 30 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    return file_of(objects(shown.encode(), FONT))


def scanned_pdf() -> bytes:
    """A page that is one photograph, with the name in the photograph's own metadata too."""
    photo = jpeg("embedded")
    made = objects(b"q 595 0 0 842 0 0 cm /Im1 Do Q", f"{FONT} /XObject << /Im1 13 0 R >>")
    told = (
        "/Type /XObject /Subtype /Image /Width 320 /Height 440 /ColorSpace /DeviceRGB "
        "/BitsPerComponent 8 /Filter /DCTDecode"
    )
    return file_of([*made, stream(photo, told)])


PDF_KEPT = frozenset(
    (
        *("note", "note author", "note subject", "free text", "field name", "field value", "attachment"),
        *("xmp city", "xmp creator", "outline", "page label"),
        *(f"info {key}" for key in INFO if key != "Company"),
    )
)
