"""Verbs of what goes upward and what comes from below."""

from contest.nominations.service.copying import copy_level
from contest.nominations.service.levels import (
    add_sender,
    end_sender,
    register_key,
    set_level,
    set_quota,
    withdraw_key,
)
from contest.nominations.service.packing import Packed, pack, record_package_taken, register_package
from contest.nominations.service.receiving import (
    accept_key,
    choose_entries,
    discard_consignment,
    map_categories,
    receive_consignment,
    record_answer_taken,
    say_sender,
    start_taking,
    take_on,
)

__all__ = [
    "Packed",
    "accept_key",
    "add_sender",
    "choose_entries",
    "copy_level",
    "discard_consignment",
    "end_sender",
    "map_categories",
    "pack",
    "receive_consignment",
    "record_answer_taken",
    "record_package_taken",
    "register_key",
    "register_package",
    "say_sender",
    "set_level",
    "set_quota",
    "start_taking",
    "take_on",
    "withdraw_key",
]
