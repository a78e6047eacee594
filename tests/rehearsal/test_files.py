import io
from random import Random

import docx
import pypdfium2 as pdfium
import pytest
from PIL import Image

from contest.rehearsal.essays import Essay, write_essay
from contest.rehearsal.files import as_docx, as_pdf, as_photos, as_txt


@pytest.fixture(scope="module")
def essay() -> Essay:
    return write_essay(Random("files"), words=(700, 1200))


def test_a_word_file_gives_back_title_and_paragraphs(essay):
    document = docx.Document(io.BytesIO(as_docx(essay)))

    assert [paragraph.text for paragraph in document.paragraphs] == [essay.title, *essay.paragraphs]
    assert document.core_properties.author == ""


def test_a_word_file_can_name_its_author_where_it_should_not(essay):
    document = docx.Document(io.BytesIO(as_docx(essay, author="Nông Thị Mến")))

    assert "Nông Thị Mến" in document.sections[0].header.paragraphs[0].text
    assert document.core_properties.author == "Nông Thị Mến"


def test_a_pdf_gives_back_the_same_words(essay):
    pdf = pdfium.PdfDocument(as_pdf(essay))
    read = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()

    assert read.split() == f"{essay.title} {essay.text}".split()


def test_a_text_file_is_utf8(essay):
    assert as_txt(essay).decode().split() == f"{essay.title} {essay.text}".split()


def test_the_same_essay_gives_the_same_bytes(essay):
    assert as_docx(essay) == as_docx(essay)
    assert as_pdf(essay) == as_pdf(essay)
    assert as_photos(essay, Random(1)) == as_photos(essay, Random(1))


def test_photographs_are_a_few_small_pages(essay):
    photos = as_photos(essay, Random(2))

    assert 1 <= len(photos) <= 3
    for photo in photos:
        assert len(photo) < 400_000
        assert Image.open(io.BytesIO(photo)).format == "JPEG"
