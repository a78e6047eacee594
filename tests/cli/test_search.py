"""``search rebuild``: the index made anew from the entries alone."""

import sqlite3
from pathlib import Path

from tests.cli.office import Office, Shell


def test_every_entry_is_found_again(office: Office, data: Path, shell: Shell) -> None:
    database = data / "instance" / "contest.sqlite"
    with sqlite3.connect(database) as broken:
        entries = broken.execute("SELECT count(*) FROM entry").fetchone()[0]
        broken.execute("DELETE FROM search_row")
        broken.execute("DELETE FROM entry_look")
        broken.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")

    said = shell("search rebuild")

    assert f"{entries} bài" in said.output
    with sqlite3.connect(database) as mended:
        kept = [
            mended.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("search_row", "entry_look")
        ]
    assert kept == [entries, entries]
    assert entries > 0


def test_an_empty_house_has_nothing_to_index(shell: Shell) -> None:
    assert "0 bài" in shell("search", "rebuild").output
