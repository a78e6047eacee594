"""What is done with envelopes: drafts, files, the hand-in, corrections, withdrawal, the seal."""

from contest.authors.service.bundles import (
    add_files,
    begin_bundle,
    choose_rows,
    discard_bundle,
    record_receipt_taken,
    remove_file,
    start_taking,
    take_on,
)
from contest.authors.service.corrections import correct_entry, withdraw_entry
from contest.authors.service.drafts import (
    begin_draft,
    draft_problems,
    hand_in_draft,
    received_files,
    save_draft_step,
    submission_of,
)
from contest.authors.service.files import (
    add_draft_file,
    caption_draft_files,
    move_draft_file,
    order_draft_files,
    receive_file,
    remove_draft_file,
    use_draft_file,
)
from contest.authors.service.hand_in import HandedIn, hand_in, secret_for
from contest.authors.service.importing import import_entry, key_of_row
from contest.authors.service.lists import Sheet, listed_rows, put_sheet, read_sheet, set_columns, table_of
from contest.authors.service.paper import Came, hand_in_paper, hold_paper, paper_of, paper_problems
from contest.authors.service.reopening import begin_correction, read_again
from contest.authors.service.seal import turn_seal_key
from contest.authors.service.uploads import (
    begin_upload,
    complete_upload,
    drop_upload,
    held_upload,
    note_offset,
    offset_of,
    read_upload,
)

__all__ = [
    "Came",
    "HandedIn",
    "Sheet",
    "add_draft_file",
    "add_files",
    "begin_bundle",
    "begin_correction",
    "begin_draft",
    "begin_upload",
    "caption_draft_files",
    "choose_rows",
    "complete_upload",
    "correct_entry",
    "discard_bundle",
    "draft_problems",
    "drop_upload",
    "hand_in",
    "hand_in_draft",
    "hand_in_paper",
    "held_upload",
    "hold_paper",
    "import_entry",
    "key_of_row",
    "listed_rows",
    "move_draft_file",
    "note_offset",
    "offset_of",
    "order_draft_files",
    "paper_of",
    "paper_problems",
    "put_sheet",
    "read_again",
    "read_sheet",
    "read_upload",
    "receive_file",
    "received_files",
    "record_receipt_taken",
    "remove_draft_file",
    "remove_file",
    "save_draft_step",
    "secret_for",
    "set_columns",
    "start_taking",
    "submission_of",
    "table_of",
    "take_on",
    "turn_seal_key",
    "use_draft_file",
    "withdraw_entry",
]
