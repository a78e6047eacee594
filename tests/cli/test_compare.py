"""``compare``: what resembles what, for people and, a line each, for programs."""

import csv
import json
from pathlib import Path

from tests.cli.office import Shell
from tests.screening.copies import copied, essay


def entered(shell: Shell, folder: Path) -> list[str]:
    """Two entries of one unit with one text and one of another; their receipts."""
    rows = (("Lô Văn An", "Xã Nhân Lý", essay(1)), ("Lô Thị Bình", "Xã Nhân Lý", copied(1)))
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ("title", "category", "author_name", "author_birth", "author_unit", "figure_name", "file")
        )
        for n, (name, unit, text) in enumerate((*rows, ("Vi Văn Cường", "Xã Vạn Linh", essay(2)))):
            (folder / f"{n}.txt").write_text("\n".join(text.paragraphs), encoding="utf-8")
            writer.writerow((f"Bài {n}", "Ghi chép", name, "1980", unit, "Nông Văn Slao", f"{n}.txt"))
    said = shell(
        "entries", "import", "--contest", "thi", "--manifest", folder / "list.csv", "--files", folder
    )
    assert said.exit_code == 0, said.output
    return [row["receipt"] for row in json.loads(shell("entries list --contest thi --json").output)]


def test_each_cluster_is_one_line_of_json(shell: Shell, contest: str, tmp_path: Path) -> None:
    receipts = entered(shell, tmp_path)
    (line,) = shell(f"compare {contest} --json").output.splitlines()
    told = json.loads(line)
    assert set(told["entries"]) <= set(receipts)
    assert (len(told["entries"]), told["unit"], told["waiting"]) == (2, "Xã Nhân Lý", 1)
    assert told["pairs"][0]["share_of_a"] == told["strongest"] == 1.0
    assert shell(f"compare {contest} --json").output == f"{line}\n"


def test_people_read_it_in_words(shell: Shell, contest: str, tmp_path: Path) -> None:
    entered(shell, tmp_path)
    said = shell(f"compare {contest}").output
    assert "2 bài, cùng đơn vị Xã Nhân Lý" in said
    assert "Đã so 3 bài với nhau" in said


def test_a_contest_that_is_not_there_is_refused(shell: Shell) -> None:
    assert shell("compare khong-co").exit_code == 1
