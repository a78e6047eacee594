"""The English catalogue: gather the Vietnamese sentences, compile, check that none is left untranslated.

.venv/bin/python tools/catalogue.py update     new sentences into messages.po, dropped ones out
.venv/bin/python tools/catalogue.py compile    messages.mo, which the application reads
.venv/bin/python tools/catalogue.py check      what is missing; exit code 1 when something is
"""

import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "contest" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
SOURCES = (
    (ROOT / "contest", (("**.py", "python"),)),
    (ROOT / "templates", (("**.html", "jinja2"), ("**.txt", "jinja2"))),
)
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACES = re.compile(r"%\((\w+)\)[sd]|%%")
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date: the same sentences make the same file."""


def gathered() -> Catalog:
    """Every sentence marked in the code and the templates, with where it stands."""
    catalogue = Catalog(
        locale="en",
        project="Gương Sáng",
        version="1",
        charset="utf-8",
        fuzzy=False,
        header_comment="# The interface of Gương Sáng in English; the sources are Vietnamese (docs/decisions/0001).",
        creation_date=NO_DAY,
        revision_date=NO_DAY,
        last_translator="the contributors",
        language_team="the contributors",
        msgid_bugs_address="see CONTRIBUTING.md",
    )
    for folder, methods in SOURCES:
        options = {pattern: {"silent": "false"} for pattern, method in methods if method == "jinja2"}
        found = extract_from_dir(str(folder), list(methods), options, KEYWORDS)
        for name, _line, sentence, _comments, _context in sorted(found, key=lambda row: (row[0], row[1])):
            catalogue.add(sentence, locations=[(f"{folder.name}/{name}", None)])  # type: ignore[list-item]
    return catalogue


def kept() -> Catalog:
    """The catalogue as it stands in the repository."""
    if not PO.exists():
        return Catalog(locale="en", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of messages.mo for this catalogue."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> None:
    """Bring messages.po up to date with the sources, keeping what is translated."""
    fresh, old = gathered(), kept()
    for message in fresh:
        standing = old.get(message.id) if message.id else None
        if standing is not None and bool(standing.string):
            message.string = standing.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, fresh, width=110, omit_header=False, sort_output=True, no_location=True)


def compile_() -> None:
    """Write messages.mo from messages.po."""
    MO.write_bytes(compiled(kept()))


def faults() -> list[str]:
    """What keeps the catalogue from being complete, a line each."""
    wanted = {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in gathered()
        if message.id
    }
    standing = {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in kept()
        if message.id
    }
    said = [f"not in the catalogue: {sentence}" for sentence in wanted if sentence not in standing]
    said += [f"no longer said anywhere: {sentence}" for sentence in standing if sentence not in wanted]
    for sentence, message in standing.items():
        said += [f"{fault}: {sentence}" for fault in _faults_of(message)]
    if not said and (not MO.exists() or MO.read_bytes() != compiled(kept())):
        said.append("messages.mo is older than messages.po: run tools/catalogue.py compile")
    return said


def _faults_of(message: Message) -> list[str]:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not strings or not all(strings):
        return ["not translated"]
    if message.fuzzy:
        return ["unsure"]
    source = message.id if isinstance(message.id, str) else message.id[0]
    named = sorted(set(PLACES.findall(source)))
    if any(set(PLACES.findall(string)) - set(named) for string in strings) or set(named) - set(
        PLACES.findall(strings[-1])
    ):
        return ["other places for values"]
    return []


def main(arguments: list[str]) -> int:
    """Run one command; the exit code says whether all is well."""
    match arguments:
        case ["update"]:
            update()
        case ["compile"]:
            compile_()
        case ["check"]:
            found = faults()
            print("\n".join(found) or "complete")
            return 1 if found else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
