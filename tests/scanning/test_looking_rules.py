"""Blank sides are known by their lack of ink, however the paper shades and whatever shines through it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from contest.scanning.rules import is_blank
from tests.scanning.scanner import A4, blank, scanned, smudged, written


def grey(page):
    return np.asarray(page.resize((540, 700)))


@pytest.mark.parametrize("shade", [255, 246, 225])
def test_the_back_of_a_sheet_is_blank(shade):
    (page,) = scanned([blank(shade)])
    assert is_blank(grey(page))


def test_a_written_page_is_not():
    (page,) = scanned([written("Trang một")])
    assert not is_blank(grey(page))


def test_one_line_of_writing_is_enough():
    page = Image.new("L", A4, 248)
    ImageDraw.Draw(page).line([(100, 300), (300, 310), (310, 290), (520, 305)], fill=70, width=3)
    assert not is_blank(grey(*scanned([page])))


def test_shadows_at_the_edges_and_punched_holes_do_not_count():
    page = blank()
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 12, A4[1]), fill=90)
    pen.ellipse((6, 400, 30, 424), fill=20)
    assert is_blank(grey(page))


def test_a_black_page_is_not_blank_but_odd():
    assert not is_blank(np.zeros((700, 500), np.uint8))


def test_a_smudged_cover_is_not_blank():
    assert not is_blank(grey(smudged(blank())))
