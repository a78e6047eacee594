"""A reader of packages written from docs/package-format.md alone: the standard library and one signature."""

import hashlib
import io
import json
import zipfile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def canonical(value):
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return said.encode()


def must(holds, why):
    if not holds:
        raise ValueError(why)


def one_way(raw):
    value = json.loads(raw, parse_float=lambda _: must(False, "a fraction"))
    must(isinstance(value, dict) and canonical(value) == raw, "not written the one way")
    return value


def anew(members):
    """The archive as it has to be, from its members: local heads and bytes, the list of them, its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as packed:
        for name, data in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            packed.writestr(info, data)
    return out.getvalue()


def fingerprint(key):
    number, signs = int.from_bytes(hashlib.sha256(bytes.fromhex(key)).digest(), "big"), ""
    for _ in range(25):
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return " ".join(signs[n : n + 5] for n in range(0, 25, 5))


def read(data):
    """The manifest, the entries, the papers by title, the fingerprint of who signed. Raises ValueError."""
    must(data[:4] == b"PK\x03\x04", "no ZIP")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = [(info.filename, packed.read(info)) for info in packed.infolist()]
    lying = dict(members)
    must([name for name, _ in members[:2]] == ["manifest.json", "signature.json"], "not in order")
    manifest = json.loads(lying["manifest.json"])
    must(manifest["format"] == "guong-sang.nominations" and manifest["version"] in (1, 2), "another format")
    signed = one_way(lying["signature.json"])
    must(set(signed) == {"algorithm", "key", "signature"} and signed["algorithm"] == "ed25519", "signature")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed["key"])).verify(
            bytes.fromhex(signed["signature"]), lying["manifest.json"]
        )
    except InvalidSignature:
        raise ValueError("signature") from None
    one_way(lying["manifest.json"])
    must([f["name"] for f in manifest["files"]] == [name for name, _ in members[2:]], "other members")
    for file in manifest["files"]:
        held = lying[file["name"]]
        must(len(held) == file["size"] and hashlib.sha256(held).hexdigest() == file["sha256"], file["name"])
        must(not file["name"].startswith("files/") or file["name"] == "files/" + file["sha256"], "a name")
    must(anew(members) == data, "other bytes")
    raw = lying["entries.jsonl"]
    must(hashlib.sha256(raw).hexdigest() == manifest["list"]["sha256"] and raw.endswith(b"\n"), "entries")
    entries = [one_way(line) for line in raw[:-1].split(b"\n")]
    counts = manifest["counts"]
    nominated = sum(entry["nominated"] for entry in entries)
    must((len(entries), nominated) == (counts["entries"], counts["nominated"]), "counts")
    must(len({entry["receipt"].strip().upper() for entry in entries}) == len(entries), "receipts")
    named = {"files/" + file["sha256"] for entry in entries for file in entry["files"]}
    must(named == {name for name in lying if name.startswith("files/")}, "files")
    papers = {paper["name"]: paper["title"] for paper in manifest.get("papers", [])}
    must(list(papers) == [name for name, _ in members if name.startswith("papers/")], "papers")
    return manifest, entries, {t: lying[name] for name, t in papers.items()}, fingerprint(signed["key"])
