"""The gate shows everything there is to mend, and ends with what the tests said."""

import pytest

from tests.conftest import LONGEST
from tools.gate import ROOT, main, run_gate

WELL = ("-c", "print('1 passed in 0.01s')")
BADLY = ("-c", "print('one thing to mend'); raise SystemExit(3)")


def test_a_gate_that_holds_ends_with_the_tests_last_line(capfd: pytest.CaptureFixture[str]) -> None:
    code = run_gate((("lint", WELL), ("tests", WELL)))

    assert code == 0
    assert capfd.readouterr().out.splitlines()[-1] == "1 passed in 0.01s"


def test_a_step_that_fails_does_not_hide_the_next(capfd: pytest.CaptureFixture[str]) -> None:
    code = run_gate((("lint", BADLY), ("tests", WELL)))

    said = capfd.readouterr().out
    assert code == 1
    assert "one thing to mend" in said
    assert "FAILED  lint" in said
    assert "ok      tests" in said


def test_the_files_that_are_begun_first_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / name).is_file()] == []


def test_a_word_the_gate_does_not_know_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tests/house"]) == 2
    assert "usage" in capsys.readouterr().err
