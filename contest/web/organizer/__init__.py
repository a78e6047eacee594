"""The organizer's door: one file a subject, one line each below."""
# ruff: noqa: E402, F401, I001

from flask import Blueprint

bp = Blueprint("organizer", __name__, url_prefix="/office")

from contest.web.organizer import veil
from contest.web.organizer import desk
from contest.web.organizer import progress
from contest.web.organizer import register
from contest.web.organizer import entries
from contest.web.organizer import screening
from contest.web.organizer import statistics
from contest.web.organizer import masks
from contest.web.organizer import areas
from contest.web.organizer import pictures
from contest.web.organizer import resemblances
from contest.web.organizer import resemblances_beside
from contest.web.organizer import references
from contest.web.organizer import settling
from contest.web.organizer import settling_cases
from contest.web.organizer import settling_sheets
from contest.web.organizer import settling_checks
from contest.web.organizer import draws
from contest.web.organizer import trials
from contest.web.organizer import draws_changes
from contest.web.organizer import draws_conflicts
from contest.web.organizer import draws_settings
from contest.web.organizer import settings
from contest.web.organizer import letterhead
from contest.web.organizer import settings_lists
from contest.web.organizer import settings_corner
from contest.web.organizer import settings_rounds
from contest.web.organizer import team
from contest.web.organizer import units
from contest.web.organizer import log
from contest.web.organizer import founding
from contest.web.organizer import ranking
from contest.web.organizer import certainty
from contest.web.organizer import opinions
from contest.web.organizer import line_look
from contest.web.organizer import members
from contest.web.organizer import frozen
from contest.web.organizer import meetings
from contest.web.organizer import meetings_acts
from contest.web.organizer import projector
from contest.web.organizer import papers
from contest.web.organizer import paper_issues
from contest.web.organizer import paper_templates
from contest.web.organizer import exports
from contest.web.organizer import paper_texts
from contest.web.organizer import paper_sheets
from contest.web.organizer import paper
from contest.web.organizer import covers
from contest.web.organizer import scans
from contest.web.organizer import scan_pieces
from contest.web.organizer import bundles
from contest.web.organizer import bundle_columns
from contest.web.organizer import bundle_receipts
from contest.web.organizer import surveys
from contest.web.organizer import sheet_printing
from contest.web.organizer import typing_desk
from contest.web.organizer import typed_sheets
from contest.web.organizer import score_lists
