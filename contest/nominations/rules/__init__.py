"""The rules of what goes upward: the format of a package, quotas, the same entry known again, consents."""

from contest.nominations.rules.consents import authors_allowed, consents_counted
from contest.nominations.rules.fates import Fate, Standing, changed_parts, fate_of, identity_of, marks_of
from contest.nominations.rules.manifest import Manifest, MemberTold, Sender, list_digest, read_manifest
from contest.nominations.rules.quota import Room, quota_of, within
from contest.nominations.rules.reading import read_entry, read_line
from contest.nominations.rules.told import (
    HELD_BACK,
    LEFT_OUT,
    WHOLE,
    AuthorTold,
    ConsentTold,
    EntryTold,
    FigureTold,
    FileTold,
    ResultTold,
)

__all__ = [
    "HELD_BACK",
    "LEFT_OUT",
    "WHOLE",
    "AuthorTold",
    "ConsentTold",
    "EntryTold",
    "Fate",
    "FigureTold",
    "FileTold",
    "Manifest",
    "MemberTold",
    "ResultTold",
    "Room",
    "Sender",
    "Standing",
    "authors_allowed",
    "changed_parts",
    "consents_counted",
    "fate_of",
    "identity_of",
    "list_digest",
    "marks_of",
    "quota_of",
    "read_entry",
    "read_line",
    "read_manifest",
    "within",
]
