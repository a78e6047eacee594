"""Verbs of the papers: issue them with number and day, put an own template in the place of our layout."""

from contest.exports.service.copying import copy_templates
from contest.exports.service.issuing import issue_paper, withdraw_issue
from contest.exports.service.templates import (
    TemplateRead,
    load_template,
    read_template,
    restore_layout,
    take_up_template,
)

__all__ = [
    "TemplateRead",
    "copy_templates",
    "issue_paper",
    "load_template",
    "read_template",
    "restore_layout",
    "take_up_template",
    "withdraw_issue",
]
