"""PDF: lines joined into paragraphs, scans told from text, names found beside the text."""

import pytest

from contest.plumbing.documents import Kind
from tests.plumbing.documents.conftest import Read

IMAGE = "/Im Do"
DOT = "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
SHEET = "/MediaBox[0 0 200 300]/Resources<</Font<</F 3 0 R>>/XObject<</Im 4 0 R>>>>"
FULL_IMAGE = f"q 200 0 0 300 0 0 cm {IMAGE} Q"


def pdf(
    *pages: str, info: str = "", catalog: str = "", page: str = "", font: str = "Helvetica", rest: str = ""
) -> bytes:
    """A PDF with these page contents; each page is 200 by 300 points."""
    numbers = [10 + 2 * index for index in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        f"1 0 obj<</Type/Catalog/Pages 2 0 R{catalog}>>endobj",
        f"2 0 obj<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>endobj",
        f"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>endobj",
        f"4 0 obj<<{DOT}/Length 1>>stream\nx\nendstream endobj",
        f"5 0 obj<<{info}>>endobj",
    ]
    for number, content in zip(numbers, pages, strict=True):
        objects += [
            f"{number} 0 obj<</Type/Page/Parent 2 0 R{SHEET}/Contents {number + 1} 0 R{page}>>endobj",
            f"{number + 1} 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj",
        ]
    whole = "\n".join(["%PDF-1.4", *objects, f"trailer<</Root 1 0 R/Info 5 0 R{rest}>>", "%%EOF", ""])
    return whole.encode("latin-1")


def at(x: float, y: float, text: str, *, size: float = 10, mode: int = 0) -> str:
    """Text at a place."""
    return f"BT {mode} Tr /F {size} Tf {x} {y} Td ({text}) Tj ET"


def test_lines_become_paragraphs_again(read_here: Read) -> None:
    page = "\n".join(
        [
            at(20, 280, "TITLE OF IT"),
            at(20, 260, "a line that fills the whole width"),
            at(20, 248, "and ends here."),
            at(20, 236, "another line that fills the width"),
            at(20, 224, "below it, and after a wide gap"),
            at(20, 195, "a third."),
        ]
    )
    reading = read_here(Kind.PDF, pdf(page))

    assert reading.title == "TITLE OF IT"
    assert reading.paragraphs == (
        "a line that fills the whole width and ends here.",
        "another line that fills the width below it, and after a wide gap",
        "a third.",
    )


def test_letters_are_put_where_they_stand(read_here: Read) -> None:
    drawn_late = "\n".join(
        [at(20, 200, "n"), at(31.12, 200, "ng"), at(25.56, 200, "o"), at(48, 200, "after")]
    )

    assert read_here(Kind.PDF, pdf(drawn_late)).paragraphs == ("nong after",)


def test_columns_are_read_one_after_the_other(read_here: Read) -> None:
    left = [at(10, 280 - 12 * n, f"left {n} is full") for n in range(4)]
    right = [at(120, 280 - 12 * n, f"right {n} is") for n in range(4)]
    reading = read_here(Kind.PDF, pdf("\n".join(left + right)))

    text = " ".join(reading.paragraphs)
    assert text.index("left 3") < text.index("right 0")


def test_running_heads_and_page_numbers_stand_aside(read_here: Read) -> None:
    pages = [
        "\n".join(
            [
                at(20, 290, f"Truong A - bai {n}"),
                *(at(20, 250 - 12 * k, f"{chr(97 + 4 * n + k) * 9} and so on") for k in range(4)),
                at(100, 10, f"- {n} -"),
            ]
        )
        for n in range(3)
    ]
    reading = read_here(Kind.PDF, pdf(*pages))

    assert "Truong" not in reading.text
    assert "-" not in reading.text
    assert reading.aside[0] == ("header", "Truong A - bai 0")
    assert reading.words == 3 * 4 * 4


def test_a_head_of_two_lines_goes_whole(read_here: Read) -> None:
    head = [at(20, 290, "Tac gia: Mai, dien thoai 0912"), at(20, 280, "345 678")]
    pages = [
        "\n".join([*head, *(at(20, 250 - 12 * k, f"{chr(97 + 4 * n + k) * 9} and so on") for k in range(4))])
        for n in range(2)
    ]
    reading = read_here(Kind.PDF, pdf(*pages))

    assert "345" not in reading.text
    assert reading.aside == (("header", "Tac gia: Mai, dien thoai 0912"), ("header", "345 678"))


def test_a_centred_title_of_two_lines_is_one(read_here: Read) -> None:
    lines = [at(20, 280 - 12 * k, "a line that fills the width here") for k in range(4)]
    title = [at(40, 310, "a title that is long"), at(61, 297, "and bold")]
    data = pdf("\n".join([*title, *lines]), font="Helvetica-Bold").replace(b"0 0 200 300", b"0 0 200 400")
    reading = read_here(Kind.PDF, data)

    assert reading.paragraphs[0] == "a title that is long and bold"


def test_a_paragraph_goes_on_over_the_page(read_here: Read) -> None:
    first = "\n".join(at(20, 100 - 12 * k, "a line that fills the whole width") for k in range(3))
    reading = read_here(Kind.PDF, pdf(first, at(20, 280, "and goes on.")))

    assert len(reading.paragraphs) == 1
    assert reading.paragraphs[0].endswith("width and goes on.")


def test_an_old_font_is_converted_by_its_name(read_here: Read) -> None:
    page = at(20, 200, "nh\\251n d\\251n")
    reading = read_here(Kind.PDF, pdf(page, font="ABCDEF+.VnTime"))

    assert reading.paragraphs == ("nhân dân",)
    assert reading.warnings == ("old-font-converted",)


@pytest.mark.parametrize(
    "over",
    [
        "",
        at(20, 200, "a machine read this and may be wrong", mode=3),
        at(20, 10, "Scanned with CamScanner"),
    ],
)
def test_a_scan_is_a_picture_whatever_a_machine_wrote_over_it(read_here: Read, over: str) -> None:
    reading = read_here(Kind.PDF, pdf(f"{FULL_IMAGE}\n{over}"))

    assert reading.paragraphs == ()
    assert len(reading.pages) == 1
    assert reading.warnings == ("no-text",)
    assert [place for place, _ in reading.aside] == (["text-behind-picture"] if over else [])


def test_text_upon_a_coloured_page_is_text(read_here: Read) -> None:
    lines = "\n".join(at(20, 280 - 12 * k, "one two three four five six") for k in range(8))
    reading = read_here(Kind.PDF, pdf(f"{FULL_IMAGE}\n{lines}"))

    assert (reading.words, reading.pages) == (48, ())


def test_pages_without_text_among_others_are_shown(read_here: Read) -> None:
    reading = read_here(Kind.PDF, pdf(at(20, 200, "text"), FULL_IMAGE, ""))

    assert reading.paragraphs == ("text",)
    assert (len(reading.pages), reading.page_count) == (1, 3)  # the empty page is nothing to see
    assert reading.warnings == ("some-pages-without-text",)


def test_names_beside_the_text_stand_aside(read_here: Read) -> None:
    data = pdf(
        at(20, 200, "text"),
        info="/Author(Mai)/CreationDate(D:20260101)",
        page="/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(of Mai)/T(Nam)>>]",
    )
    xmp = b"<x:xmpmeta><rdf:li>L&#xf4; Mai</rdf:li></x:xmpmeta>"
    reading = read_here(Kind.PDF, data.replace(b"trailer", b"%" + xmp + b"\ntrailer"))

    assert reading.aside == (
        ("pdf:Author", "Mai"),
        ("comment", "of Mai"),
        ("comment", "Nam"),
        ("xmp", "Lô Mai"),
    )


def test_scripts_and_launch_actions_are_not_run(read: Read) -> None:
    catalog = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(calc.exe)>>>>"

    assert read(pdf(at(20, 200, "text"), catalog=catalog), name="bai.pdf").paragraphs == ("text",)


def test_a_file_filled_up_with_nothing_is_whole_and_a_cut_one_is_not(read_here: Read) -> None:
    data = pdf(at(20, 200, "text"))

    assert read_here(Kind.PDF, data + bytes(100_000)).paragraphs == ("text",)
    assert read_here(Kind.PDF, data[:-10] + bytes(100_000)).refusal == "damaged"


def test_a_password_is_told(read: Read) -> None:
    secret = "41" * 32
    locked = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{secret}>/U<{secret}>/P -4>>/ID[<{secret}><{secret}>]"

    assert read(pdf(at(20, 200, "text"), rest=locked), name="bai.pdf").refusal == "encrypted"
