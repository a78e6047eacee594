"""The files as LibreOffice opens them, where it is installed."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.exports.papers import HOSTILE, one_column, written

CALCULATING = "34,76,1,,0,false,true,false,false,false,0,true"
"""UTF-8, numbers recognised, and formulas calculated if there are any."""

OFFICE = shutil.which("soffice")


needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not here: apt-get install libreoffice-calc-nogui"
)


def as_opened(data: bytes, name: str, opening: tuple[str, ...], folder: Path) -> list[str]:
    """Each row as LibreOffice shows it, its cells joined."""
    source = folder / f"source.{name}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    command = [
        OFFICE,
        profile,
        "--headless",
        *opening,
        "--convert-to",
        shown,
        "--outdir",
        folder / "out",
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (folder / "out" / "source.csv").read_text("utf-8")
    return ["".join(row) for row in csv.reader(io.StringIO(text, newline="")) if any(row)]


def heart(text: str) -> str:
    """The first signs of a text, without what cannot be seen and without apostrophes."""
    return re.sub(r"[\s\x00\x01\u200b\ufeff\u00a0']", "", text)[:6]


@needs_office
@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("xlsx", ()),
        ("csv", (f"--infilter=CSV:44,{CALCULATING}",)),
        ("csv", (f"--infilter=CSV:59/9,{CALCULATING}",)),
    ],
    ids=["xlsx", "csv", "csv by another separator"],
)
def test_nothing_is_calculated_when_the_file_is_opened(name, opening, tmp_path):
    planted = [*HOSTILE, "=1+1", '=HYPERLINK("http://x.vn","Xem")', "+1+1", "-1-1", "@SUM(1)", "=2*3"]
    cells = as_opened(written(one_column(planted), name), name, opening, tmp_path)
    assert [heart(cell) for cell in cells[cells.index("Chữ") + 1 :]] == [heart(text) for text in planted]


@needs_office
def test_the_trial_would_show_a_formula_that_got_through(tmp_path):
    raw = b"\xef\xbb\xbfx\r\n=1+1\r\n"
    assert as_opened(raw, "csv", (f"--infilter=CSV:44,{CALCULATING}",), tmp_path) == ["x", "2"]
