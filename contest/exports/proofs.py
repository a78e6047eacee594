"""The proof of a frozen list: all it was made of, by codes and letters alone, with the program that re-computes it."""

import io
import json
import zipfile
from importlib import resources
from string import ascii_uppercase
from typing import Any, Final

from contest.assignment.queries import readers_wanted
from contest.authors.queries import names_known
from contest.charter.models import Round
from contest.charter.rules import SEALED
from contest.db import db
from contest.entries.queries import categories_of_entries
from contest.errors.shortlist import SealClosed
from contest.scoring.queries import standings
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import counted_sheets
from contest.shortlist.rules import canonical_digest

FORMAT: Final = "guong-sang/shortlist-proof"
VERSION: Final = 2
NAME, PROGRAM = "shortlist.json", "verify_shortlist.py"
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The one moment inside the ZIP, so that the same list makes the same bytes."""


def proof_of(shortlist: Shortlist) -> dict[str, Any]:
    """A list as ``verify_shortlist.py`` reads it: codes, sheets by lettered judges, settled marks, rules, result.

    No author, no judge's name and no reason in somebody's words is in it.

    Raises  SealClosed where its groups would tell, before both keys are turned, which entries share an author or unit
    """
    round_, recipe = db.session.get_one(Round, shortlist.round_id), shortlist.recipe
    if has_sealed_groups(shortlist) and not names_known(round_.id):
        raise SealClosed
    proof = {
        "format": FORMAT,
        "version": VERSION,
        "software": recipe["software"],
        "number": shortlist.number,
        "rules": {
            "method": recipe["method"],
            "charters_method": recipe["charters_method"],
            "parameters": recipe["parameters"],
            "bands": recipe["bands"],
            "tie_breaks": recipe["tie_breaks"],
            "cut": recipe["cut"],
            "decided": [[code, verdict] for code, verdict, _ in recipe["decided"]],
        },
        "entries": _entries(round_, shortlist),
        "result": {
            "digest": shortlist.digest,
            "sheets_digest": recipe["sheets_digest"],
            "places": [[p.blind_code, f"{p.mark:.2f}", p.rank, p.taken] for p in shortlist.places],
        },
    }
    return with_digests(proof)


def with_digests(proof: dict[str, Any]) -> dict[str, Any]:
    """The same with the digests by which whatever is altered in it later is found, also what decides nothing."""
    entries = {entry["code"]: canonical_digest(entry) for entry in proof["entries"]}
    return proof | {"digests": {"entries": entries, "all": canonical_digest(proof)}}


def has_sealed_groups(shortlist: Shortlist) -> bool:
    """Whether a list has quotas on groups that only the envelope tells."""
    return bool(set(shortlist.recipe["cut"]["quotas"]) & {kind.value for kind in SEALED})


def proof_zip(shortlist: Shortlist) -> bytes:
    """The proof and the program, as a ZIP that is the same for the same list. Raises SealClosed."""
    text = json.dumps(proof_of(shortlist), ensure_ascii=False, sort_keys=True, indent=1)
    program = resources.files("contest.exports.verify").joinpath(PROGRAM).read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((NAME, text.encode()), (PROGRAM, program)):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _entries(round_: Round, shortlist: Shortlist) -> list[dict[str, Any]]:
    """What each ranked entry was made of, in the order of codes."""
    codes = {place.entry_id: place.blind_code for place in shortlist.places}
    sheets, wanted = counted_sheets(round_.id, gone=True), readers_wanted(round_)
    categories = categories_of_entries(codes) if wanted.by_category else {}
    heads = {code: weight for code, weight, _ in shortlist.recipe["head_decisions"]}
    needed = {key for step in round_.tie_breaks for key in step.get("criteria", ())}
    letters: dict[int, str] = {}
    found = []
    for marking in standings(round_, of=codes):
        code = codes[marking.entry_id]
        agreed = marking.agreed if marking.by_minutes else None
        found.append(
            {
                "code": code,
                "readers": wanted.plain(categories.get(marking.entry_id)),
                "settled": str(marking.mark),
                "agreed": None if agreed is None else str(agreed),
                "agreed_as": None if agreed is None else marking.case_kind.value,
                "head": heads.get(code, 0),
                "groups": shortlist.recipe["groups"].get(code, []),
                "sheets": sheets.get(marking.entry_id, ()),
            }
        )
    found.sort(key=lambda entry: str(entry["code"]))
    for entry in found:
        entry["sheets"] = [
            {
                "judge": letters.setdefault(sheet.judge_id, _letter(len(letters))),
                "third": sheet.is_third,
                "version": sheet.version,
                "total": str(sheet.total),
                "points": {key: str(sheet.points[key]) for key in sorted(needed & sheet.points.keys())},
            }
            for sheet in entry["sheets"]
        ]
    return found


def _letter(number: int) -> str:
    """A … Z, then AA, AB …: a judge's name in the proof."""
    rest, last = divmod(number, len(ascii_uppercase))
    return (_letter(rest - 1) if rest else "") + ascii_uppercase[last]
