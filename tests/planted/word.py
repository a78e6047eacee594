"""DOCX, ODT and RTF with the name in every place that a word processor knows, and some that it does not."""
# ruff: noqa: E501, ISC004, UP030 - markup is easier to check on one line

import io
from zipfile import ZipFile

from tests.planted.pictures import jpeg
from tests.planted.words import BODY, plain, planted

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = (
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/>'
)
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w") as box:
        for name, data in parts.items():
            box.writestr(name, data)
        box.comment = plain("zip comment").encode()
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def relations(*rows: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="r{n}" Type="{kind if kind.startswith("http") else TYPE + kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for n, (kind, target) in enumerate(rows, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def docx() -> bytes:
    """A document with the name in every part."""
    change = 'w:id="1" w:date="2026-01-01T00:00:00Z"'
    body = [
        *map(paragraph, BODY),
        paragraph(f"Người viết bài này: {planted('body')}"),
        f'<w:p><w:ins w:author="{planted("ins author")}" {change}><w:r><w:t>thêm</w:t></w:r></w:ins>'
        f'<w:del w:author="{planted("del author")}" {change}><w:r><w:delText>{planted("deleted")}</w:delText></w:r></w:del>'
        "</w:p>",
        f'<w:p><w:r><w:t>Có ảnh </w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="u"><wp:docPr id="1" name="{planted("drawing name")}"'
        f' descr="{planted("alt text")}" title="{planted("alt title")}"/></wp:inline></w:drawing></w:r></w:p>',
        f'<w:p><w:r><w:pict><v:shape xmlns:v="v" alt="{planted("shape alt")}"><v:textbox><w:txbxContent>'
        f"{paragraph(planted('text box'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        f'<w:p><w:hyperlink r:id="r9"><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>'
        f'<w:bookmarkStart w:id="2" w:name="{plain("bookmark")}"/><w:bookmarkEnd w:id="2"/></w:p>',
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR "{planted("instruction")}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>Hết.</w:t></w:r></w:p>',
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{planted('hidden')}</w:t></w:r></w:p>",
        f'<w:p><w:r><w:t>Chú thích</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><!-- {planted("xml comment")} -->',
        f'<w:sdt><w:sdtPr><w:alias w:val="{planted("sdt alias")}"/><w:tag w:val="{planted("sdt tag")}"/></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Hẹn gặp lại bản cũ.')}</w:sdtContent></w:sdt>",
    ]
    document = f"<w:document {W} {R}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
    rows = [
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
        ("footnotes", "footnotes.xml"),
        ("endnotes", "endnotes.xml"),
        ("comments", "comments.xml"),
        ("settings", "settings.xml"),
        ("people", "people.xml"),
        ("customXml", "../customXml/item1.xml"),
        ("hyperlink", f"mailto:{plain('hyperlink').replace(' ', '%20')}"),
        ("attachedTemplate", f"file:///C:/{plain('template').replace(' ', '%20')}.dotx"),
        ("image", "media/image1.jpeg"),
    ]
    story = "<w:{0} " + W + ">{1}</w:{0}>"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{MAIN}</Types>',
            "_rels/.rels": relations(
                ("officeDocument", "word/document.xml"),
                (CORE, "docProps/core.xml"),
                ("extended-properties", "docProps/app.xml"),
                ("custom-properties", "docProps/custom.xml"),
            ),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations(*rows),
            "word/header1.xml": story.format("hdr", paragraph(planted("header"))),
            "word/footer1.xml": story.format("ftr", paragraph(planted("footer"))),
            "word/footnotes.xml": story.format(
                "footnotes", f'<w:footnote w:id="2">{paragraph(planted("footnote"))}</w:footnote>'
            ),
            "word/endnotes.xml": story.format(
                "endnotes", f'<w:endnote w:id="2">{paragraph(planted("endnote"))}</w:endnote>'
            ),
            "word/comments.xml": story.format(
                "comments",
                f'<w:comment w:id="0" w:author="{planted("comment author")}" w:initials="{planted("initials")}">'
                f"{paragraph(planted('comment'))}</w:comment>",
            ),
            "word/settings.xml": story.format(
                "settings",
                f'<w:docVars><w:docVar w:name="tac gia" w:val="{planted("variable")}"/></w:docVars>'
                f'<w:documentProtection w:algorithmName="{planted("setting")}"/>',
            ),
            "word/people.xml": f'<w:people {W}><w:person w:author="{planted("people")}"/></w:people>',
            "customXml/item1.xml": f"<data><author>{planted('custom xml')}</author></data>",
            "docProps/core.xml": "<p>"
            + "".join(f"<{tag}>{planted(f'core {tag}')}</{tag}>" for tag in CORE_TAGS)
            + "</p>",
            "docProps/app.xml": f"<p><Company>{planted('company')}</Company><Manager>{planted('manager')}</Manager></p>",
            "docProps/custom.xml": f'<p><property name="Tác giả"><lpwstr>{planted("custom property")}</lpwstr></property></p>',
            "docProps/thumbnail.jpeg": jpeg("thumbnail"),
            "word/media/image1.jpeg": jpeg("embedded"),
            f"word/media/{plain('member name')}.bin": b"x",
        }
    )


CORE_TAGS = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category")
DOCX_KEPT = frozenset(
    (
        *(
            "body",
            "header",
            "footer",
            "footnote",
            "endnote",
            "comment",
            "comment author",
            "people",
            "company",
        ),
        *(
            "manager",
            "template",
            "hyperlink",
            "text box",
            "alt text",
            "alt title",
            "ins author",
            "del author",
        ),
        *("custom xml", "custom property", "hidden", *(f"core {tag}" for tag in CORE_TAGS)),
    )
)
"""Where the reader keeps what it finds for the screener; the rest is gone."""


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "style", "draw", "meta", "config")
)
MORE = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="svg"'
)


def odt() -> bytes:
    """An OpenDocument text with the name in every part."""
    change = f"<dc:creator>{planted('change author')}</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>"
    body = [
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        f"{change}</office:change-info><text:p>{planted('deleted')}</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>",
        '<text:user-field-decls><text:user-field-decl office:value-type="string" '
        f'office:string-value="{planted("field value")}" text:name="{planted("field name")}"/></text:user-field-decls>',
        *(f"<text:p>{line}</text:p>" for line in BODY),
        f"<text:p>Người viết bài này: {planted('body')}</text:p>",
        f"<text:p>Của <text:author-name>{planted('author field')}</text:author-name> đây.</text:p>",
        f"<text:p>Và <text:user-field-get>{planted('user field')}</text:user-field-get> nữa.</text:p>",
        f"<text:p>Ghi<office:annotation><dc:creator>{planted('comment author')}</dc:creator>"
        f"<text:p>{planted('comment')}</text:p></office:annotation> lại.</text:p>",
        f"<text:p>Chú<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        f"<text:note-body><text:p>{planted('footnote')}</text:p></text:note-body></text:note> thích.</text:p>",
        f'<text:p>Ảnh<draw:frame draw:name="{planted("frame name")}"><draw:text-box><text:p>{planted("text box")}</text:p>'
        f"</draw:text-box><svg:title>{planted('alt title')}</svg:title><svg:desc>{planted('alt text')}</svg:desc>"
        "</draw:frame> nhỏ.</text:p>",
        f'<text:p><text:a xlink:href="mailto:{plain("hyperlink").replace(" ", "%20")}">liên kết</text:a></text:p>',
        f"<text:p>Ẩn <text:hidden-text text:string-value='x'>{planted('hidden')}</text:hidden-text> đi.</text:p>",
    ]
    meta = [
        *(
            f"<dc:{tag}>{planted(f'dc {tag}')}</dc:{tag}>"
            for tag in ("creator", "title", "subject", "description")
        ),
        f"<meta:initial-creator>{planted('initial creator')}</meta:initial-creator>",
        f"<meta:printed-by>{planted('printed by')}</meta:printed-by>",
        f'<meta:user-defined meta:name="Tác giả">{planted("user defined")}</meta:user-defined>',
        f"<meta:keyword>{planted('keyword')}</meta:keyword>",
    ]
    styles = (
        "<style:master-page><style:header><text:p>{0}</text:p></style:header>"
        "<style:footer><text:p>{1}</text:p></style:footer></style:master-page>"
    ).format(planted("header"), planted("footer"))
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f"<manifest><!-- {planted('manifest')} --></manifest>",
            "content.xml": f"<office:document-content {SPACES} {MORE}><office:body><office:text>{''.join(body)}"
            "</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES} {MORE}><office:master-styles>{styles}"
            "</office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {SPACES} {MORE}><office:meta>{''.join(meta)}</office:meta>"
            "</office:document-meta>",
            "settings.xml": f"<office:document-settings {SPACES}><config:config-item config:name='PrinterName'>"
            f"{planted('setting')}</config:config-item></office:document-settings>",
            "Pictures/1.jpeg": jpeg("embedded"),
            "Thumbnails/thumbnail.png": jpeg("thumbnail"),
        }
    )


ODT_KEPT = frozenset(
    (
        *(
            "body",
            "author field",
            "user field",
            "comment",
            "comment author",
            "footnote",
            "text box",
            "alt text",
        ),
        *("alt title", "hyperlink", "hidden", "change author", "header", "footer", "dc creator", "dc title"),
        *("dc subject", "dc description", "initial creator", "printed by", "user defined", "keyword"),
    )
)


def escaped(text: str) -> str:
    """RTF's way to write letters beyond ASCII."""
    return "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in text)


def rtf() -> bytes:
    """A Rich Text file with the name in every destination."""
    info = "".join(
        f"{{\\{word} {escaped(planted(word))}}}"
        for word in (
            "author",
            "operator",
            "company",
            "manager",
            "title",
            "subject",
            "keywords",
            "doccomm",
            "hlinkbase",
        )
    )
    parts = [
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}",
        f"{{\\info{info}}}",
        f"{{\\*\\userprops{{\\propname Tac gia}}\\proptype30{{\\staticval {escaped(planted('custom property'))}}}}}",
        f"{{\\*\\docvar {{{plain('variable name')}}}{{{plain('variable')}}}}}",
        f"{{\\*\\revtbl{{Unknown;}}{{{escaped(planted('change author'))};}}}}",
        f"{{\\header \\pard {escaped(planted('header'))}\\par}}",
        f"{{\\footer \\pard {escaped(planted('footer'))}\\par}}",
        *(f"\\pard {escaped(line)}\\par" for line in BODY),
        f"\\pard {escaped('Người viết bài này: ' + planted('body'))}\\par",
        f"\\pard Ghi{{\\footnote \\pard {escaped(planted('footnote'))}}} l\\u7841?i.\\par",
        f"\\pard Xem{{\\*\\atnid {escaped(planted('initials'))}}}{{\\*\\atnauthor {escaped(planted('comment author'))}}}"
        f"{{\\*\\annotation \\pard {escaped(planted('comment'))}}}.\\par",
        f"\\pard {{\\shp{{\\*\\shpinst{{\\sp{{\\sn wzDescription}}{{\\sv {plain('alt text')}}}}}"
        f"{{\\shptxt \\pard {escaped(planted('text box'))}\\par}}}}}}\\par",
        f'\\pard {{\\field{{\\*\\fldinst HYPERLINK "mailto:{plain("hyperlink")}"}}{{\\fldrslt m\\u7897?t trang}}}}\\par',
        f"\\pard {{\\*\\bkmkstart {plain('bookmark')}}}{{\\*\\bkmkend x}}H\\u7871?t.\\par",
        f"\\pard {{\\deleted {escaped(planted('deleted'))}}}{{\\v {escaped(planted('hidden'))}}}Ch\\u224?o.\\par",
        f"{{\\*\\unknown {plain('unknown destination')}}}",
        "}",
    ]
    return "\n".join(parts).encode("ascii")


RTF_KEPT = frozenset(
    (
        *("author", "operator", "company", "manager", "title", "subject", "keywords", "doccomm", "hlinkbase"),
        *("custom property", "change author", "header", "footer", "body", "footnote", "comment"),
        *("comment author", "text box", "hidden"),
    )
)
