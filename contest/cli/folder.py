"""Files that a list names inside one folder: nothing outside it is ever opened."""

import unicodedata
from pathlib import Path, PureWindowsPath

from contest.errors.imports import FileAbsent, FileOutside

FORBIDDEN_PARTS = frozenset({"..", ".", "~"})


def file_in(folder: Path, name: str) -> Path:
    """The plain file of that name in the folder or below it, whatever Unicode form the disk keeps names in.

    Raises  FileOutside for an absolute path, a drive, "..", or a link on the way; FileAbsent
    """
    said = PureWindowsPath(name)
    parts = said.parts
    if not parts or said.drive or said.root or FORBIDDEN_PARTS & set(parts) or "\0" in name:
        raise FileOutside(file=name)
    place = folder
    for part in parts:
        found = _named(place, part)
        if found is None:
            raise FileAbsent(file=name)
        if found.is_symlink() or _is_junction(found):
            raise FileOutside(file=name)
        place = found
    if not place.resolve().is_relative_to(folder.resolve()):
        raise FileOutside(file=name)
    if not place.is_file():
        raise FileAbsent(file=name)
    return place


def _named(folder: Path, name: str) -> Path | None:
    """The entry of that name; a name that is not there as typed is looked for in composed letters."""
    exact = folder / name
    if exact.is_symlink() or exact.exists():
        return exact
    wanted = unicodedata.normalize("NFC", name)
    try:
        return next((p for p in folder.iterdir() if unicodedata.normalize("NFC", p.name) == wanted), None)
    except NotADirectoryError:
        return None


def _is_junction(path: Path) -> bool:
    """Windows' other kind of link to a folder."""
    return bool(getattr(path, "is_junction", lambda: False)())
