"""From marks to names: minutes, the frozen list, the two keys, the papers; and what each refuses."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import write_csv
from tests.cli.office import ORGANIZERS, PASSWORDS, Office


def test_judges_who_differ_are_settled_by_minutes(office: Office) -> None:
    rows = office.mark()
    rows[1][2:8] = [value - most for value, most in zip(rows[1][2:8], (0, 0, 6, 2, 2, 2), strict=True)]
    office.run("scores import", "--round", "1", office.fill(rows, office.folder / "sua.csv"))
    report = json.loads(office.run("settle", "--round", "1", "--json"))
    minutes = [{"blind_code": rows[1][0], "mark": "70,25", "minutes": "Đọc lại cùng nhau."}]

    office.run("settle", "--round", "1", "--lock", code=1)
    office.run("settle", "--round", "1", "--minutes", write_csv(office.folder / "bb.csv", minutes), "--lock")

    assert (report["settled"], report["minutes"]) == (5, 1)
    assert "đã khóa" in office.run("settle", "--round", "1", code=1)


def test_a_list_waits_for_every_mark(office: Office) -> None:
    office.draw()

    assert "Chưa khóa được điểm" in office.run("shortlist", "--round", "1", "--top", "3", code=1)


def test_the_same_cut_is_printed_again_and_another_takes_its_place(office: Office) -> None:
    office.mark()
    office.run("settle", "--round", "1")

    first = office.run("shortlist", "--round", "1", "--top", "2")
    again = office.run("shortlist", "--round", "1", "--top", "2")
    other = office.run("shortlist", "--round", "1", "--threshold", "71,5")

    assert first == again
    assert "số 1: 2 bài" in first
    assert "số 2: 3 bài" in other


def test_the_next_round_reads_the_shortlist(office: Office) -> None:
    office.mark()
    office.run("settle", "--round", "1")
    office.run("shortlist", "--round", "1", "--top", "2")

    dealt = json.loads(office.run("draw", "--round", "2", "--seed", "1", "--json"))

    assert sum(judge["entries"] for judge in dealt["judges"]) == 2 * 3


def test_unsealing_needs_two_people_with_their_own_passwords(office: Office, keys: Path) -> None:
    office.mark()
    office.run("settle", "--round", "1")
    both = ("--as", ORGANIZERS[0], "--and", ORGANIZERS[1])
    early = office.run("unseal", "--round", "1", *both, "--password-file", keys, code=1)
    office.run("shortlist", "--round", "1", "--top", "2")

    same = office.run("unseal", "--round", "1", "--as", "an@thi.vn", "--and", "AN@thi.vn", code=1)
    wrong = office.run("unseal", "--round", "1", *both, given="sai\nsai\n", code=1)
    judge = office.run(
        "unseal",
        "--round",
        "1",
        "--as",
        ORGANIZERS[0],
        "--and",
        "gk1@thi.vn",
        "--password-file",
        keys,
        code=1,
    )
    names = office.run(
        "export", "--round", "1", "--as", "csv", "--out", office.folder / "x.csv", "--names", code=1
    )

    assert "chưa chốt danh sách" in early
    assert "người khác" in same
    assert "chưa đúng" in wrong
    assert "chưa đúng" in judge
    assert "chưa ghép" in names
    assert not (office.folder / "x.csv").exists()
    assert "Đã ghép phách" in office.run("unseal", "--round", "1", *both, given="\n".join(PASSWORDS) + "\n")
    office.run("unseal", "--round", "1", *both, "--password-file", keys, code=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_a_password_file_that_others_read_is_refused(office: Office, keys: Path) -> None:
    keys.chmod(0o644)

    said = office.run(
        "unseal",
        "--round",
        "1",
        "--as",
        ORGANIZERS[0],
        "--and",
        ORGANIZERS[1],
        "--password-file",
        keys,
        code=1,
    )

    assert "chmod 600" in said


@pytest.mark.parametrize(
    ("paper", "code"),
    [("intake-register", 0), ("judge-progress", 0), ("score-summary", 1), ("shortlist", 1), ("thơ", 1)],
)
def test_a_paper_is_written_once_it_can_be(office: Office, paper: str, code: int) -> None:
    office.draw()
    out = office.folder / "paper.csv"

    office.run("export", "--round", "1", "--as", "csv", "--paper", paper, "--out", out, code=code)

    assert out.exists() is (code == 0)
