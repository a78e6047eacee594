"""The draw by the shell: what it is asked for together, or crookedly, is refused in a sentence."""

import pytest

from tests.cli.office import Office


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--third", "--readers", "3"), "mỗi lần một việc"),
        (("--publish", "--discard"), "mỗi lần một việc"),
        (("--seed", str(2**31)), "2147483647"),
    ],
)
def test_options_that_go_together_with_nothing_are_bad_usage(
    office: Office, asked: tuple[str, ...], said: str
) -> None:
    assert said in office.run("draw", "--round", "1", *asked, code=2)


def test_one_entry_moves_at_a_time_and_the_largest_seed_is_kept(office: Office) -> None:
    office.screen()
    office.run("draw", "--round", "1", "--seed", str(2**31 - 1))
    both = " ".join(office.receipts()[:2])

    assert "một bài" in office.run("draw", "--round", "1", "--move", both, code=2)
