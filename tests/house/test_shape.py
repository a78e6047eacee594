"""The house keeps its shape: sizes of files, first lines of templates, no machine-bound words."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = {"py": 300, "page": 80, "part": 40}
PYTHON = [p for p in (ROOT / "contest").rglob("*.py") if "versions" not in p.parts] + [
    ROOT / "config.py",
    ROOT / "run.py",
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_no_file_of_the_house_is_longer_than_300_lines(path: Path) -> None:
    assert lines(path) <= LONGEST["py"]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_page_has_at_most_80_lines_and_a_part_40(path: Path) -> None:
    assert lines(path) <= LONGEST["part" if path.name.startswith("_") else "page"]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_says_first_what_it_takes(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("{#- takes:")


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_no_inline_script_or_style(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(
        r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|<script(?![^>]*\bsrc=)|\|\s*safe\b""", text
    )


def test_every_module_says_what_it_is() -> None:
    silent = [
        named(p) for p in PYTHON if not p.read_text(encoding="utf-8").lstrip().startswith(('"""', "#!"))
    ]
    assert silent == []
