"""What of a Word document is body, what stands aside, and how its fonts are found."""

import io

import pytest
from PIL import Image

from contest.plumbing.documents import Kind
from tests.plumbing.documents.conftest import Read
from tests.plumbing.documents.made import docx, p, r, relations, story

OLD = "Uû ban nh©n d©n"
NEW = "Uỷ ban nhân dân"


def _style(key: str, inside: str, kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}">{inside}</w:style>'


def _fonts(font: str) -> str:
    return f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'


STYLES = story(
    "styles",
    f"<w:docDefaults><w:rPrDefault>{_fonts('Arial')}</w:rPrDefault></w:docDefaults>"
    + _style("Old", _fonts(".VnTime"))
    + _style("Child", '<w:basedOn w:val="Old"/>')
    + _style("Round", '<w:basedOn w:val="Round"/>')
    + _style("Capitals", _fonts(".VnTimeH"), kind="character")
    + _style("Ten", '<w:name w:val="Title"/>'),
)
STYLED: dict[str, tuple[str, str | bytes]] = {"styles.xml": ("styles", STYLES)}


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (p(r(OLD, font=".VnTime")), NEW),
        (p(r(OLD, font=".VnTimeH")), NEW.upper()),
        (p(r(OLD, font=".vntimeh")), NEW.upper()),
        (p(r(OLD, font=".VnTimeH,Bold")), NEW.upper()),
        (p(r("Uûy ban nhaân daân", font="VNI-Times")), "Ủy ban nhân dân"),
        (p(r("nha", font="VNI-Times"), r("ân", font="VNI-Times")), "nhân"),  # one letter over two runs
        (p(r(OLD), style="Old"), NEW),
        (p(r(OLD), style="Child"), NEW),
        (p(r(OLD, style="Capitals"), style="Old"), NEW.upper()),  # the character style is nearer
        (p(r(OLD, font="Arial"), style="Old"), OLD),  # the run is nearest
        (p(r("à la carte"), style="Round"), "à la carte"),
        (p(r("t\u00adư tưởng")), "tư tưởng"),  # a soft hyphen is one in a font of today
        (p(r("t­ t­ëng", font=".VnTime")), "tư tưởng"),
        (p(r(NEW, font=".VnTime")), NEW),  # Unicode under an old font's name
        (p(r("Lạng Sơn quê", font=".VnTime"), r(" là nhà", font=".VnTime")), "Lạng Sơn quê là nhà"),
        (p(r("\uf0a9", font=".VnTime")), "â"),
        (p(r("L\u00d5ng S\u00bdn", font="VI Times")), "Lạng Sơn"),
        (p(r("L\u00d5ng S\u00bdn", font="VISCII Times")), "Lạng Sơn"),
        (p('<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:t>t</w:t><w:softHyphen/></w:r>'), "tư"),
    ],
)
def test_the_font_of_each_run_decides(read_here: Read, paragraph: str, text: str) -> None:
    reading = read_here(Kind.DOCX, docx(paragraph, parts=STYLED))

    assert reading.paragraphs == (text,)


THEMED = '<w:rFonts {}w:asciiTheme="{}HAnsi" w:hAnsiTheme="{}HAnsi"/>'.format
NAMED = 'w:ascii="{0}" w:hAnsi="{0}" '.format
OTHER = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs=".VnTime" w:eastAsia=".VnTime"/>'


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (THEMED("", "minor", "minor"), NEW),
        (THEMED("", "major", "major"), OLD),
        (THEMED(NAMED("Arial"), "minor", "minor"), NEW),  # the theme goes before a name
        (THEMED(NAMED(".VnTime"), "major", "major"), OLD),
        (OTHER, OLD),  # fonts of other scripts say nothing of ours
        ('<w:rFonts w:ascii=".VnTime" w:hAnsi="Arial"/>', OLD),  # marked letters are drawn in the second
        ('<w:rFonts w:ascii="Arial" w:hAnsi=".VnTime"/>', NEW),
    ],
)
def test_a_theme_may_name_the_font(read_here: Read, look: str, text: str) -> None:
    theme = (
        '<a:theme xmlns:a="a"><a:majorFont><a:latin typeface="Cambria"/></a:majorFont>'
        '<a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:theme>'
    )
    reading = read_here(Kind.DOCX, docx(p(r(OLD, look=look)), parts={"theme/theme1.xml": ("theme", theme)}))

    assert reading.paragraphs == (text,)


def test_a_table_s_style_is_farther_than_its_paragraphs_and_nearer_than_the_defaults(read_here: Read) -> None:
    styled = STYLES.replace(
        "</w:styles>", _style("Arial", _fonts("Arial")) + _style("T", _fonts(".VnTime"), "table")
    )
    cells = f"<w:tr><w:tc>{p(OLD)}</w:tc><w:tc>{p(OLD, style='Arial')}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>{cells}</w:tbl>'
    reading = read_here(
        Kind.DOCX, docx(table + p(OLD), parts={"styles.xml": ("styles", f"{styled}</w:styles>")})
    )

    assert reading.paragraphs == (NEW, OLD, OLD)


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        ('w:font=".VnTime" w:char="F0A9"', "nhân"),
        ('w:font="Times New Roman" w:char="00E2"', "nhân"),
        ('w:font="Wingdings" w:char="F0E0"', "nhn"),
        ('w:font="Symbol" w:char="0061"', "nhn"),
        ('w:font=".VnTime" w:char="no code"', "nhn"),
    ],
)
def test_a_letter_may_be_named_by_its_code(read_here: Read, symbol: str, text: str) -> None:
    reading = read_here(Kind.DOCX, docx(p("nh", f"<w:r><w:sym {symbol}/></w:r>", "n")))

    assert reading.paragraphs == (text,)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [(OLD, ("old-font-converted",)), (NEW, ("old-font-unsure",)), ("Lang Son", ())],
)
def test_conversion_and_doubt_are_told(read_here: Read, text: str, warnings: tuple[str, ...]) -> None:
    assert read_here(Kind.DOCX, docx(p(r(text, font=".VnTime")))).warnings == warnings


def test_tracked_deletions_go_and_insertions_stay(read_here: Read) -> None:
    body = p(
        "Một ",
        '<w:del w:author="Lô Thị Mai"><w:r><w:delText>hai </w:delText></w:r></w:del>',
        f'<w:ins w:author="Vi Văn Nam">{r("ba")}</w:ins>',
        f'<w:moveFrom w:author="Vi Văn Nam">{r("bốn")}</w:moveFrom>',
    )
    reading = read_here(Kind.DOCX, docx(body))

    assert reading.paragraphs == ("Một ba",)
    assert reading.warnings == ("tracked-changes-left-out",)
    assert {text for place, text in reading.aside} == {"Lô Thị Mai", "Vi Văn Nam"}


def test_paragraphs_whose_parting_was_deleted_are_one_but_no_cell_runs_into_the_next(read_here: Read) -> None:
    gone = '<w:p><w:pPr><w:rPr><w:del w:author="Lô Mai"/></w:rPr></w:pPr>{}</w:p>'.format
    cells = f"<w:tbl><w:tr><w:tc>{gone(r('a'))}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    reading = read_here(Kind.DOCX, docx(gone(r("Một câu ")) + p("nối liền.") + cells + gone(r("c"))))

    assert reading.paragraphs == ("Một câu nối liền.", "a", "b", "c")
    assert reading.warnings == ("tracked-changes-left-out",)
    assert reading.aside == (("tracked-change:author", "Lô Mai"),)


def test_a_field_shows_its_result_and_not_what_stands_in_its_instruction(read_here: Read) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = (mark("begin"), "<w:r><w:instrText>NAME</w:instrText></w:r>", mark("separate"), "x", mark("end"))
    field = (mark("begin"), *inner, mark("separate"), "trang ", *inner, mark("end"))

    assert read_here(Kind.DOCX, docx(p("ở ", *field, " này"))).paragraphs == ("ở trang x này",)


def test_tables_are_read_row_by_row_and_notes_come_last(read_here: Read) -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = (
        f"<w:tbl><w:tr>{cell(p('a'))}{cell(p('b'))}</w:tr><w:tr>{cell(p('c'))}{cell(p('d'))}</w:tr></w:tbl>"
    )
    notes = story(
        "footnotes",
        f'<w:footnote w:type="separator">{p("---")}</w:footnote><w:footnote>{p("Chú thích")}</w:footnote>',
    )
    reading = read_here(Kind.DOCX, docx(table + p("sau"), parts={"footnotes.xml": ("footnotes", notes)}))

    assert reading.paragraphs == ("a", "b", "c", "d", "sau", "Chú thích")


def test_a_break_by_hand_parts_paragraphs_but_not_a_title(read_here: Read) -> None:
    broken = "<w:r><w:t>Một</w:t><w:br/><w:t>hai</w:t></w:r>"
    reading = read_here(Kind.DOCX, docx(p(broken, style="Ten") + p(broken), parts=STYLED))

    assert reading.title == "Một hai"
    assert reading.paragraphs == ("Một", "hai")
    assert reading.words == 2


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (p(r("Gương sáng", look="<w:b/>")), "Gương sáng"),
        (p(r("Gương sáng", look='<w:sz w:val="32"/>')), "Gương sáng"),
        (p("GƯƠNG SÁNG"), "GƯƠNG SÁNG"),
        (p("Gương sáng"), None),
        (p(r("một " * 60, look="<w:b/>")), None),  # nobody's title has sixty words
    ],
)
def test_a_title_is_told_by_its_looks(read_here: Read, first: str, title: str | None) -> None:
    reading = read_here(Kind.DOCX, docx(first + p("Ở bản tôi có một người.") * 3))

    assert reading.title == title
    assert len(reading.paragraphs) == (3 if title else 4)


PLACES = {
    "header": ("header1.xml", "header", story("hdr", p("CANARY"))),
    "footer": ("footer1.xml", "footer", story("ftr", p("CANARY"))),
    "comment": ("comments.xml", "comments", story("comments", f"<w:comment>{p('CANARY')}</w:comment>")),
    "comment:author": ("comments.xml", "comments", story("comments", '<w:comment w:author="CANARY"/>')),
    "tracked-change:author": ("people.xml", "people", story("people", '<w:person w:author="CANARY"/>')),
    "custom-xml": ("item1.xml", "customXml", "<x><author>CANARY</author></x>"),
    "hyperlink": ("mailto:CANARY", "hyperlink", ""),
    "attachedTemplate": ("file:///C:/Users/CANARY/x.dotm", "attachedTemplate", ""),
}


@pytest.mark.parametrize("place", PLACES)
def test_names_beside_the_text_stand_aside(read_here: Read, place: str) -> None:
    name, kind, content = PLACES[place]
    reading = read_here(Kind.DOCX, docx(p("Bài"), parts={name: (kind, content)}))

    assert reading.paragraphs == ("Bài",)
    assert [where for where, text in reading.aside if "CANARY" in text] == [place]


INLINE = {
    "text-box": f"<w:r><w:pict><w:txbxContent>{p('CANARY')}</w:txbxContent></w:pict></w:r>",
    "alt-text": '<w:r><w:drawing><wp:docPr descr="CANARY"/></w:drawing></w:r>',
    "hidden-text": r("CANARY", look="<w:vanish/>"),
}


@pytest.mark.parametrize("place", INLINE)
def test_names_within_the_text_stand_aside(read_here: Read, place: str) -> None:
    reading = read_here(Kind.DOCX, docx(p("Bài", INLINE[place])))

    assert reading.paragraphs == ("Bài",)
    assert reading.aside == ((place, "CANARY"),)


def test_what_is_said_in_two_ways_is_read_once(read_here: Read) -> None:
    twice = f"<mc:Choice>{r('một')}</mc:Choice><mc:Fallback>{r('hai')}</mc:Fallback>"

    assert read_here(
        Kind.DOCX, docx(p(f"<mc:AlternateContent>{twice}</mc:AlternateContent>"))
    ).paragraphs == ("một",)


def test_text_boxes_stand_in_for_an_empty_body(read_here: Read) -> None:
    assert read_here(Kind.DOCX, docx(p(INLINE["text-box"]))).paragraphs == ("CANARY",)


def test_macros_are_left_out_and_told(read: Read) -> None:
    reading = read(docx(p("Bài"), more={"word/vbaProject.bin": "x"}), name="bai.docm")

    assert reading.paragraphs == ("Bài",)
    assert reading.warnings == ("macros-left-out",)


def test_photographed_pages_inside_a_document_become_pages(read_here: Read) -> None:
    files = {f"{width}.jpeg": ("image", _photograph(width)) for width in (100, 3000)}
    shown = (
        "<w:r><w:drawing><a:blip xmlns:a='a' r:embed='r1'/></w:drawing>"
        "<w:pict><v:imagedata xmlns:v='v' r:id='r0'/></w:pict></w:r>"
    )
    reading = read_here(Kind.DOCX, docx(p(shown), parts=files))

    assert reading.warnings == ("no-text",)
    assert [page.width for page in reading.pages] == [
        2000,
        100,
    ]  # as they stand there, not as they were put in


def test_pictures_that_cannot_be_shown_are_not_called_nothing(read_here: Read) -> None:
    drawing = "<w:r><w:drawing><a:blip xmlns:a='a' r:embed='r0'/></w:drawing></w:r>"

    assert read_here(Kind.DOCX, docx(p(drawing), parts={"a.emf": ("image", b"EMF")})).refusal == "unreadable"


def test_a_document_pasted_in_whole_is_not_read_as_nothing(read_here: Read) -> None:
    chunk: dict[str, tuple[str, str | bytes]] = {"a.htm": ("aFChunk", "<p>Bài</p>")}

    assert read_here(Kind.DOCX, docx('<w:altChunk r:id="r0"/>', parts=chunk)).refusal == "unreadable"


@pytest.mark.parametrize("target", ["Word/Document.xml", "word/%64ocument.xml", "/word/document.xml"])
def test_a_part_is_found_however_its_name_is_written(read_here: Read, target: str) -> None:
    made = docx(p("Bài"), more={"_rels/.rels": relations(("officeDocument", target))})

    assert read_here(Kind.DOCX, made).paragraphs == ("Bài",)


def test_a_document_behind_a_password_is_refused(read: Read) -> None:
    assert read(_compound("EncryptedPackage"), name="bai.docx").refusal == "encrypted"


def test_a_compound_file_that_is_no_word_document_is_refused(read: Read) -> None:
    assert read(_compound("Workbook")).refusal == "type-not-accepted"


def _photograph(width: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, 1000), "white").save(file, "JPEG")
    return file.getvalue()


def _compound(stream: str) -> bytes:
    """The smallest compound file that holds one empty stream of this name."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(6)
    numbers = (0, 1, 1, 0, 0x1000, end, 0, end, 0, 0, *[free] * 108)
    fat = (table, end, *[free] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        named = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        return (
            named
            + bytes([len(name) * 2 + 2, 0, kind, 1])
            + _words(free, free, child)
            + bytes(36)
            + _words(end, 0, 0)
        )

    folder = entry("Root Entry", 5, 1) + entry(stream, 2, free) + bytes(256)
    return head + _words(*numbers) + _words(*fat) + folder


def _words(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4, "little") for number in numbers)
