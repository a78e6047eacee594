"""Random contests by our own rules, told as a proof tells them."""

from decimal import Decimal
from random import Random

from contest.charter.rules import QuotaKind
from contest.exports.proofs import with_digests
from contest.scoring.rules import Bands, Outcome, settle
from contest.shortlist.rules import (
    Cut,
    Group,
    Sheet,
    Standing,
    canonical_digest,
    choose,
    places_digest,
    rank,
    tie_values,
    written,
)

BANDS = Bands(Decimal(10), Decimal(15), Decimal(25))
STEPS = ([{"criteria": ["c1", "c2"]}], [{"median": True}], [{"criteria": ["c1"]}, {"head": True}], [])


def random_proof(seed):
    """One contest: ties, missing sheets, third readers, agreed marks, quotas of every kind, decided members."""
    rng = Random(seed)
    method = rng.choice(["mean", "mean", "sum", "median", "trimmed"])
    readers = rng.choice([5, 6]) if method == "trimmed" else rng.choice([1, 2, 2, 2, 3, 4])
    ties_in, steps = rng.random() < 0.5, rng.choice(STEPS)
    spread = rng.choice([1, 1, 2, 8, 20, 25])
    entries, count = [], rng.randint(1, 22)
    while len(entries) < count:
        entry = _entry(rng, f"B{len(entries):03d}", readers, method, spread)
        if entry is not None:
            entries.append(entry)
    ids = {entry["code"]: place for place, entry in enumerate(entries)}
    cut = _cut(rng, entries, ids, ties_in=ties_in)
    ranked = rank(_standing(entry, ids, steps) for entry in entries)
    choice = choose(ranked, cut)
    codes = [entry["code"] for entry in entries]
    places = [(codes[one.entry], one.mark, one.rank, one.entry in choice.members) for one in ranked]
    decided = [[codes[one], "in"] for one in cut.into] + [[codes[one], "out"] for one in cut.out]
    proof = {
        "format": "guong-sang/shortlist-proof",
        "version": 2,
        "rules": {
            "method": method,
            "charters_method": method,
            "bands": {"agree": "10", "minutes": "15", "panel": "25"},
            "tie_breaks": steps,
            "cut": written(cut),
            "decided": sorted(decided),
        },
        "entries": entries,
        "result": {
            "digest": places_digest(places),
            "sheets_digest": canonical_digest(
                {entry["code"]: [[s["total"], s["version"]] for s in entry["sheets"]] for entry in entries}
            ),
            "places": [[code, f"{mark:.2f}", place, taken] for code, mark, place, taken in places],
        },
    }
    return with_digests(proof)


def _entry(rng, code, readers, method, spread):
    """One settled entry; None for one whose sheets are still missing, which has no mark."""
    given = readers if rng.random() < 0.95 else readers - 1
    sheets = [_sheet(rng, place, spread, third=False) for place in range(given)]
    totals = [Decimal(sheet["total"]) for sheet in sheets]
    verdict = settle(totals, readers=readers, bands=BANDS, combine=method)
    if verdict.outcome is Outcome.THIRD:
        sheets.append(_sheet(rng, given, spread, third=True))
        totals.append(Decimal(sheets[-1]["total"]))
        verdict = settle(totals, readers=readers, bands=BANDS, combine=method)
    agreed = None
    if verdict.outcome in (Outcome.MINUTES, Outcome.PANEL):
        agreed = str(Decimal(rng.randint(5000, 9000)) / 100)
    elif verdict.mark is None:
        return None
    elif rng.random() < 0.04:
        agreed = str(Decimal(rng.randint(5000, 9000)) / 100)
    return {
        "code": code,
        "readers": readers,
        "sheets": sheets,
        "settled": agreed if agreed is not None else str(verdict.mark),
        "agreed": agreed,
        "head": rng.choice([0, 0, 0, 1, 2]),
        "groups": _groups(rng),
    }


def _sheet(rng, place, spread, *, third):
    one, two = rng.randint(30, 30 + spread), Decimal(rng.randint(60, 60 + 2 * spread)) / 2
    return {
        "judge": "ABCDEFGH"[place],
        "third": third,
        "version": rng.randint(1, 3),
        "total": str(one + two),
        "points": {"c1": str(one), "c2": str(two)},
    }


def _groups(rng):
    found = [
        ["category", rng.choice("xyz")],
        ["figure", rng.choice(["person", "collective"])],
        ["unit", f"u{rng.randint(1, 4)}"],
        ["unit_kind", f"k{rng.randint(1, 2)}"],
        *(["author", f"a{number}"] for number in rng.sample(range(1, 9), rng.choice([1, 1, 1, 2]))),
    ]
    return sorted(found)


def _standing(entry, ids, steps):
    sheets = [
        Sheet({key: Decimal(value) for key, value in sheet["points"].items()}, Decimal(sheet["total"]))
        for sheet in entry["sheets"]
    ]
    groups = frozenset(Group(QuotaKind(kind), key) for kind, key in entry["groups"])
    ties = tie_values(sheets, steps, head=Decimal(entry["head"]))
    return Standing(ids[entry["code"]], Decimal(entry["settled"]), ties, groups)


def _cut(rng, entries, ids, *, ties_in):
    top = rng.choice([None, rng.randint(0, 12), rng.randint(3, 12)])
    share = Decimal(rng.randint(1, 1000)) / 10 if rng.random() < 0.3 else None
    places = Cut(top=top, share=share).places(len(entries))
    left = 10**6 if places is None else places
    quotas = {}
    often = rng.choice([0, 0.15, 0.4])
    everywhere = sorted({tuple(group) for entry in entries for group in entry["groups"]})
    for kind, key in everywhere:
        if rng.random() >= often:
            continue
        most = rng.choice([None, rng.randint(0, 4)]) if kind != "author" else rng.randint(1, 2)
        least = rng.randint(0, 2) if kind != "author" and rng.random() < 0.5 else None
        least = None if least is None else min(least, left, least if most is None else most)
        left -= least or 0
        quotas[Group(QuotaKind(kind), key)] = (least, most)
    decided = rng.sample(sorted(ids.values()), min(len(ids), rng.choice([0, 0, 1, 3])))
    half = len(decided) // 2
    threshold = Decimal(rng.randint(6000, 7500)) / 100 if rng.random() < 0.3 else None
    return Cut(
        top, threshold, ties_in, quotas, share, into=frozenset(decided[:half]), out=frozenset(decided[half:])
    )
