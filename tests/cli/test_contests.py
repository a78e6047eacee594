"""Founding and seeing contests, units and people from the shell."""

import json
from pathlib import Path

import pytest

from contest.cli import COMMANDS
from tests.cli.conftest import write_csv
from tests.cli.office import Shell


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_in_both_languages(shell: Shell, name: str) -> None:
    result = shell(name, "--help")

    assert result.exit_code == 0
    assert name in result.output
    assert len(result.output.splitlines()) > 5


def test_the_help_lists_every_command(shell: Shell) -> None:
    said = shell("--help").output

    assert all(name in said for name in COMMANDS)


def test_a_contest_is_created_shown_and_listed(shell: Shell) -> None:
    created = shell("contests", "create", "--slug", "cl-2026", "--title", "Gương sáng", "--year", "2026")

    shown = json.loads(shell("contests show cl-2026 --json").output)
    listed = json.loads(shell("contests list --json").output)

    assert created.exit_code == 0
    assert "cl-2026" in created.output
    assert shown["title"] == "Gương sáng"
    assert [round_["number"] for round_ in shown["rounds"]] == [1, 2]
    assert "chu-de" in shown["rounds"][0]["criteria"]
    assert [row["slug"] for row in listed] == ["cl-2026"]


def test_a_contest_may_be_named_by_option_too(shell: Shell, contest: str) -> None:
    assert shell("contests", "show", "--contest", contest).output == shell("contests", "show", contest).output


def test_the_address_follows_from_title_and_year(shell: Shell) -> None:
    assert "guong-sang-2025" in shell("contests", "create", "--title", "Gương sáng", "--year", "2025").output


def test_dates_are_read_in_both_ways_on_the_clock_of_vietnam(shell: Shell) -> None:
    shell("contests", "create", "--slug", "a", "--opens", "2026-01-05T08:00", "--closes", "31/03/2026")

    shown = json.loads(shell("contests show a --json").output)

    assert shown["opens_at"] == "2026-01-05T08:00+07:00"
    assert shown["closes_at"] == "2026-03-31T23:59+07:00"


def test_a_contest_copies_an_earlier_charter(shell: Shell, contest: str) -> None:
    result = shell("contests", "create", "--slug", "sau", "--copy-of", contest)

    assert result.exit_code == 0
    assert json.loads(shell("contests show sau --json").output)["title"] == "Gương sáng"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("contests", "create", "--slug", "thi"), 1, "đã có cuộc thi khác"),
        (("contests", "show", "khong-co"), 1, "Không có cuộc thi"),
        (("contests", "create", "--closes", "hôm nào"), 2, "không đọc được"),
        (("contests", "show"), 2, "SLUG"),
        (("draw", "--contest", "thi", "--round", "9"), 1, "không có vòng số 9"),
        (("settle", "--contest", "thi"), 2, "--round"),
    ],
)
def test_a_refusal_is_one_sentence_and_code_1_and_bad_usage_code_2(
    shell: Shell, contest: str, words: tuple[str, ...], code: int, said: str
) -> None:
    result = shell(*words)

    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_units_are_imported_twice_without_doubling(shell: Shell, tmp_path: Path) -> None:
    rows = [
        {"code": "X-NL", "name": "Xã Nhân Lý", "headcount": 120},
        {"code": "X-VL", "name": "Xã Vạn Linh", "headcount": ""},
    ]
    file = write_csv(tmp_path / "units.csv", rows)

    first, second = shell("units", "import", file), shell("units", "import", file)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Thêm 2" in first.output
    assert "Thêm 0, cập nhật 0, giữ nguyên 2" in second.output
    assert [row["code"] for row in json.loads(shell("units list --json").output)] == ["X-NL", "X-VL"]


def test_a_bad_unit_is_refused_by_its_row_and_the_good_one_stays(shell: Shell, tmp_path: Path) -> None:
    rows = [
        {"code": "X-NL", "name": "Xã Nhân Lý", "headcount": "nhiều"},
        {"code": "X-VL", "name": "Xã Vạn Linh", "headcount": 1},
    ]

    result = shell("units", "import", write_csv(tmp_path / "units.csv", rows))

    assert result.exit_code == 0
    assert "Dòng 2" in result.stderr
    assert "Thêm 1" in result.output


def test_a_list_without_its_columns_is_refused_whole(shell: Shell, tmp_path: Path) -> None:
    result = shell("units", "import", write_csv(tmp_path / "units.csv", [{"tên": "Xã"}]))

    assert result.exit_code == 1
    assert "thiếu cột" in result.stderr


def test_an_invitation_is_a_whole_address_said_once(shell: Shell, contest: str) -> None:
    words = (
        "people",
        "invite",
        "--contest",
        contest,
        "--role",
        "judge",
        "--email",
        "an@thi.vn",
        "--name",
        "Lô An",
    )

    first, second = shell(*words), shell(*words)

    assert first.exit_code == 0
    assert first.output.startswith("http://127.0.0.1:8000/account/invitations/")
    assert first.output != second.output


def test_somebody_who_marks_on_paper_is_put_down_without_a_password(shell: Shell, contest: str) -> None:
    words = (
        "people",
        "add",
        "--contest",
        contest,
        "--role",
        "judge",
        "--email",
        "an@thi.vn",
        "--name",
        "Lô An",
    )

    assert shell(*words).exit_code == 0

    assert json.loads(shell("people", "list", "--contest", contest, "--json").output) == [
        {"role": "judge", "email": "an@thi.vn", "name": "Lô An", "unit": ""}
    ]


def test_an_address_that_is_none_is_refused(shell: Shell, contest: str) -> None:
    words = ("people", "invite", "--contest", contest, "--role", "judge", "--email", "an", "--name", "Lô An")

    assert shell(*words).exit_code == 1


def test_a_unit_that_nobody_knows_is_bad_usage(shell: Shell, contest: str) -> None:
    words = ("--role", "judge", "--email", "an@thi.vn", "--name", "An", "--unit", "X-0")

    assert shell("people", "invite", "--contest", contest, *words).exit_code == 2


def test_units_are_imported_by_the_headings_of_the_offices_blank(shell: Shell, tmp_path: Path) -> None:
    rows = [{"Mã đơn vị": "X-NL", "Tên đơn vị": "Xã Nhân Lý", "Số người": "2.450"}]

    shell("units", "import", write_csv(tmp_path / "units.csv", rows))

    assert json.loads(shell("units list --json").output)[0]["headcount"] == 2450
