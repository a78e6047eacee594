"""One export and its peers, each run measured in the process it is called in."""

import csv
import importlib.util
import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import IO, Any, BinaryIO, Final, cast

from benchmarks.measuring import own_peak_mb, peak_of_children_mb

FILES: Final = 1_000
FILE_SIZE: Final = 200_000
CERTIFICATES: Final = 1_000
PAPERS: Final = {
    "register": ("intake-register", False),
    "register-names": ("intake-register", True),
    "intake": ("intake-report", True),
    "units": ("unit-list", True),
    "screening": ("screening-minutes", False),
    "settling": ("settling-minutes", False),
    "marking": ("marking-minutes", False),
    "summary": ("score-summary", False),
    "figures": ("judge-figures", False),
    "list": ("shortlist", True),
    "unsealing": ("unsealing-minutes", True),
    "authors": ("author-list", True),
    "report": ("final-report", True),
}
"""The papers out of a database: what their case is called, the paper, and whether it names authors."""

ENTRIES: Final = "entries"
FILLED: Final = frozenset({*PAPERS, ENTRIES})
"""The cases that read a database."""

HELD: Final = "rows held, csv module"
PAPER_METHODS: Final = {"ours, xlsx": HELD, "ours, csv": HELD, HELD: None}
METHODS: Final[dict[str, dict[str, str | None]]] = {
    "xlsx": {"ours": "openpyxl", "openpyxl": None},
    "csv": {"ours": "csv module", "csv module": None},
    **dict.fromkeys(PAPERS, PAPER_METHODS),
    ENTRIES: {"ours": None},
    "archive": {"ours": "zipfile", "zipfile": None, "zip -0": None},
    "certificates": {"all in one PDF": "each in a PDF, zipped", "each in a PDF, zipped": None},
}
"""Each case's methods, and the peer that its time is held against."""

WORDS: Final = (
    "Người giữ lửa then Con suối đầu bản Những mùa hoa hồi Bến nước Lớp học trên đồi Con đường của bản "
    "Chị Slao và vườn na Tiếng đàn tính Ngọn đèn biên giới"
).split()
BEGAN: Final = datetime(2026, 5, 19, 1, 30, tzinfo=UTC)


def measure(case: str, method: str, size: int, where: str) -> dict[str, Any]:
    """Seconds, of the wall and of the processor; memory before and at the peak in MB; bytes of the file."""
    folder = Path(where) if Path(where).is_dir() else Path(where).parent
    with ExitStack() as stack:
        act = prepared(case, method, size, Path(where), stack)
        if act is None:
            return {"failed": "not installed"}
        base = own_peak_mb()
        file = stack.enter_context(tempfile.TemporaryFile(dir=folder))
        wall, busy = time.perf_counter(), time.process_time()
        act(cast(BinaryIO, file))
        seconds, processor = time.perf_counter() - wall, time.process_time() - busy
        size_of_file = file.seek(0, os.SEEK_END)
        return {
            "seconds": seconds,
            "processor_seconds": processor,
            "base_mb": base,
            "peak_mb": peak_of_children_mb() if method == "zip -0" else own_peak_mb(),
            "bytes": size_of_file,
        }


def prepared(
    case: str, method: str, size: int, where: Path, stack: ExitStack
) -> Callable[[BinaryIO], object] | None:
    """What is to be measured, with everything imported that it needs; None for a peer that is not there."""
    if case in ("xlsx", "csv"):
        return _table(case, method, size)
    if case == "archive":
        return _archive(method, where)
    if case == ENTRIES:
        return _entries(where, stack)
    if case in PAPERS:
        return _paper(case, method, where, stack)
    return _certificates(size, together=method == "all in one PDF")


def made_up_rows(size: int) -> Iterator[tuple[Any, ...]]:
    """Rows as a paper has them; the same each time."""
    rng = Random(size)
    for number in range(1, size + 1):
        title = " ".join(rng.choices(WORDS, k=6))
        yield (
            number,
            f"CL26-{rng.randrange(36**4):04X}",
            title,
            rng.choice(("Bút ký", "Ghi chép", "Phóng sự")),
            " ".join(rng.choices(WORDS, k=3)),
            " ".join(rng.choices(WORDS, k=5)),
            Decimal(rng.randrange(4_000, 10_000)) / 100,
            date(2026, 5, 1) + timedelta(days=rng.randrange(120)),
            BEGAN + timedelta(minutes=number),
            "Hợp lệ" if number % 7 else "",
        )


def _table(case: str, method: str, size: int) -> Callable[[BinaryIO], object] | None:
    if method == "openpyxl":
        return _openpyxl(size) if importlib.util.find_spec("openpyxl") else None
    if method == "csv module":
        return lambda file: _by_csv_module(file, made_up_rows(size))
    from contest.exports.formats import FORMATS
    from contest.exports.sheet import Column, Document, Kind, Letterhead, LetterheadStyle, Rows, Table

    kinds = (Kind.NUMBER, Kind.CODE, *[Kind.TEXT] * 4, Kind.POINTS, Kind.DATE, Kind.MOMENT, Kind.TEXT)
    columns = tuple(Column(f"c{n}", f"Cột {n}", kind) for n, kind in enumerate(kinds))
    document = Document(
        title="SỔ TIẾP NHẬN BÀI DỰ THI",
        made_at=BEGAN,
        letterhead=Letterhead(LetterheadStyle.PARTY, "HUYỆN ỦY CHI LĂNG", "BAN TỔ CHỨC CUỘC THI"),
        tables=(Table("", columns, Rows(lambda: made_up_rows(size), size)),),
    )
    return lambda file: FORMATS[case].write(document, file)


def _openpyxl(size: int) -> Callable[[BinaryIO], object]:
    from openpyxl import Workbook

    def write(file: BinaryIO) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for *before, moment, note in made_up_rows(size):
            sheet.append([*before, moment.replace(tzinfo=None), note])
        book.save(file)

    return write


def _by_csv_module(file: BinaryIO, rows: Iterable[tuple[Any, ...]]) -> None:
    stream = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    csv.writer(stream).writerows(rows)
    stream.detach()


def _archive(method: str, where: Path) -> Callable[[BinaryIO], object] | None:
    folder = where / "files"
    if not folder.exists():
        folder.mkdir()
        rng = Random(FILES)
        for number in range(FILES):
            (folder / f"{number:04d}.webp").write_bytes(rng.randbytes(FILE_SIZE))
    paths = sorted(folder.iterdir())
    if method == "zip -0":
        return (lambda file: _by_program(folder, file)) if shutil.which("zip") else None
    return (lambda file: _streamed(paths, file)) if method == "ours" else lambda file: _zipfile(paths, file)


def _streamed(paths: list[Path], file: BinaryIO) -> None:
    from contest.exports.archive.zipped import Member, ZipStream

    pack = ZipStream()
    for path in paths:
        file.writelines(pack.add(Member(path.name, path.stat().st_size, _pieces(path))))
    file.writelines(pack.end())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(1 << 18):
            yield piece


def _zipfile(paths: list[Path], file: BinaryIO) -> None:
    import zipfile

    with zipfile.ZipFile(file, "w") as pack:
        for path in paths:
            pack.write(path, path.name)


def _by_program(folder: Path, file: IO[bytes]) -> None:
    subprocess.run(["zip", "-0", "-q", "-r", "-", "."], cwd=folder, stdout=file, check=True)


def _paper(case: str, method: str, where: Path, stack: ExitStack) -> Callable[[BinaryIO], object]:
    """As the background makes it; or by the same questions, every row held before the library writes them."""
    from contest.charter.queries import contest_named
    from contest.exports.face import Naming
    from contest.exports.long import papers
    from contest.exports.long.face import Asked, Unwatched
    from contest.exports.registry import document_of, paper_of
    from contest.rehearsal.throwaway import throwaway

    key, names = PAPERS[case]
    stack.enter_context(throwaway(like=where))

    def ours(file: BinaryIO) -> None:
        contest, options = contest_named("thu"), {"paper": key, "format": method.split(", ")[1]}
        asked = Asked(contest, contest.rounds[0], options, Naming.SECRETARY if names else Naming.NEVER, BEGAN)
        file.writelines(papers.make(asked, Unwatched()))

    def held(file: BinaryIO) -> None:
        contest = contest_named("thu")
        document = document_of(paper_of(key), contest, contest.rounds[0], names=names, at=BEGAN)
        tables = [list(table.rows) for table in document.told_tables()]
        _by_csv_module(file, (row for rows in tables for row in rows))

    return held if method == HELD else ours


def _entries(where: Path, stack: ExitStack) -> Callable[[BinaryIO], object]:
    """Everything received as an archive by author, as the background makes it."""
    from contest.charter.queries import contest_named
    from contest.exports.face import Naming
    from contest.exports.long import archives
    from contest.exports.long.face import Asked, Unwatched
    from contest.rehearsal.throwaway import throwaway

    stack.enter_context(throwaway(like=where))

    def ours(file: BinaryIO) -> None:
        contest = contest_named("thu")
        options = {"by": archives.AUTHOR, "what": "received"}
        asked = Asked(contest, contest.rounds[0], options, Naming.SECRETARY, BEGAN)
        file.writelines(archives.make(asked, Unwatched()))

    return ours


def _certificates(size: int, *, together: bool) -> Callable[[BinaryIO], object]:
    from contest.exports.archive.zipped import ZipStream
    from contest.exports.certificates import SheetSaid, Wording, certificates
    from contest.exports.sheet import Letterhead, LetterheadStyle, Signature

    words = Wording(
        "GIẤY CHỨNG NHẬN", "BAN TỔ CHỨC CUỘC THI", "chứng nhận tác giả", "Những tấm gương điển hình"
    )
    head = Letterhead(LetterheadStyle.PARTY, "HUYỆN ỦY CHI LĂNG", "BAN TỔ CHỨC CUỘC THI")
    signed = (Signature("BAN TỔ CHỨC\nTRƯỞNG BAN", "TM", "Lương Văn Bình"),)
    rng = Random(size)
    sheets = [
        SheetSaid(
            " ".join(rng.choices(WORDS, k=3)).title(),
            "Chi bộ Trường THCS xã Nhân Lý",
            "ĐẠT GIẢI KHUYẾN KHÍCH",
            f"với tác phẩm “{' '.join(rng.choices(WORDS, k=6))}”",
        )
        for _ in range(size)
    ]
    if together:
        return lambda file: file.write(certificates(words, head, signed, sheets))

    def each(file: BinaryIO) -> None:
        pack = ZipStream()
        for number, sheet in enumerate(sheets):
            file.writelines(pack.add_bytes(f"{number}.pdf", certificates(words, head, signed, [sheet])))
        file.writelines(pack.end())

    return each
