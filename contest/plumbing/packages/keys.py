"""The installation's signing key (Ed25519), made at first use, and public keys as people compare them.

The private half lies in the instance folder, readable by its owner alone, and goes nowhere else: not into
the log, not into the database, not into a package.
"""

import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from flask import current_app

from contest.errors.packages import PublicKeyUnfit, SigningKeyExposed, SigningKeyUnfit
from contest.plumbing.codes import ALPHABET

FILE: Final = "signing_key"
SIGNS: Final = 25
GROUP: Final = 5
SMALL: Final = frozenset(
    {
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    }
)
"""The points of edwards25519 whose order divides 8, without their sign: under such a key anybody signs anything."""


def public_key() -> str:
    """The installation's public key, 64 hex digits; the pair is made when there is none."""
    return _own().public_key().public_bytes_raw().hex()


def sign(message: bytes) -> str:
    """The installation's signature of these bytes, 128 hex digits; the same bytes give the same signature."""
    return _own().sign(message).hex()


def is_signed(message: bytes, *, signature: str, key: str) -> bool:
    """Whether the owner of this public key signed these bytes; never under a key that has no one owner."""
    if is_anybodys(key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def is_anybodys(key: str) -> bool:
    """Whether a public key, 64 hex digits, is one of the few under which everybody can sign."""
    return f"{key[:62]}{int(key[62:], 16) & 0x7F:02x}" in SMALL


def read_public_key(typed: str) -> str:
    """A public key as it was typed or pasted, capitals, spaces and dashes whatever. Raises PublicKeyUnfit."""
    bare = "".join(sign for sign in typed.casefold() if not sign.isspace() and sign not in "-:")
    if len(bare) != 64 or set(bare) - set("0123456789abcdef") or is_anybodys(bare):
        raise PublicKeyUnfit
    return bare


def fingerprint(key: str) -> str:
    """What two people read to each other to compare a public key.

    Units    25 signs of 31 in groups of five, without look-alikes: 123 bits of the key's SHA-256
    """
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(key)).digest())
    signs = []
    for _ in range(SIGNS):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return " ".join("".join(signs[start : start + GROUP]) for start in range(0, SIGNS, GROUP))


def same_fingerprint(typed: str, key: str) -> bool:
    """Whether what was typed is the key's fingerprint, whatever its capitals, spaces and dashes."""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    return bare == fingerprint(key).replace(" ", "")


def _own() -> Ed25519PrivateKey:
    path = Path(current_app.config["INSTANCE"]) / FILE
    if not path.exists():
        _make(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SigningKeyExposed(path=path)
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii")))
    except ValueError:
        raise SigningKeyUnfit(path=path) from None


def _make(path: Path) -> None:
    """Write a new key beside and give it its name once it is whole; whoever comes second uses the first's."""
    waiting = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
            file.flush()
            os.fsync(file.fileno())
        os.link(waiting, path)
    except FileExistsError:
        pass
    finally:
        waiting.unlink(missing_ok=True)
