"""The one command: a newcomer's machine is set up whole or not at all, and what is wrong is said plainly."""

import ast
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import run
from tools.environment import DEVELOPERS, RUNTIME, Trouble, ensure_environment, is_complete, python_of

OFFLINE = "WARNING: Retrying: NewConnectionError('[Errno -3] Temporary failure in name resolution')"


class Machine:
    """Stands in for the commands that would fetch and build: leaves behind what they would."""

    def __init__(self, root: Path, *, failing: str = "", said: str = "it broke") -> None:
        self.root = root
        self.failing = failing
        self.said = said
        self.asked: list[str] = []

    def __call__(self, command: Sequence[object]) -> tuple[int, str]:
        words = [str(word) for word in command]
        self.asked.append(" ".join(words))
        if self.failing and self.failing in self.asked[-1]:
            return 1, self.said
        if "--target" in words:
            self.place(
                Path(words[words.index("--target") + 1]) / "bin" / ("uv.exe" if os.name == "nt" else "uv")
            )
        elif "venv" in words:
            self.place(python_of(self.root / ".venv"))
        return 0, ""

    def place(self, program: Path) -> None:
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch(mode=0o755)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder with nothing but its lock files."""
    for lock in DEVELOPERS:
        shutil.copy(run.ROOT / lock, tmp_path / lock)
    return tmp_path


def test_a_first_start_makes_a_complete_environment(root: Path) -> None:
    machine = Machine(root)

    ensure_environment(root, RUNTIME, machine)

    assert is_complete(root, RUNTIME)
    assert not is_complete(root, DEVELOPERS)
    assert not (root / ".boot").exists()
    assert all("--require-hashes" in asked for asked in machine.asked if " install " in asked)


def test_a_second_start_asks_nothing_of_the_network(root: Path) -> None:
    ensure_environment(root, RUNTIME, Machine(root))
    again = Machine(root)

    ensure_environment(root, RUNTIME, again)

    assert again.asked == []


def test_the_developers_tools_are_added_to_a_standing_environment(root: Path) -> None:
    ensure_environment(root, RUNTIME, Machine(root))
    (root / ".venv" / "kept").touch()
    machine = Machine(root)

    ensure_environment(root, DEVELOPERS, machine)

    assert (root / ".venv" / "kept").exists()
    assert machine.asked[-1].endswith("requirements-dev.txt")
    assert is_complete(root, RUNTIME)
    assert is_complete(root, DEVELOPERS)


def test_a_failed_addition_keeps_what_stood(root: Path) -> None:
    ensure_environment(root, RUNTIME, Machine(root))

    with pytest.raises(Trouble):
        ensure_environment(root, DEVELOPERS, Machine(root, failing="requirements-dev.txt", said=OFFLINE))

    assert is_complete(root, RUNTIME)


def test_a_new_lock_makes_the_environment_anew(root: Path) -> None:
    ensure_environment(root, RUNTIME, Machine(root))
    (root / ".venv" / "old").touch()
    with (root / RUNTIME[0]).open("a", encoding="utf-8") as lock:
        lock.write("one-more==1.0\n")

    ensure_environment(root, RUNTIME, Machine(root))

    assert not (root / ".venv" / "old").exists()
    assert is_complete(root, RUNTIME)


def test_an_environment_without_its_stamp_is_made_anew(root: Path) -> None:
    (root / ".venv" / "half").mkdir(parents=True)

    ensure_environment(root, RUNTIME, Machine(root))

    assert not (root / ".venv" / "half").exists()


def test_an_environment_half_made_is_removed(root: Path) -> None:
    with pytest.raises(Trouble, match="could not be installed"):
        ensure_environment(root, RUNTIME, Machine(root, failing="requirements.txt"))

    assert not (root / ".venv").exists()
    assert not (root / ".boot").exists()


def test_ctrl_c_leaves_nothing_behind(root: Path) -> None:
    machine = Machine(root)

    def interrupted(command: Sequence[object]) -> tuple[int, str]:
        if any(str(word).endswith("requirements.txt") for word in command):
            raise KeyboardInterrupt
        return machine(command)

    with pytest.raises(KeyboardInterrupt):
        ensure_environment(root, RUNTIME, interrupted)

    assert not (root / ".venv").exists()
    assert not (root / ".boot").exists()


def test_without_a_network_one_sentence_says_so_and_nothing_else_is_tried(root: Path) -> None:
    machine = Machine(root, failing="--target", said=OFFLINE)

    with pytest.raises(Trouble, match="check the network"):
        ensure_environment(root, RUNTIME, machine)

    assert len(machine.asked) == 1


@pytest.mark.parametrize("failing", ["--only-binary", "uv pip", "uv venv"])
def test_where_uv_cannot_be_had_pip_does_it(root: Path, failing: str) -> None:
    machine = Machine(root, failing=failing, said="no such wheel")

    ensure_environment(root, RUNTIME, machine)

    assert is_complete(root, RUNTIME)
    assert "-m pip install" in machine.asked[-1]


def test_a_python_without_pip_and_venv_is_told_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(Trouble, match="apt install python3-venv"):
        ensure_environment(root, RUNTIME, Machine(root, failing="-m pip", said="No module named pip"))

    assert not (root / ".venv").exists()


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_is_told_so_in_one_sentence(version: tuple[int, int]) -> None:
    sentence = run.old_python_sentence(version) or ""

    vietnamese, english = sentence.split(" / ")
    assert f"Python {version[0]}.{version[1]}" in vietnamese
    assert f"Python {version[0]}.{version[1]}" in english
    assert "\n" not in sentence


@pytest.mark.parametrize("version", [(3, 11), (3, 14), (4, 0)])
def test_a_python_that_will_do_is_told_nothing(version: tuple[int, int]) -> None:
    assert run.old_python_sentence(version) is None


def test_an_old_python_can_read_the_file_that_tells_it_so() -> None:
    source = Path(run.__file__).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 6))


@pytest.mark.parametrize(
    ("arguments", "locks", "words"),
    [
        ([], RUNTIME, ["-P", "-m", "contest.cli", "demonstration"]),
        (["serve", "--port", "9000"], RUNTIME, ["-P", "-m", "contest.cli", "serve", "--port", "9000"]),
        (["entries", "import"], RUNTIME, ["-P", "-m", "contest.cli", "entries", "import"]),
        (["test"], DEVELOPERS, [str(run.ROOT / "tools" / "gate.py")]),
        (["test", "--", "-k", "draw"], DEVELOPERS, [str(run.ROOT / "tools" / "gate.py"), "--", "-k", "draw"]),
    ],
)
def test_the_words_of_the_command_line_are_passed_on(
    arguments: list[str], locks: tuple[str, ...], words: list[str]
) -> None:
    assert run.plan(arguments) == (locks, words)
