"""Signed packages that pass from one installation to another (docs/package-format.md)."""

from contest.plumbing.packages.canonical import canonical
from contest.plumbing.packages.checking import ALGORITHM, FORMAT, VERSION, PackageLimits
from contest.plumbing.packages.keys import fingerprint, public_key, read_public_key, same_fingerprint, sign
from contest.plumbing.packages.opening import Opened, open_package
from contest.plumbing.packages.writing import (
    ENTRIES,
    FILES,
    MANIFEST,
    MINUTES,
    PAPERS,
    SIGNATURE,
    SUFFIX,
    write_package,
)

__all__ = [
    "ALGORITHM",
    "ENTRIES",
    "FILES",
    "FORMAT",
    "MANIFEST",
    "MINUTES",
    "PAPERS",
    "SIGNATURE",
    "SUFFIX",
    "VERSION",
    "Opened",
    "PackageLimits",
    "canonical",
    "fingerprint",
    "open_package",
    "public_key",
    "read_public_key",
    "same_fingerprint",
    "sign",
    "write_package",
]
