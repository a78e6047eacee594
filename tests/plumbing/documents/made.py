"""Files made for tests: Word documents and ZIP containers, good and bad."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
MAIN = ("officeDocument", "word/document.xml")


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return file.getvalue()


def relations(*pairs: tuple[str, str]) -> str:
    """A part of relations, from (kind, target); a target with a colon lies outside."""
    rows = (
        f'<Relationship Id="r{n}" Type="{R}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for n, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="x">{"".join(rows)}</Relationships>'


def docx(
    body: str,
    *,
    parts: dict[str, tuple[str, str | bytes]] | None = None,
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """A Word document with this body; parts: name -> (kind of relation, content below word/)."""
    parts = parts or {}
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(MAIN),
            "word/document.xml": story("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(*((kind, name) for name, (kind, _) in parts.items())),
            **{f"word/{name}": content for name, (_, content) in parts.items() if ":" not in name},
            **(more or {}),
        }
    )


def story(root: str, inside: str) -> str:
    """A part of a Word document."""
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="wp" xmlns:mc="mc">{inside}</w:{root}>'


def p(*runs: str, style: str = "") -> str:
    """A paragraph of runs; plain text becomes a run."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, *, font: str = "", style: str = "", look: str = "") -> str:
    """A run of text."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{named}{fonts}{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
