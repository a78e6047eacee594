"""Word templates as an office might draw them."""

from pathlib import Path

import docx
from docx.document import Document


def drawn(folder: Path, *tables: tuple[str, ...], lines: tuple[str, ...] = ()) -> Path:
    """A template of these lines, then tables of a heading and one row."""
    made = docx.Document()
    for text in lines:
        made.add_paragraph(text)
    for row in tables:
        table = made.add_table(rows=2, cols=len(row))
        for cell, text in zip(table.rows[1].cells, row, strict=True):
            cell.text = text
    return kept(made, folder)


def kept(made: Document, folder: Path) -> Path:
    """The template as a file."""
    path = folder / "mau.docx"
    made.save(str(path))
    return path
