"""Where bytes lie, named by their SHA-256. The local folder is the default; others share its face."""

from contest.plumbing.storage.face import Kept, Storage, storage
from contest.plumbing.storage.local import LocalStorage
from contest.plumbing.storage.named import named_digests, names_blobs
from contest.plumbing.storage.parts import Part

__all__ = ["Kept", "LocalStorage", "Part", "Storage", "named_digests", "names_blobs", "storage"]
