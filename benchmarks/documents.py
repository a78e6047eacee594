"""How quickly is what people send read, beside the usual libraries, and does memory stay where it is?

Each case is read by our readers alone (``reader``), through the pool of workers as uploads are (``pool``), and by
other libraries where they exist for it. An ordinary essay has 1,500 words; the PDFs are such essays set by typst
(``pdf``) and LibreOffice's of the samples (``pdf-libreoffice``, which draws its marked letters apart); all else comes
from tests/samples. The last rows re-read a thousand mixed files through the pool: the memory of host and workers
during the first and the last hundred.

    python3 run.py bench documents [--sizes 200] [--mixed 1000] [--json]
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any
from xml.etree import ElementTree as ET

from benchmarks.family import Watch
from benchmarks.measuring import peak_mb

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "samples"
FONTS = ROOT / "contest" / "plumbing" / "fonts"
FILES = 200
MIXED = 1_000
EDGE = 100
PARAGRAPHS, WORDS = 25, 60
SLOW = {"jpeg": 10, "heic": 10, "scan": 20}
"""Pictures take so many times as long: so many times fewer of them are read."""

OF_SAMPLES = {
    "docx-sample": "01-bai-du-thi-unicode.docx",
    "pdf-libreoffice": "08-bai-du-thi.pdf",
    "odt": "09-bai-du-thi.odt",
    "rtf": "11-bai-du-thi.rtf",
    "txt": "06-van-ban-thuan.txt",
    "doc": "10-word-97.doc",
    "jpeg": "12-anh-trang-1.jpg",
    "heic": "14-anh-dien-thoai.heic",
    "scan": "13-ban-quet.pdf",
}
CASES = ("docx", "docx-sample", "pdf", *(case for case in OF_SAMPLES if case != "docx-sample"))
OTHERS = {"docx": ("python-docx", "zip+xml"), "pdf": ("pypdfium2", "pypdf")}
COLUMNS = ("case", "method", "files", "pages", "seconds", "per_second", "ms_each", "peak_mb")
Read = Callable[[Path], int]


def methods_of(case: str) -> Iterator[str]:
    """Who can read a case: ours, and whatever else is installed."""
    yield from ("reader", "pool")
    kind = case.partition("-")[0]
    yield from (other for other in OTHERS.get(kind, ()) if other != "pypdf" or find_spec("pypdf"))


def file_of(case: str, folder: Path) -> Path:
    """The file of a case, made where it is not a sample."""
    if case in OF_SAMPLES:
        return SAMPLES / OF_SAMPLES[case]
    words = (SAMPLES / "06-van-ban-thuan.txt").read_text(encoding="utf-8").split()
    endless = cycle(words)
    essay = [" ".join(islice(endless, WORDS)) for _ in range(PARAGRAPHS)]
    path = folder / f"essay.{case}"
    {"docx": _write_docx, "pdf": _write_pdf}[case](essay, path)
    return path


def _write_docx(essay: list[str], path: Path) -> None:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for text in essay:
        document.add_paragraph(text)
    document.save(str(path))


def _write_pdf(essay: list[str], path: Path) -> None:
    """Three essays in one, so that opening the file weighs what it weighs in life."""
    import typst

    settings = '#set page(margin: 2.5cm, numbering: "1")\n#set par(justify: true)\n#set text(size: 13pt, lang: "vi")\n'
    text = "\n\n".join(f'#"{paragraph.replace(chr(34), "”")}"' for paragraph in essay * 3)
    source = path.with_suffix(".typ")
    source.write_text(settings + text, encoding="utf-8")
    typst.compile(str(source), output=str(path), font_paths=[str(FONTS)])


def reader_for(method: str, folder: Path) -> Read:
    """Reads one file by this method; the pages it had."""
    if method == "reader":
        return _by_reader(folder)
    if method == "pool":
        return _by_pool(folder)
    return {
        "python-docx": _by_python_docx,
        "zip+xml": _by_zip_and_xml,
        "pypdfium2": _by_pypdfium2,
        "pypdf": _by_pypdf,
    }[method]


def _by_reader(folder: Path) -> Read:
    from contest.plumbing.documents import Limits
    from contest.plumbing.documents.worker import read

    return lambda path: read(path, name=path.name, into=folder, limits=Limits()).page_count


def _by_pool(folder: Path) -> Read:
    from contest.plumbing.documents import read_document

    def read(path: Path) -> int:
        reading = read_document(path, into=folder)
        for page in reading.pages:
            page.path.unlink(missing_ok=True)
        return reading.page_count

    return read


def _by_python_docx(path: Path) -> int:
    import docx

    "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return 0


def _by_zip_and_xml(path: Path) -> int:
    with zipfile.ZipFile(path) as box:
        "".join(ET.fromstring(box.read("word/document.xml")).itertext())
    return 0


def _by_pypdfium2(path: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_bounded()
            text_page.close()
            page.close()
        return len(document)


def _by_pypdf(path: Path) -> int:
    from pypdf import PdfReader  # type: ignore[import-not-found,unused-ignore]

    pages = PdfReader(io.BytesIO(path.read_bytes())).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def alone(case: str, method: str, files: int) -> dict[str, Any]:
    """Measure one case by one method, in this very process: the first file, which brings the libraries, not counted."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        path, read = file_of(case, folder), reader_for(method, folder)
        pages = read(path)
        with ThreadPoolExecutor(_at_once() if method == "pool" else 1) as threads:
            list(threads.map(read, [path] * _at_once()))
            started = perf_counter()
            list(threads.map(read, [path] * files))
            seconds = perf_counter() - started
    return row(case, method, files, pages * files, seconds, peak_mb())


def _at_once() -> int:
    return max(2, os.cpu_count() or 2)


def row(case: str, method: str, files: int, pages: int, seconds: float, peak: int | None) -> dict[str, Any]:
    """One row. Units: per_second and ms_each are of pages where there are any, else of files; peak_mb in MB."""
    count = pages or files
    values = (
        case,
        method,
        files,
        pages,
        round(seconds, 3),
        round(count / seconds, 1),
        round(1000 * seconds / count, 3),
        peak,
    )
    return dict(zip(COLUMNS, values, strict=True))


def mixed(files: int) -> list[dict[str, Any]]:
    """Re-read so many mixed files through the pool: memory during the first and the last of them."""
    watch = Watch()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        read = reader_for("pool", Path(name))
        paths = list(islice(cycle(sorted(SAMPLES.glob("[0-9]*"))), files))
        seconds: dict[str, float] = {}
        pages: dict[str, int] = {}
        with ThreadPoolExecutor(_at_once()) as threads, watch:
            edge = min(EDGE, files // 2)
            for part, chosen in (
                (f"first {edge}", paths[:edge]),
                ("between", paths[edge:-edge]),
                (f"last {edge}", paths[-edge:]),
            ):
                watch.part = part
                started = perf_counter()
                pages[part] = sum(threads.map(read, chosen))
                seconds[part] = perf_counter() - started
    whole = row("mixed", "pool", files, 0, sum(seconds.values()), watch.peak("host"))
    whole["pages"] = sum(pages.values())
    rows = [whole]
    for part in seconds:
        if part != "between":
            for who in ("host", "workers"):
                found = row("mixed", f"{who}, {part}", edge, 0, seconds[part], watch.peak(who, part))
                rows.append(found | {"pages": pages[part]})
    return rows


def measure(case: str, method: str, files: int) -> dict[str, Any]:
    """One row, in a process of its own, so that its peak of memory is its own."""
    words = [sys.executable, "-m", "benchmarks.documents", "--alone", case, method, str(files)]
    told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return found


def say(found: dict[str, Any]) -> None:
    """Print one row of the table."""
    print(
        f"{found['case']:<16} {found['method']:<18} {found['files']:>5} {found['pages']:>6} {found['seconds']:>8.2f} s"
        f" {found['per_second']:>9.1f}/s {found['ms_each']:>9.3f} ms {found['peak_mb'] or 0:>5} MB",
        flush=True,
    )


def main(arguments: Sequence[str]) -> int:
    """Measure; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench documents", description=__doc__)
    asked.add_argument("--sizes", default=str(FILES), help="files a case; pictures are read more seldom")
    asked.add_argument("--cases", default=",".join(CASES), help="which cases, parted by commas")
    asked.add_argument("--mixed", type=int, default=MIXED, help="mixed files to re-read; 0 for none")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    asked.add_argument("--alone", nargs=3, help=argparse.SUPPRESS)
    chosen = asked.parse_args(arguments)
    if chosen.alone:
        case, method, files = chosen.alone
        print(json.dumps(alone(case, method, int(files))))
        return 0
    rows = []
    for size in map(int, chosen.sizes.split(",")):
        for case in filter(None, chosen.cases.split(",")):
            for method in methods_of(case):
                rows.append(measure(case, method, max(size // SLOW.get(case, 1), 1)))
                if not chosen.json:
                    say(rows[-1])
    for found in mixed(chosen.mixed) if chosen.mixed else ():
        rows.append(found)
        if not chosen.json:
            say(found)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
