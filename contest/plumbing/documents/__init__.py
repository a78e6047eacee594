"""Reading hostile files: what comes in is bytes of strangers, what goes out is plain text and our own pictures.

read_document reads one file in a process of its own under limits of memory, time and size, so that a
bomb, a hang or a crash in there is a refusal here; read_scan does so for a batch of sheets. The bytes
tell what a file is; its name only has to agree. One reader a kind lives in ``readers/``, one line each in
``registry.py``.
"""

from contest.plumbing.documents.host import read_document, read_scan
from contest.plumbing.documents.reading import SCAN_LIMITS, Kind, Limits, Note, Page, Reading, Why

__all__ = ["SCAN_LIMITS", "Kind", "Limits", "Note", "Page", "Reading", "Why", "read_document", "read_scan"]
