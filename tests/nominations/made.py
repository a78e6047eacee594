"""Packages made by hand, for what no office of ours would send."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contest.plumbing.packages import canonical, write_package

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ANOTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TEXTS = (b"%PDF-1.7 bai mot, " * 5, b"bai hai, viet tay, " * 5)

ENTRY: dict[str, Any] = {
    "receipt": "CL26-7KQ4-9",
    "title": "Người giữ rừng",
    "category": "ghi-chep",
    "category_name": "Ghi chép",
    "nominated": True,
    "handed_in_at": "2026-11-20T02:00:00+00:00",
    "sent_on": "2026-11-20",
    "received_on": "2026-11-20",
    "channel": "web",
    "digest": "a" * 64,
    "words": 9,
    "typed": True,
    "paragraphs": ["Ông Slao giữ rừng đầu nguồn đã hai mươi năm."],
    "kind": "person",
    "collective_name": "",
    "authors": [
        {
            "name": "Hoàng Thị Lanh",
            "leads": True,
            "pen_name": "",
            "birth": "1978-05-09",
            "gender": "female",
            "occupation": "Giáo viên",
            "unit": "Xã Nhân Lý",
            "address": "",
            "phone": "0912345678",
            "email": "",
            "guardian_name": "",
            "guardian_phone": "",
        }
    ],
    "unit_code": "X-NL",
    "unit": "Xã Nhân Lý",
    "figure": {
        "kind": "person",
        "name": "Nông Văn Slao",
        "birth_year": 1950,
        "position": "",
        "place": "Xã Nhân Lý",
        "phone": "",
        "field": "",
        "honours": "",
        "verified": "",
    },
    "files": [],
    "consents": [],
    "contacts": "whole",
    "result": {"round": "Vòng sơ khảo", "mark": "88.50", "rank": 1, "among": 9, "award": "", "code": ""},
}
SAID: dict[str, Any] = {
    "format": "guong-sang.nominations",
    "version": 1,
    "software": "0.1.0",
    "created_at": "2026-11-25T02:00:00+00:00",
    "sender": {"body": "Ban Tổ chức", "area": "huyện Chi Lăng", "level": "cấp huyện", "rank": 2},
    "contest": {"slug": "guong-sang-2026", "title": "Những tấm gương", "year": 2026},
    "counts": {"entries": 1, "nominated": 1, "files": 3},
    "options": {"scores": True, "phones": True},
    "list": {"sha256": "0" * 64},
}


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def lines_of(entries: Sequence[Mapping[str, Any]]) -> bytes:
    return b"".join(canonical(entry) + b"\n" for entry in entries)


def members_of(
    entries: Sequence[Mapping[str, Any]] = (ENTRY,), texts: Sequence[bytes] = TEXTS
) -> list[tuple[str, bytes]]:
    """What lies behind the signature, in its order."""
    files = sorted((f"files/{sha(text)}", text) for text in texts)
    return [("entries.jsonl", lines_of(entries)), *files]


def manifest_of(members: Sequence[tuple[str, bytes]], **changes: Any) -> bytes:
    files = [{"name": name, "sha256": sha(data), "size": len(data)} for name, data in members]
    listed = {"sha256": next((file["sha256"] for file in files if file["name"] == "entries.jsonl"), "0" * 64)}
    return canonical({**SAID, "list": listed, "files": files, **changes})


def signature_of(manifest: bytes, key: Ed25519PrivateKey = KEY) -> bytes:
    public = key.public_key().public_bytes_raw().hex()
    return canonical({"algorithm": "ed25519", "key": public, "signature": key.sign(manifest).hex()})


def a_package(
    members: Sequence[tuple[str, bytes]] | None = None,
    *,
    manifest: bytes | None = None,
    signature: bytes | None = None,
    key: Ed25519PrivateKey = KEY,
    **changes: Any,
) -> bytes:
    """A package of these members; what is given takes the place of what would be written."""
    members = members_of() if members is None else members
    told = manifest_of(members, **changes) if manifest is None else manifest
    signed = signature_of(told, key) if signature is None else signature
    out = io.BytesIO()
    write_package(out, [("manifest.json", told), ("signature.json", signed), *members])
    return out.getvalue()


def unpacked(data: bytes) -> list[tuple[str, bytes]]:
    """Every member of an archive, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [(info.filename, packed.read(info)) for info in packed.infolist()]


def repacked(members: Sequence[tuple[str, bytes]], *, method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive of these members as any program would write it."""
    out = io.BytesIO()
    if method == zipfile.ZIP_STORED:
        write_package(out, members)
        return out.getvalue()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return out.getvalue()


def laid(folder: Path, data: bytes, name: str = "goi.guongsang") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
