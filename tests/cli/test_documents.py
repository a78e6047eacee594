"""``documents read``: a line a file, whatever the file is."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contest.cli import cli

SAMPLES = Path(__file__).parents[1] / "samples"
COLUMNS = ["file", "kind", "words", "pages", "text_sha256", "warnings", "refusal"]


def read(*words: object) -> Result:
    result = CliRunner().invoke(cli, ["documents", "read", *map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(*words: object) -> list[dict[str, object]]:
    result = read(*words, "--json")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_file_has_its_line_in_the_order_given(tmp_path: Path) -> None:
    names = ["17-doi-duoi.docx", "01-bai-du-thi-unicode.docx", "15-rong.docx", "13-ban-quet.pdf"]
    missing = tmp_path / "không có.docx"

    found = rows(missing, *(SAMPLES / name for name in names), tmp_path)

    assert [list(row) for row in found] == [COLUMNS] * 6
    assert [row["file"] for row in found] == [
        str(missing),
        *(str(SAMPLES / name) for name in names),
        str(tmp_path),
    ]
    assert [row["refusal"] for row in found] == ["missing", "name-differs", None, "empty", None, "not-a-file"]
    assert [row["kind"] for row in found] == [None, "jpeg", "docx", None, "pdf", None]
    assert [row["words"] for row in found] == [0, 0, 1126, 0, 0, 0]
    assert [row["pages"] for row in found] == [0, 0, 0, 0, 3, 0]
    assert found[4]["warnings"] == ["no-text"]


def test_the_digest_is_that_of_the_text_in_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gương sáng\r\nMột người ở bản.", encoding="utf-16")

    (row,) = rows(tmp_path / "a.txt", "--text", tmp_path / "out.txt")

    text = (tmp_path / "out.txt").read_bytes()
    assert text == "Gương sáng\nMột người ở bản.\n".encode()
    assert row["text_sha256"] == hashlib.sha256(text.removesuffix(b"\n")).hexdigest()


def test_a_refused_file_has_no_digest_and_leaves_no_text(tmp_path: Path) -> None:
    (row,) = rows(SAMPLES / "16-bi-cat.docx", "--text", tmp_path / "out.txt")

    assert (row["text_sha256"], row["refusal"]) == (None, "damaged")
    assert not (tmp_path / "out.txt").exists()


def test_a_table_says_it_in_sentences() -> None:
    said = read(SAMPLES / "04-tcvn3-vntime.docx", SAMPLES / "16-bi-cat.docx").stdout

    assert "1126 từ" in said
    assert "đã được chuyển sang Unicode" in said
    assert "Tệp này bị hỏng" in said


def test_one_text_can_go_to_standard_output() -> None:
    result = read(SAMPLES / "06-van-ban-thuan.txt", "--text", "-", "--json")

    assert result.stdout.startswith("Thực hiện chuyên đề năm 2018")
    assert json.loads(result.stderr)["words"] == 1126


def test_several_texts_go_into_a_folder_told_apart_by_number(tmp_path: Path) -> None:
    for folder in ("một", "hai"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bài.txt").write_text(folder, encoding="utf-8")

    rows(tmp_path / "một" / "bài.txt", tmp_path / "hai" / "bài.txt", "--text", tmp_path / "out")

    texts = {file.name: file.read_text("utf-8") for file in (tmp_path / "out").iterdir()}
    assert texts == {"bài.txt.txt": "một\n", "bài.txt-2.txt": "hai\n"}


def test_several_texts_do_not_fit_standard_output() -> None:
    sample = SAMPLES / "06-van-ban-thuan.txt"

    assert read(sample, sample, "--text", "-").exit_code == 2


def test_what_is_no_essay_has_its_line_among_the_others(tmp_path: Path) -> None:
    (tmp_path / "rỗng.docx").touch()
    (tmp_path / "lớn.pdf").write_bytes(b"%PDF-" + bytes(21 * 1024 * 1024))
    (tmp_path / "vòng.txt").symlink_to("vòng.txt")
    (tmp_path / "lạc.txt").symlink_to("không có")
    (tmp_path / "nối.txt").symlink_to(SAMPLES / "06-van-ban-thuan.txt")
    (tmp_path / 'hai\ndòng “và” "ngoặc".txt').write_text("một hai ba", encoding="utf-8")

    found = {Path(str(row["file"])).name: row for row in rows(*sorted(tmp_path.iterdir()), "/dev/null")}

    assert {name: row["refusal"] for name, row in found.items()} == {
        "rỗng.docx": "empty",
        "lớn.pdf": "too-big",
        "vòng.txt": "missing",
        "lạc.txt": "missing",
        "nối.txt": None,
        'hai\ndòng “và” "ngoặc".txt': None,
        "null": "not-a-file",
    }
    assert found["nối.txt"]["words"] == 1126


def test_a_text_that_cannot_be_written_stops_no_other_file_and_shows_in_the_code(tmp_path: Path) -> None:
    for name in ("một.txt", "hai.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "out" / "một.txt.txt").mkdir(parents=True)

    result = read(tmp_path / "một.txt", tmp_path / "hai.txt", "--json", "--text", tmp_path / "out")

    assert result.exit_code == 1
    assert [json.loads(line)["refusal"] for line in result.stdout.splitlines()] == [None, None]
    assert "Không ghi được phần chữ" in result.stderr
    assert (tmp_path / "out" / "hai.txt.txt").read_text("utf-8") == "hai.txt\n"


def test_the_longest_names_have_their_texts_too(tmp_path: Path) -> None:
    named = [tmp_path / folder / f"{'a' * 250}.txt" for folder in ("một", "hai")]
    for file in named:
        file.parent.mkdir()
        file.write_text("chữ", encoding="utf-8")

    rows(*named, "--text", tmp_path / "out")

    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_a_name_in_no_charset_is_shown_as_well_as_can_be(tmp_path: Path) -> None:
    named = tmp_path / os.fsdecode(b"b\xe0i.txt")
    named.write_bytes(b"mot hai")

    (row,) = rows(named)

    assert (row["words"], str(row["file"]).endswith("b�i.txt")) == (2, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert [row["refusal"] for row in rows(tmp_path / "pipe")] == ["not-a-file"]
