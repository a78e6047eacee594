"""Re-compute a frozen shortlist from its proof, with Python's standard library alone.

    python3 verify_shortlist.py shortlist.json        (or the ZIP it came in)

Exit code 0: everything comes out equal; 1: something differs, and where; 2: the file cannot be used, or its marks
come from a model (adjusted), which only the application re-computes: everything else was equal then.
The steps are those of docs/cut.md. Nothing here is shared with the application.
"""

import hashlib
import json
import re
import sys
import zipfile
import zlib
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

Data = dict[Any, Any]

KINDS = ("category", "figure", "unit", "unit_kind", "author")
MODELS = ("adjusted", "scaled")
METHODS = ("mean", "sum", "median", "trimmed", *MODELS)
NAME = "shortlist.json"
FAULTS: tuple[type[Exception], ...] = (ArithmeticError, AttributeError, EOFError, LookupError, MemoryError)
FAULTS = (*FAULTS, OSError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)


def main(arguments: list[str]) -> int:
    """Check the file; return the exit code."""
    if len(arguments) != 1:
        print("Cách dùng: verify_shortlist.py FILE / Usage: verify_shortlist.py FILE")
        return 2
    try:
        proof = read(arguments[0])
        found = differences(proof)
    except FAULTS as why:
        print(f"Tệp không dùng được / The file cannot be used: {why} ({type(why).__name__})")
        return 2
    print(*found, sep="\n", end="\n" if found else "")
    if found:
        print("KHÁC / DIFFERENT:", len(found))
        return 1
    if proof["rules"]["method"] in MODELS:
        print("Phiếu, thứ hạng và vạch bằng nhau; điểm hiệu chỉnh phải tính lại bằng phần mềm.")
        print("Sheets, ranks and cut are equal; adjusted marks need the application.")
        return 2
    print("BẰNG NHAU / EQUAL", proof["result"]["digest"])
    return 0


def read(path: str) -> Data:
    """The proof, from its JSON file or the ZIP around it."""
    text = Path(path).read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            text = archive.read(NAME)
    proof = json.loads(text.decode("utf-8"))
    if proof["format"] != "guong-sang/shortlist-proof" or proof["version"] != 2:
        raise ValueError("không phải bản kiểm chứng, hoặc phiên bản khác / no proof, or of another version")
    if not {proof["rules"]["method"], proof["rules"]["charters_method"]} <= set(METHODS):
        raise ValueError(f"cách tính lạ / an unknown method: {proof['rules']['method']}")
    return dict(proof)


def differences(proof: Data) -> list[str]:
    """Everything that comes out otherwise than the proof says, a line each."""
    rules, result, own = proof["rules"], proof["result"], proof["digests"]["entries"]
    altered = [one["code"] for one in proof["entries"] if digest_of(one) != own.get(one["code"])]
    whole = {key: proof[key] for key in proof if key != "digests"}
    if not altered and digest_of(whole) != proof["digests"]["all"]:
        altered = ["quy tắc, kết quả / rules, result"]
    found = [f"{where}: đã bị sửa sau khi lập / altered since it was made" for where in altered]
    told = {code: (mark, rank, taken) for code, mark, rank, taken in result["places"]}
    codes = sorted(entry["code"] for entry in proof["entries"])
    if sorted(place[0] for place in result["places"]) != codes or len(told) != len(codes):
        return ["Các bài và các chỗ không khớp / entries and places do not match"]
    sheets = {one["code"]: [[s["total"], s["version"]] for s in one["sheets"]] for one in proof["entries"]}
    if digest_of(sheets) != result["sheets_digest"]:
        found.append("Mã kiểm chứng của phiếu khác / the digest of the sheets differs")
    for entry in proof["entries"]:
        made = settle(entry, rules) if entry["agreed"] is None else number(entry["agreed"])
        if made != number(entry["settled"]):
            found.append(f"{entry['code']}: điểm kết luận / settled mark {entry['settled']}")
    marks = {entry["code"]: mark_of(entry, rules, told) for entry in proof["entries"]}
    ranked = ranking(proof["entries"], marks, rules["tie_breaks"])
    members = cut(ranked, rules)
    for one in ranked:
        mine = (two_places(one["mark"]), one["rank"], one["code"] in members)
        if mine != told[one["code"]]:
            found.append(
                f"{one['code']}: {told[one['code']]} != {mine} (điểm, hạng, vào / mark, rank, taken)"
            )
    places = [[one["code"], two_places(one["mark"]), one["rank"], one["code"] in members] for one in ranked]
    if digest_of(places) != result["digest"]:
        found.append("Mã kiểm chứng của danh sách khác / the digest of the list differs")
    return found


def settle(entry: Data, rules: Data) -> Fraction | None:
    """The mark that the charter's rules make of an entry's own totals; None where they make none."""
    totals = [number(sheet["total"]) for sheet in entry["sheets"]]
    planned = max(entry["readers"], sum(1 for sheet in entry["sheets"] if not sheet["third"]))
    if len(totals) > planned + (1 if planned == 2 else 0):
        planned = len(totals)
    if len(totals) < planned:
        return None
    if planned > 2:
        own = entry["readers"] > 2 and rules["charters_method"] not in MODELS
        return hundredths(combine(rules["charters_method"] if own else "mean", totals))
    apart = max(totals) - min(totals)
    if planned == 2 and len(totals) == 2 and apart >= number(rules["bands"]["agree"]):
        return None
    twice = [total for total in totals if totals.count(total) > 1]
    if planned == 2 and len(totals) == 3 and not twice and apart > number(rules["bands"]["panel"]):
        return None
    return hundredths(twice[0] if planned == 2 and twice else combine("mean", totals))


def combine(method: str, totals: list[Fraction]) -> Fraction:
    """One number of several."""
    ordered = sorted(totals)
    if method == "sum":
        return sum(ordered, Fraction(0))
    if method == "trimmed":
        if len(ordered) < 5:
            raise ValueError("fewer than five totals to trim")
        ordered = ordered[1:-1]
    if method == "median":
        ordered = [ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]]
    return sum(ordered, Fraction(0)) / len(ordered)


def mark_of(entry: Data, rules: Data, told: Data) -> Fraction:
    """What the entry is ranked by."""
    method = rules["method"]
    if method in MODELS:
        return number(told[entry["code"]][0])
    if method == rules["charters_method"]:
        return number(entry["settled"])
    totals = [number(sheet["total"]) for sheet in entry["sheets"]]
    if entry["agreed"] is not None:
        return number(entry["agreed"]) * (len(totals) if method == "sum" else 1)
    return hundredths(combine(method, totals))


def ranking(entries: list[Data], marks: Data, steps: list[Data]) -> list[Data]:
    """Best first, equals by their codes, each with its rank."""
    rows: list[Data] = []
    for entry in entries:
        mark, groups = marks[entry["code"]], {(kind, key) for kind, key in entry["groups"]}
        merit = (mark, *(tie(entry, step) for step in steps))
        rows.append({"code": entry["code"], "mark": mark, "merit": merit, "groups": groups})
    first: Data = {}
    for place, its in enumerate(sorted((row["merit"] for row in rows), reverse=True), start=1):
        first.setdefault(its, place)
    for row in rows:
        row["rank"] = first[row["merit"]]
    return sorted(rows, key=lambda row: (row["rank"], row["code"]))


def tie(entry: Data, step: Data) -> Fraction:
    """The value of one tie-break."""
    sheets = entry["sheets"]
    if "head" in step:
        return number(str(entry["head"]))
    if not sheets:
        return Fraction(0)
    if "median" in step:
        return hundredths(combine("median", [number(sheet["total"]) for sheet in sheets]))
    sums = [sum((number(sheet["points"][key]) for key in step["criteria"]), Fraction(0)) for sheet in sheets]
    return hundredths(combine("mean", sums))


def cut(ranked: list[Data], rules: Data) -> set[str]:
    """The codes of the members."""
    said = rules["cut"]
    quotas = {(kind, key): q for kind, of in said["quotas"].items() for key, q in of.items()}
    decided = dict(rules["decided"])
    into = [one for one in ranked if decided.get(one["code"]) == "in"]
    line = None if said["threshold"] is None else number(said["threshold"])
    pool = [one for one in ranked if one["code"] not in decided and (line is None or one["mark"] >= line)]
    ranks = [list(equals) for _, equals in groupby(pool, key=lambda one: one["rank"])]
    places = [] if said["top"] is None else [said["top"]]
    if said["percent"] is not None:
        places.append(-(-len(ranked) * number(said["percent"]) // 100))
    sure, sharers, promised = keep(ranks, quotas, into, said["ties_in"])
    members = into + sure + [one for equals in sharers.values() for one in equals if said["ties_in"]]
    inside, closed = {one["code"] for one in members}, set[Any]()
    free = max(0, min(places) - len(into) - len(sure) - sum(promised.values())) if places else None
    for equals in ranks:
        if free == 0:
            break
        rank = equals[0]["rank"]
        outside = [one for one in equals if one["code"] not in inside]
        entering = let_in(outside, quotas, members, closed, said["ties_in"])
        share = [one for one in sharers.get(rank, []) if said["ties_in"] or one in entering]
        covered = min(promised.get(rank, 0), len(share))
        beyond = len([one for one in entering if one not in share]) + len(share) - covered
        if free is not None:
            free += promised.get(rank, 0) - covered
        if free is None or beyond <= free or said["ties_in"]:
            members = members + entering
        if free is not None:
            free = free - beyond if beyond <= free else 0
    return {one["code"] for one in members}


def keep(
    ranks: list[list[Data]], quotas: Data, into: list[Data], ties_in: bool
) -> tuple[list[Data], dict[int, list[Data]], dict[int, int]]:
    """Who has a kept place for sure; who shares how many of them, by rank."""
    sure: list[Data] = []
    sharers: dict[int, list[Data]] = {}
    promised: dict[int, int] = {}
    counted, filling, closed = list(into), list(into), set[Any]()
    for equals in ranks:
        needy = [one for one in equals if any(need(group, quotas, counted) > 0 for group in one["groups"])]
        needy = let_in(needy, quotas, filling, closed, ties_in)
        enough = {g for one in needy for g in one["groups"] if size(g, needy) <= need(g, quotas, counted)}
        mine = [one for one in needy if one["groups"] & enough]
        counted = counted + mine
        still = {g for one in needy for g in one["groups"] if need(g, quotas, counted) > 0}
        rest = [one for one in needy if one not in mine and one["groups"] & still]
        if rest:
            rank = equals[0]["rank"]
            sharers[rank], promised[rank] = rest, 0
            for kind in KINDS:
                groups = {group for one in rest for group in one["groups"] if group[0] == kind}
                wanted = sum(max(0, min(need(g, quotas, counted), size(g, rest))) for g in groups)
                promised[rank] = max(promised[rank], wanted)
        counted = counted + rest
        sure = sure + mine
        filling = filling + mine + (rest if ties_in else [])
    return sure, sharers, promised


def let_in(
    equals: list[Data], quotas: Data, filling: list[Data], closed: set[Any], ties_in: bool
) -> list[Data]:
    """The equals whom no limit keeps out; a group that parts equals closes when ties stay out."""
    for kind in KINDS:
        rooms = {}
        for group in {group for one in equals for group in one["groups"] if group[0] == kind}:
            most = quotas.get(group, (None, None))[1]
            if most is not None:
                rooms[group] = 0 if group in closed else max(0, most - size(group, filling))
        full = {group for group, room in rooms.items() if room == 0}
        across = {group for group, room in rooms.items() if 0 < room < size(group, equals)}
        out = full if ties_in else full | across
        if not ties_in:
            closed |= across
        equals = [one for one in equals if not one["groups"] & out]
    return equals


def need(group: Any, quotas: Data, counted: list[Data]) -> int:
    """How many more members a group must have."""
    return (quotas.get(group, (None, None))[0] or 0) - size(group, counted)


def size(group: Any, entries: list[Data]) -> int:
    """How many of these entries are of the group."""
    return sum(1 for one in entries if group in one["groups"])


def number(said: str) -> Fraction:
    """Points as they are written: digits, a dot, digits."""
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,12})?([eE][+-]?[0-9])?", said):
        raise ValueError(f"không phải là số / not a number: {said[:40]}")
    return Fraction(said)


def hundredths(exact: Fraction) -> Fraction:
    """Rounded half up to 0.01; halves go away from nought."""
    sign = -1 if exact < 0 else 1
    return Fraction(sign * ((abs(exact) * 200 + 1) // 2), 100)


def two_places(mark: Fraction) -> str:
    """A mark as text: two decimals."""
    whole = mark * 100
    if whole.denominator != 1:
        raise ValueError("a mark finer than 0.01")
    sign, units = ("-" if whole < 0 else ""), abs(int(whole))
    return f"{sign}{units // 100}.{units % 100:02d}"


def digest_of(said: Any) -> str:
    """SHA-256 of canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
