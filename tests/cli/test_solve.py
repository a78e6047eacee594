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
    path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
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


def test_no_plan_is_code_3_with_reasons_in_numbers_and_words(tmp_path):
    done = run(tmp_path, GOOD | {"readers": 4}, "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["feasible"]) == (3, False)
    first = next(reason for reason in told["reasons"] if reason["unit"] == "X")
    assert first["kind"] == "entry-without-judges"
    assert (first["needed"], first["have"], first["unit"]) == (4, 3, "X")
    assert first["remedies"] == [{"kind": "more-judges", "amount": 1}, {"kind": "fewer-readers", "amount": 1}]
    assert first["sentence"] in run(tmp_path, GOOD | {"readers": 4}).stdout


@pytest.mark.parametrize(
    ("text", "why"),
    [
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
        (GOOD | {"panels": {"members": [["An"], ["An"]]}}, "panels"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, text, why):
    done = run(tmp_path, text, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert why in done.stderr
    assert "Traceback" not in done.stderr
