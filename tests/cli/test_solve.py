"""A draw from a file: the plan, the reasons when there is none, and a sentence for whatever is wrong with the file."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from contest.cli import cli

GOOD = {
    "readers": 2,
    "entries": [{"id": f"bài {n}", "unit": "X" if n < 3 else "Y", "category": "thơ"} for n in range(12)],
    "judges": [
        {"id": "An", "unit": "X"},
        {"id": "Bình", "maximum": 5},
        {"id": 3},
        {"id": "Dũng", "minimum": 7},
    ],
    "excluded": [["bài 5", "Bình"]],
    "preferences": [["bài 0", 3, 2.5], {"judge": "An", "category": "thơ", "weight": 1}],
}


def run(tmp_path, text, *words):
    path = tmp_path / "problem.json"
    text = text if isinstance(text, (str, bytes)) else json.dumps(text)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(cli, ["solve", str(path), "--seed", "7", *words])


def test_a_plan_is_told_with_the_ids_of_the_file(tmp_path):
    done = run(tmp_path, GOOD, "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["feasible"], told["seed"]) == (0, True, 7)
    assert Counter(entry for entry, _ in told["pairs"]) == dict.fromkeys((f"bài {n}" for n in range(12)), 2)
    assert told["loads"] == {str(j): n for j, n in Counter(judge for _, judge in told["pairs"]).items()}
    assert told["loads"]["Dũng"] >= 7
    assert told["loads"]["Bình"] <= 5
    assert ["bài 5", "Bình"] not in told["pairs"]
    assert not {("bài 0", "An"), ("bài 1", "An"), ("bài 2", "An")} & {tuple(pair) for pair in told["pairs"]}
    assert told["measures"]["groups"] == 1


def test_the_same_seed_gives_the_same_plan(tmp_path):
    assert run(tmp_path, GOOD).stdout == run(tmp_path, GOOD).stdout


def test_null_says_nothing(tmp_path):
    said = {
        "readers": 1,
        "entries": [{"id": 1, "unit": None, "units": ["X"], "readers": None}],
        "panels": None,
    }
    said["judges"] = [{"id": 1, "minimum": None, "maximum": None, "categories": None, "unit": None}]
    assert json.loads(run(tmp_path, said, "--json").stdout)["pairs"] == [[1, 1]]


def test_weights_of_a_pair_and_of_a_category_add_up(tmp_path):
    fond = [["bài 0", 3, 1], ["bài 0", 3, 2], *[{"judge": 3, "category": "thơ", "weight": 1}] * 2]
    told = json.loads(run(tmp_path, GOOD | {"preferences": fond}, "--json").stdout)
    mine = [entry for entry, judge in told["pairs"] if judge == 3]
    assert told["measures"]["wishes"] == 2 * len(mine) + 3 * ("bài 0" in mine)


def test_no_plan_is_code_3_with_reasons_in_numbers_and_words(tmp_path):
    done = run(tmp_path, GOOD | {"readers": 4}, "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["feasible"]) == (3, False)
    first = next(reason for reason in told["reasons"] if reason["unit"] == "X")
    assert first["kind"] == "entry-without-judges"
    assert (first["needed"], first["have"], first["unit"]) == (4, 3, "X")
    assert [(one["kind"], one["amount"]) for one in first["remedies"]] == [
        ("more-judges", 1),
        ("fewer-readers", 1),
    ]
    said = run(tmp_path, GOOD | {"readers": 4}).stdout
    assert f"{first['sentence']} Có thể {first['remedies'][0]['words']}, hoặc" in said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (json.dumps(GOOD).encode("utf-16"), "không phải JSON"),
        (GOOD | {"insist": "yes"}, "insist phải là true hoặc false"),
        (GOOD | {"insist": 1}, "insist phải là true hoặc false"),
        (GOOD | {"anchors": ["bài 1", "bài 1"]}, "anchors ghi hai lần “bài 1”"),
        (GOOD | {"anchors": ["bài 99"]}, "anchors nhắc đến “bài 99”"),
        (GOOD | {"anchors": "bài 1"}, "anchors phải là một danh sách"),
        (GOOD | {"kept": [["An", "bài 1"]]}, "kept[0] nhắc đến “An”"),
        (
            GOOD | {"excluded": [{"entry": "bài 5", "judge": "An"}]},
            "excluded[0] phải là một cặp [bài, giám khảo]",
        ),
        (
            GOOD | {"never_together": [["An", "Bình", 3]]},
            "never_together[0] phải là một cặp [giám khảo, giám khảo]",
        ),
        (GOOD | {"never_together": [["An", "Mai"]]}, "“Mai” không có trong danh sách"),
        (GOOD | {"entries": [{"id": ""}]}, "entries[0] phải là số nguyên hoặc chữ"),
        (GOOD | {"entries": [{"id": "a\tb"}]}, "entries[0] phải là số nguyên hoặc chữ"),
        (GOOD | {"entries": [{"id": "\ud800"}]}, "entries[0] phải là số nguyên hoặc chữ"),
        (GOOD | {"entries": [{"id": 1, "unit": "X", "units": ["Y"]}]}, "chỉ được ghi một trong hai mục"),
        (GOOD | {"entries": [{"id": 1, "units": "X"}]}, "entries[0].units phải là một danh sách"),
        (GOOD | {"entries": [{"id": 1, "units": False}]}, "entries[0].units phải là một danh sách"),
        (GOOD | {"entries": [{"id": 1, "units": ["X", "X"]}]}, "entries[0].units ghi hai lần"),
        (GOOD | {"entries": [{"id": 1, "readers": -1}]}, "entries[0].readers"),
        (GOOD | {"judges": [{"id": 1, "minimum": -1}]}, "judges[0].minimum"),
        (GOOD | {"judges": [{"id": 1, "minimum": ""}]}, "judges[0].minimum"),
        (GOOD | {"judges": [{"id": 1, "minimum": False}]}, "judges[0].minimum"),
        (GOOD | {"judges": [{"id": 1, "languages": "vi"}]}, "judges[0].languages"),
        (GOOD | {"judges": [{"id": 1}, {"id": 1}]}, "judges[1] ghi hai lần “1”"),
        (GOOD | {"preferences": [["bài 0", 3, 1, 9]]}, "preferences[0] phải là [bài, giám khảo, số]"),
        (
            GOOD | {"preferences": [{"entry": "bài 0", "category": "thơ", "judge": 3, "weight": 1}]},
            "một trong hai",
        ),
        (GOOD | {"preferences": [{"category": "kịch", "judge": 3, "weight": 1}]}, "“kịch”"),
        (GOOD | {"preferences": [{"judge": 3, "weight": 1}]}, "preferences[0] thiếu “entry”"),
        (GOOD | {"preferences": [["bài 0", 3, True]]}, "preferences[0].weight phải là một số hữu hạn"),
        (GOOD | {"panels": {"members": [["An"]]}}, "panels.members cần ít nhất hai ban"),
        (GOOD | {"panels": {"members": [["An"], []]}}, "panels.members cần ít nhất hai ban"),
        (GOOD | {"panels": {"members": [["An"], ["An"]]}}, "panels.members[1] ghi hai lần “An”"),
        (GOOD | {"panels": {"members": [["An"], [3]], "across": -1}}, "panels.across"),
        (GOOD | {"panels": {"members": [["An"], [3]], "colour": 1}}, "panels có mục lạ “colour”"),
        ("", "không phải JSON"),
        ("[" * 100_000, "không phải JSON"),
        ("[1]", "đối tượng"),
        ('{"readers": NaN, "entries": [], "judges": []}', "NaN"),
        ('{"readers": 1, "readers": 2, "entries": [], "judges": []}', "readers"),
        ({"readers": 2, "entries": []}, "judges"),
        (GOOD | {"reader": 1}, "reader"),
        (GOOD | {"readers": 0}, "readers"),
        (GOOD | {"readers": True}, "readers"),
        (GOOD | {"readers": 1.5}, "readers"),
        (GOOD | {"entries": [{"id": 1}, {"id": "1"}]}, "hai lần"),
        (GOOD | {"entries": [{"id": None}]}, "entries[0]"),
        (GOOD | {"entries": [{"id": 1, "colour": 2}]}, "colour"),
        (GOOD | {"judges": [{"id": 1, "minimum": 3, "maximum": 2}]}, "judges[0]"),
        (GOOD | {"judges": [{"id": 1, "capacity": 0}]}, "capacity"),
        (GOOD | {"excluded": [["bài 5", "nobody"]]}, "nobody"),
        (GOOD | {"excluded": [["bài 5"]]}, "excluded[0]"),
        (GOOD | {"never_together": [["An", "An"]]}, "never_together[0]"),
        (GOOD | {"preferences": [["bài 0", 3, "much"]]}, "preferences[0]"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, text, why):
    done = run(tmp_path, text, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert why in done.stderr
    assert "Traceback" not in done.stderr
