"""Questions about levels, about what may go up and went, and about what came from below."""

from contest.nominations.queries.choosing import (
    Candidate,
    Candidates,
    candidates,
    round_to_nominate_from,
    verifications,
)
from contest.nominations.queries.consignments import (
    Tally,
    Trust,
    consignment_of,
    consignment_of_file,
    consignments_of,
    rows_of,
    rows_shown,
    tallies_of,
    trust_of,
)
from contest.nominations.queries.levels import (
    SENDER_KIND,
    Sender,
    is_receiving,
    level_of,
    sender_in,
    sender_of,
    senders_named,
    senders_of,
    sending_unit,
    sharers,
    standing_keys,
    works_taken,
)
from contest.nominations.queries.packages import package_of, package_of_content, packages_of
from contest.nominations.queries.received import ReceivedWork, works_received
from contest.nominations.queries.since import Since, changes_since
from contest.nominations.queries.telling import entries_told, files_told

__all__ = [
    "SENDER_KIND",
    "Candidate",
    "Candidates",
    "ReceivedWork",
    "Sender",
    "Since",
    "Tally",
    "Trust",
    "candidates",
    "changes_since",
    "consignment_of",
    "consignment_of_file",
    "consignments_of",
    "entries_told",
    "files_told",
    "is_receiving",
    "level_of",
    "package_of",
    "package_of_content",
    "packages_of",
    "round_to_nominate_from",
    "rows_of",
    "rows_shown",
    "sender_in",
    "sender_of",
    "senders_named",
    "senders_of",
    "sending_unit",
    "sharers",
    "standing_keys",
    "tallies_of",
    "trust_of",
    "verifications",
    "works_received",
    "works_taken",
]
