"""Verbs of the charter: found, announce and amend a contest; set its rounds, rubrics and lists."""

from contest.charter.service.amending import amend_contest, announce_contest, check_notice
from contest.charter.service.copying import Copy, copies_along, values_of
from contest.charter.service.founding import copy_contest, create_contest
from contest.charter.service.letterheads import set_letterhead, set_paper_form, set_signers
from contest.charter.service.lists import (
    bar,
    bar_all,
    lift_bar,
    set_categories,
    set_rejection_codes,
)
from contest.charter.service.paper_texts import write_paper_texts
from contest.charter.service.quotas import set_quotas
from contest.charter.service.round_order import add_round, order_rounds, remove_round
from contest.charter.service.rounds import (
    change_readers,
    freeze_round_rules,
    note_readers,
    set_criteria,
    set_round,
)
from contest.charter.service.statements import add_statement, retire_statement, reword_statement

__all__ = [
    "Copy",
    "add_round",
    "add_statement",
    "amend_contest",
    "announce_contest",
    "bar",
    "bar_all",
    "change_readers",
    "check_notice",
    "copies_along",
    "copy_contest",
    "create_contest",
    "freeze_round_rules",
    "lift_bar",
    "note_readers",
    "order_rounds",
    "remove_round",
    "retire_statement",
    "reword_statement",
    "set_categories",
    "set_criteria",
    "set_letterhead",
    "set_paper_form",
    "set_quotas",
    "set_rejection_codes",
    "set_round",
    "set_signers",
    "values_of",
    "write_paper_texts",
]
