"""What of an ODT file is body, and what stands aside."""

import io
import zipfile

import pytest
from PIL import Image

from contest.plumbing.documents import Kind
from tests.plumbing.documents.conftest import Read
from tests.plumbing.documents.made import zipped

NAMES = " ".join(
    f'xmlns:{name}="{name}"'
    for name in ("office", "text", "style", "fo", "draw", "svg", "dc", "meta", "table")
)
STYLES = (
    '<style:font-face style:name="F" svg:font-family="\'.VnTime\'"/>'
    '<style:style style:name="Old" style:family="paragraph"><style:text-properties style:font-name="F"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Old"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-family="Arial"/></style:style>'
    '<style:style style:name="P2" style:parent-style-name="Title"/>'
    '<style:style style:name="P1" style:family="text"><style:text-properties fo:font-family="Arial"/></style:style>'
)


def odt(body: str, **more: str) -> bytes:
    """An ODT file with this body."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<x {NAMES}>{STYLES}<office:body><office:text>{body}</office:text></office:body></x>",
            **{name.replace("_", "."): f"<x {NAMES}>{content}</x>" for name, content in more.items()},
        }
    )


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ('<text:p text:style-name="P1">nh©n d©n</text:p>', ("nhân dân",)),
        (
            '<text:p text:style-name="P1">d©n <text:span text:style-name="T1">à</text:span> d©n</text:p>',
            ("dân à dân",),
        ),
        ("<text:p>a<text:s/>b<text:tab/>c<text:line-break/>d</text:p>", ("a b c", "d")),
        ("<text:p>a\n   b</text:p>", ("a b",)),
        ('<text:p text:style-name="P1"><text:span text:style-name="P1">è</text:span> è</text:p>', ("è ố",)),
        ("<text:p><text:ruby-base>a</text:ruby-base><text:ruby-text>x</text:ruby-text></text:p>", ("a",)),
        ('<text:section text:display="none"><text:p>x</text:p></text:section><text:p>a</text:p>', ("a",)),
        (
            "<text:tracked-changes><text:deletion><text:p>x</text:p></text:deletion></text:tracked-changes><text:p>a</text:p>",
            ("a",),
        ),
        (
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note>b</text:p><text:p>c</text:p>",
            ("ab", "c", "n"),
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
            ("a", "b"),
        ),
    ],
)
def test_the_text_is_read_in_order(read_here: Read, body: str, paragraphs: tuple[str, ...]) -> None:
    assert read_here(Kind.ODT, odt(body)).paragraphs == paragraphs


def test_a_title_is_told_by_its_style(read_here: Read) -> None:
    reading = read_here(
        Kind.ODT, odt('<text:p text:style-name="P2">Gương sáng</text:p><text:p>Một người.</text:p>')
    )

    assert (reading.title, reading.paragraphs) == ("Gương sáng", ("Một người.",))


def test_names_stand_aside(read_here: Read) -> None:
    reading = read_here(
        Kind.ODT,
        odt(
            "<text:p>Bài<office:annotation><dc:creator>Mai</dc:creator><text:p>ơi</text:p></office:annotation>"
            "<draw:frame><svg:desc>Ảnh Mai</svg:desc><draw:text-box><text:p>Khung</text:p></draw:text-box>"
            "</draw:frame></text:p>",
            meta_xml="<office:meta><dc:creator>Lô Mai</dc:creator></office:meta>",
            styles_xml="<style:master-page><style:header><text:p>Trường</text:p></style:header></style:master-page>",
        ),
    )

    assert reading.paragraphs == ("Bài",)
    assert set(reading.aside) == {
        ("comment", "Maiơi"),
        ("alt-text", "Ảnh Mai"),
        ("text-box", "Khung"),
        ("meta:creator", "Lô Mai"),
        ("header", "Trường"),
    }


def test_a_header_has_styles_of_its_own_by_the_names_of_the_body_s(read_here: Read) -> None:
    header = '<style:header><text:p text:style-name="P1">nh©n</text:p></style:header>'
    plain = '<style:style style:name="P1" style:family="paragraph"/>'
    reading = read_here(Kind.ODT, odt("<text:p>Bài</text:p>", styles_xml=plain + header))

    assert reading.aside == (("header", "nh©n"),)


def test_photographed_pages_inside_a_document_become_pages_in_their_order(read_here: Read) -> None:
    made = io.BytesIO(odt("".join(f'<draw:image href="./Pictures/{n}.png"/>' for n in (2, 1))))
    with zipfile.ZipFile(made, "a") as box:
        for number in (1, 2):
            file = io.BytesIO()
            Image.new("RGB", (number * 100, 50)).save(file, "PNG")
            box.writestr(f"Pictures/{number}.png", file.getvalue())
    reading = read_here(Kind.ODT, made.getvalue())

    assert [page.width for page in reading.pages] == [200, 100]
    assert reading.warnings == ("no-text",)


def test_a_password_is_told(read: Read) -> None:
    box = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>",
            "content.xml": "\0\1\2",
        }
    )

    assert read(box, name="bai.odt").refusal == "encrypted"
