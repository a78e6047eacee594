"""Where text of an RTF file belongs, by the control word that opens its group."""

from typing import Final

BODY: Final = "body"
NOTES: Final = "footnote"
SILENT: Final = ""
FONTS: Final = "fonts"
PARAGRAPH: Final = "\n\n"

PLACES: Final = {
    "fonttbl": FONTS,
    "footnote": NOTES,
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "annotation": "comment",
    "atnauthor": "comment:author",
    "atnid": "comment:author",
    "shptxt": "text-box",
    "title": "rtf:title",
    "subject": "rtf:subject",
    "author": "rtf:author",
    "manager": "rtf:manager",
    "company": "rtf:company",
    "operator": "rtf:operator",
    "category": "rtf:category",
    "keywords": "rtf:keywords",
    "comment": "rtf:comment",
    "doccomm": "rtf:comment",
    "hlinkbase": "rtf:hlinkbase",
    "staticval": "rtf:custom",
    "template": "rtf:template",
    "revtbl": "tracked-change:author",
    **dict.fromkeys(
        """colortbl stylesheet info pict object objdata nonshppict fldinst listtable listoverridetable
        rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl mmathPr
        pgptbl filetbl bkmkstart bkmkend datafield formfield sp userprops listtext pntext
        pntxta pntxtb falt panose fontemb ftnsep ftnsepc aftnsep aftnsepc""".split(),
        SILENT,
    ),
}
"""Anything not named here belongs where the text around it does, unless it is marked as optional."""

SHOWN_OPTIONAL: Final = frozenset({"shpinst", "shptxt", "shppict", "annotation", "atnauthor", "atnid"})
"""Optional groups, beyond those with a place, that hold text to be read."""

SIGNS: Final = {
    "par": PARAGRAPH,
    "sect": PARAGRAPH,
    "page": PARAGRAPH,
    "column": PARAGRAPH,
    "cell": PARAGRAPH,
    "nestcell": PARAGRAPH,
    "row": PARAGRAPH,
    "line": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
"""Control words that stand for a character; some end a paragraph."""

CODE_PAGES: Final = {
    0: "cp1252", 1: "", 2: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""The code page of a font's character set; empty for that of the document."""
