"""One blind copy as a PDF to be read: what a judge sees of it, and its code. It carries no date."""

from contest.exports.formats import pdf
from contest.exports.formats.cells import tidy
from contest.screening.models import BlindCopy

WORDS = {
    "code": "Mã phách",
    "figure": "Nhân vật",
    "pages": "Bài gồm các trang ảnh trong cùng thư mục.",
}


def blind_pdf(code: str, copy: BlindCopy) -> bytes:
    """The PDF of a copy; the same copy gives the same bytes."""
    figure = ", ".join(part for part in (copy.figure_name, copy.figure_note) if part)
    return pdf.typeset(
        "blind_copy",
        {
            "words": WORDS,
            "code": code,
            "title": tidy(copy.title),
            "category": tidy(copy.category_name),
            "figure": tidy(figure),
            "paragraphs": [tidy(text) for text in copy.paragraphs],
        },
        tagged=True,
    )
