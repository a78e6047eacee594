"""A frozen list re-computed from what stands in the database."""

from dataclasses import dataclass
from typing import Any

from contest.charter.models import Round
from contest.errors import N_
from contest.errors.shortlist import MethodUnfit
from contest.shortlist.models import Shortlist
from contest.shortlist.queries.field import field_of
from contest.shortlist.queries.notes import Said
from contest.shortlist.queries.ranking import ranking_in
from contest.shortlist.rules import canonical_digest, places_digest, read


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
    then = {place.blind_code: place for place in shortlist.places}
    now = {row.blind_code: row for row in found.rows}
    said: list[Said] = []
    for code in sorted(then.keys() | now.keys()):
        old, new = then.get(code), now.get(code)
        before = (str(old.mark), old.rank, old.taken) if old else None
        after = (str(new.mark), new.rank, new.taken) if new else None
        if before != after:
            said.append(
                (
                    N_("%(code)s: đã chốt %(then)s, nay là %(now)s"),
                    {"code": code, "then": before, "now": after},
                )
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
