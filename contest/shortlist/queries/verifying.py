"""A frozen list re-computed from what stands in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from contest.charter.models import Round
from contest.errors import N_
from contest.errors.shortlist import MethodUnfit
from contest.shortlist.models import Place, Shortlist
from contest.shortlist.queries.field import field_of
from contest.shortlist.queries.notes import Said
from contest.shortlist.queries.ranking import RankedRow, ranking_in
from contest.shortlist.rules import canonical_digest, places_digest, read

GONE: Final = N_("%(code)s: có trong danh sách đã chốt, nay không còn được xếp hạng")
NEW: Final = N_("%(code)s: nay được xếp hạng, mà danh sách đã chốt không có")
MOVED: Final = N_("%(code)s: đã chốt hạng %(rank)s, %(mark)s điểm; nay hạng %(new_rank)s, %(new_mark)s điểm")
TAKEN_NOW: Final = N_("%(code)s: đã chốt ở ngoài danh sách, nay ở trong")
LEFT_NOW: Final = N_("%(code)s: đã chốt ở trong danh sách, nay ở ngoài")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a list comes to now: its digest, and where it differs from the frozen one, in sentences."""

    digest: str
    differences: tuple[Said, ...]


def verify_list(round_: Round, shortlist: Shortlist) -> Verified:
    """Rank and cut again by the list's own recipe: its method, cut, groups and decided members.

    Sheets, settled marks, tie-breaks and the head's words are those that stand now. The same sheets give the same
    marks to the last bit that is shown, adjusted ones too: nothing in a fit is left to chance.
    """
    recipe, field = shortlist.recipe, field_of(round_)
    entries = {place.blind_code: place.entry_id for place in shortlist.places}
    decided: dict[str, set[int]] = {"in": set(), "out": set()}
    for code, verdict, _ in recipe.get("decided", []):
        decided[verdict].add(entries[code])
    cut = read(recipe["cut"], into=decided["in"], out=decided["out"])
    method = recipe["method"].removesuffix("-mean")
    try:
        found = ranking_in(field, cut=cut, method=method)
    except MethodUnfit as refusal:
        return Verified("", ((N_("Cách tính điểm nay không dùng được: %(why)s"), {"why": str(refusal)}),))
    said = _places_differing(
        {place.blind_code: place for place in shortlist.places}, {row.blind_code: row for row in found.rows}
    )
    groups = {
        row.blind_code: sorted([g.kind.value, g.key] for g in found.groups[row.entry_id])
        for row in found.rows
        if found.groups.get(row.entry_id)
    }
    sheets = {
        row.blind_code: [[str(sheet.total), sheet.version] for sheet in row.sheets] for row in found.rows
    }
    facts: tuple[tuple[str, Any, Any], ...] = (
        (N_("phiếu"), recipe["sheets_digest"], canonical_digest(sheets)),
        (N_("tham số ước lượng"), recipe.get("parameters", {}), dict(found.parameters)),
        (N_("nhóm có chỉ tiêu"), recipe.get("groups", groups), groups),
        (N_("thứ tự phân định"), recipe["tie_breaks"], round_.tie_breaks),
    )
    for name, before, after in facts:
        if before != after:
            said.append((N_("Khác ở phần: %(what)s"), {"what": name}))
    digest = places_digest((row.blind_code, row.mark, row.rank, row.taken) for row in found.rows)
    return Verified(digest, tuple(said))


def _places_differing(then: Mapping[str, Place], now: Mapping[str, RankedRow]) -> list[Said]:
    """What became of each place, by code: gone, new, another rank or mark, on the list or off it."""
    said: list[Said] = []
    for code in sorted(then.keys() | now.keys()):
        old, new = then.get(code), now.get(code)
        if old is None or new is None:
            said.append((NEW if old is None else GONE, {"code": code}))
            continue
        if (old.rank, old.mark) != (new.rank, new.mark):
            before, after = {"rank": old.rank, "mark": old.mark}, {"new_rank": new.rank, "new_mark": new.mark}
            said.append((MOVED, {"code": code, **before, **after}))
        if old.taken != new.taken:
            said.append((TAKEN_NOW if new.taken else LEFT_NOW, {"code": code}))
    return said
