"""Cover sheets on paper: one a page, read by a scanner, the same bytes each time, nothing in them but what we say."""

from random import Random

import pypdfium2
import pytest
import zxingcpp

from contest.exports import covers as printing
from contest.exports.covers import SheetSaid, cover_sheets
from contest.plumbing.codes import draw_token
from contest.scanning.rules import Cover, cover_of
from tests.scanning.scanner import covers, scanned, smudged

TOKEN = draw_token(rng=Random(1))
BOUND = SheetSaid(7, TOKEN, 137, "CL26-7KQ4-9")
AHEAD = SheetSaid(42, TOKEN)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as paper:
        return [paper[n].get_textpage().get_text_range() for n in range(len(paper))]


def seen(page) -> Cover | None:
    return cover_of([code.text for code in zxingcpp.read_barcodes(page.convert("L"))])


def test_the_same_sheets_are_the_same_bytes():
    assert cover_sheets("Gương sáng", [BOUND, AHEAD]) == cover_sheets("Gương sáng", [BOUND, AHEAD])


def test_codes_of_sheets_once_printed_are_not_kept_for_good():
    assert printing._svg.cache_info().maxsize is not None


def test_a_sheet_of_an_entry_tells_its_number_and_receipt_and_one_made_ahead_its_own():
    bound, ahead = texts(cover_sheets("Gương sáng", [BOUND, AHEAD]))
    assert {"137", "CL26-7KQ4-9", "Tờ bìa số 7"} <= set(bound.splitlines())
    assert {"42", "Ghi số này vào sổ khi nhập bài."} <= set(ahead.splitlines())
    assert "CL26" not in ahead


@pytest.mark.parametrize("title", ["Gương", "Những tấm gương điển hình " * 11, "ĐẶC BIỆT ỆỮẪ " * 20])
def test_a_sheet_is_one_page_however_long_the_contests_name(title):
    assert len(texts(cover_sheets(title[:300], [BOUND, AHEAD, BOUND]))) == 3


def test_what_a_title_says_stays_text():
    (page,) = texts(cover_sheets('#read("/etc/passwd") $x$ <b> *đậm*', [BOUND]))
    assert '#read("/etc/passwd") $x$ <b> *đậm*' in page


def test_the_file_names_nobody_and_no_day():
    with pypdfium2.PdfDocument(cover_sheets("Gương sáng", [BOUND])) as paper:
        told = paper.get_metadata_dict(skip_empty=True)
    assert set(told) <= {"Title", "Creator", "Producer", "CreationDate", "ModDate"}
    assert "1980" in told.get("CreationDate", "1980")


@pytest.mark.parametrize("small", [1.0, 0.7, 0.5])
def test_a_scanner_reads_it_askew_and_coarse(small):
    (page,) = scanned(covers([BOUND]))
    coarse = page.resize((round(page.width * small), round(page.height * small)))
    assert seen(coarse) == Cover(TOKEN)


def test_a_smudge_over_the_large_code_leaves_the_small_one():
    (page,) = covers([BOUND])
    page.paste(90, (0, page.height // 6, page.width * 3 // 5, page.height // 2))
    assert seen(page) == Cover(TOKEN)


def test_what_outlives_both_codes_still_says_that_it_is_a_cover():
    (page,) = covers([BOUND])
    assert seen(smudged(page)) == Cover(None)
