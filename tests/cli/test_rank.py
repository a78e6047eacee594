"""A ranking from a file: marks, ranks, effects and chances, and a sentence for whatever is wrong with the file."""

import json

import pytest
from click.testing import CliRunner

from contest.cli import cli

ROWS = [
    ("a", "An", "80,5"), ("a", "Bình", "70"), ("b", "An", "90"), ("b", "Chi", "85"), ("c", "Bình", "60.25"),
    ("c", "Chi", "71"), ("d", "An", "66"), ("d", "Bình", "58"), ("e", "Chi", "93"), ("e", "An", "88"),
]  # fmt: skip
GOOD = "entry;judge;total\n" + "".join(f"{e};{j};{t}\n" for e, j, t in ROWS)


def run(tmp_path, text, *words, method="mean"):
    path = tmp_path / "sheets.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(cli, ["rank", str(path), "--method", method, *words])


def test_marks_and_ranks_are_told_with_the_names_of_the_file(tmp_path):
    told = json.loads(run(tmp_path, GOOD, "--json", "--top", "2").stdout)
    assert [(one["entry"], one["mark"], one["rank"]) for one in told["entries"]] == [
        ("e", 90.5, 1),
        ("b", 87.5, 2),
        ("a", 75.25, 3),
        ("c", 65.63, 4),
        ("d", 62.0, 5),
    ]
    assert [one["in_top"] for one in told["entries"]] == [True, True, False, False, False]
    assert told["comparable"]
    assert told["groups"] == [["An", "Bình", "Chi"]]
    assert {one["judge"]: one["readings"] for one in told["judges"]} == {"An": 4, "Bình": 3, "Chi": 3}
    assert sum(one["top_probability"] for one in told["entries"]) == pytest.approx(2, abs=1e-4)


def test_adjusted_tells_effects_with_intervals_and_variances(tmp_path):
    told = json.loads(run(tmp_path, GOOD, "--json", method="adjusted").stdout)
    effects = {one["judge"]: one for one in told["judges"]}
    assert effects["Bình"]["effect"] < effects["An"]["effect"]
    assert all(one["effect_low"] <= one["effect"] <= one["effect_high"] for one in effects.values())
    assert told["variances"]["quality"] > 0
    marks = {one["entry"]: (one["mark"], told["level"] + one["effect"]) for one in told["entries"]}
    assert all(mark == pytest.approx(said, abs=1e-3) for mark, said in marks.values())
    assert all(one["rank_low"] <= one["rank"] <= one["rank_high"] for one in told["entries"])


@pytest.mark.parametrize("method", ["mean", "adjusted", "scaled"])
def test_the_same_sheets_and_seed_give_the_same_bytes_in_whatever_order(tmp_path, method):
    head, *lines = GOOD.splitlines(keepends=True)
    words = ("--json", "--top", "2", "--seed", "9")
    one = run(tmp_path, GOOD, *words, method=method).stdout
    assert one == run(tmp_path, head + "".join(reversed(lines)), *words, method=method).stdout
    as_excel = GOOD.replace(",", ".").replace(";", ",")
    assert one == run(tmp_path, as_excel.encode("utf-8-sig"), *words, method=method).stdout


def test_judges_who_share_no_entry_are_told_as_groups_and_not_compared(tmp_path):
    apart = GOOD + "x;Dung;70\nx;Em;75\ny;Dung;80\ny;Em;90\n"
    told = json.loads(run(tmp_path, apart, "--json", "--top", "2", method="adjusted").stdout)
    assert not told["comparable"]
    assert told["groups"] == [["An", "Bình", "Chi"], ["Dung", "Em"]]
    assert {one["top_probability"] for one in told["entries"]} == {None}
    assert {one["entry"]: one["group"] for one in told["entries"]}["x"] == 2
    assert "2 nhóm giám khảo" in run(tmp_path, apart, method="adjusted").stderr


def test_lines_say_rank_entry_mark_interval_and_chance(tmp_path):
    done = run(tmp_path, GOOD, "--top", "2", "--second-look", "1")
    first = done.stdout.splitlines()[0].split("\t")
    assert first[:3] == ["1", "e", "90.5"]
    assert "5 bài, 3 giám khảo, 10 phiếu" in done.stderr
    look = json.loads(run(tmp_path, GOOD, "--top", "2", "--second-look", "1", "--json").stdout)["second_look"]
    assert sum(look["readings"].values()) == 1
    assert run(tmp_path, GOOD, "--second-look", "1").exit_code == 2


def test_the_order_of_reading_is_taken_in(tmp_path):
    text = "order,entry,judge,total\n" + "".join(
        f"{turn},{chr(97 + turn)},{judge},{60 + turn * 2 + (turn * 3 if judge == 'B' else turn % 3)}\n"
        for judge in "AB"
        for turn in range(1, 9)
    )
    told = json.loads(run(tmp_path, text, "--json", method="adjusted").stdout)
    assert all(one["drift_low"] <= one["drift"] <= one["drift_high"] for one in told["judges"])


def test_a_method_that_does_not_fit_is_code_3_with_its_reason(tmp_path):
    done = run(tmp_path, GOOD, "--json", method="trimmed")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["ranked"], told["reasons"][0]["kind"]) == (3, False, "too-few-readings")
    assert told["reasons"][0]["sentence"] == run(tmp_path, GOOD, method="trimmed").stdout.strip()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.encode("utf-16"), "không phải văn bản UTF-8"),
        ("", "thiếu cột “entry”"),
        ("entry,judge,total\n", "không có phiếu nào"),
        ("entry,judge\na,b\n", "thiếu cột “total”"),
        ("entry,judge,total,colour\na,b,1,red\n", "cột lạ “colour”"),
        ("entry,judge,total,total\na,b,1,1\n", "hai lần cột “total”"),
        ("entry,judge,total\na,b\n", "dòng 2 có 2 ô, cần 3"),
        ('entry,judge,total\n"a,b,1\n', "không đọc được như CSV"),
        ("entry,judge,total\n,b,1\n", "dòng 2: cột “entry”"),
        ("entry,judge,total\na,b\x07,1\n", "dòng 2: cột “judge”"),
        ("entry,judge,total\na,b,\n", "điểm “” không phải là số"),
        ("entry,judge,total\na,b,NaN\n", "điểm “NaN” không phải là số"),
        ("entry,judge,total\na,b,١\n", "không phải là số"),
        ('entry,judge,total\na,b,"1,000.5"\n', "không phải là số"),
        ("entry,judge,total\na,b,1e7\n", "nằm ngoài khoảng"),
        ("entry,judge,total\na,b,1\na,b,2\n", "dòng 3: giám khảo “b” đã có phiếu cho bài “a”"),
        ("entry,judge,total,order\na,b,1,0\n", "thứ tự đọc “0”"),
        ("entry,judge,total,order\na,b,1,1\nc,b,2,1\n", "đã có một bài đọc thứ 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, text, why):
    done = run(tmp_path, text, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert why in done.stderr
    assert "Traceback" not in done.stderr
