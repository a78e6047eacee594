"""Secrets that can be said again: derived from the application's key, never stored."""

import hashlib
import hmac
from typing import Final

from flask import current_app

from contest.plumbing.codes import ALPHABET

SIGNS: Final = 26
GROUP: Final = 5


def secret_of(purpose: str, key: str) -> str:
    """The secret that belongs to a key: the same each time, and nobody without SECRET_KEY can say it.

    Units    26 signs of 31, which is 128 bits, parted by dashes for reading
    """
    app_key = str(current_app.config["SECRET_KEY"]).encode()
    number = int.from_bytes(hmac.digest(app_key, f"{purpose}\0{key}".encode(), "sha512"))
    signs = []
    for _ in range(SIGNS):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "-".join("".join(signs[start : start + GROUP]) for start in range(0, SIGNS, GROUP))


def hash_of_secret(typed: str) -> str:
    """What is kept of such a secret, whatever the capitals, spaces and dashes it is typed with."""
    bare = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()
