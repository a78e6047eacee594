"""A ranking from a file: marks, ranks, effects and chances, and a sentence for whatever is wrong with the file."""

import json
from unicodedata import combining, normalize

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


TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text):
    """Vietnamese as that page of codes has it: some letters whole, tones behind them."""
    parts = normalize("NFD", text)
    letters = [""]
    for sign in parts:
        if sign in TONES or not combining(sign):
            letters.append(sign)
        else:
            place = -1 if letters[-1] not in TONES else -2
            letters[place] = normalize("NFC", letters[place] + sign)
    return "".join(letters).encode("cp1258")


VIETNAMESE = GOOD.replace("entry;judge;total", "Mã phách;Giám khảo;Tổng điểm")


@pytest.mark.parametrize(
    "text",
    [
        GOOD.encode("utf-16"),
        VIETNAMESE.encode("utf-8-sig"),
        VIETNAMESE.replace(";", "\t").encode("utf-16"),
        GOOD.replace("entry;judge;total", "Bài;Giám khảo;Điểm").replace("Bình", "Bình").encode("utf-8"),
        ("sep=;\r\n" + GOOD.replace("\n", "\r\n") + ";;\r\n\r\n").encode(),
        in_windows_1258(VIETNAMESE),
        "".join(
            f"{t};{e};{j}\n" for t, e, j in [("TOTAL", "Entry", "judge"), *((t, e, j) for e, j, t in ROWS)]
        ),
    ],
    ids="utf-16 vietnamese excel-unicode short-headings sep windows-1258 capitals-in-another-order".split(),
)
def test_what_spreadsheets_write_is_read_as_it_is_meant(tmp_path, text):
    words = ("--json", "--top", "2", "--seed", "9")
    assert run(tmp_path, text, *words).stdout == run(tmp_path, GOOD, *words).stdout


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"PK\x03\x04\x14\x00\x00\x00", "không phải văn bản"),
        ("", "không có phiếu nào"),
        ("\ufeff\n", "không có phiếu nào"),
        ("sep=;\n", "không có phiếu nào"),
        ("mã bài;bài;giám khảo;điểm\na;b;c;1\n", "hai lần cột “bài”"),
        ("entry,judge,total\na,b,80,5\n", "dòng 2 có 4 ô, cần 3"),
        ("entry;judge;total\na;b;1.234,5\n", "điểm “1.234,5” không phải là số"),
        ("entry;judge;total\na;b;vắng\n", "điểm “vắng” không phải là số"),
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
