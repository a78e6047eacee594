"""Ranking, tie-breaks, the cut, and how surely each place is known, in plain values."""

from contest.shortlist.rules.agreed import Agreed, with_agreed
from contest.shortlist.rules.choosing import Choice, choose
from contest.shortlist.rules.columns import RankedColumns
from contest.shortlist.rules.criteria import CriterionFigures, criteria_figures
from contest.shortlist.rules.crossed.fitting import Fit, Variances, fit
from contest.shortlist.rules.crossed.scaling import fit_scaled
from contest.shortlist.rules.cut import Cut, Group
from contest.shortlist.rules.digest import canonical_digest, places_digest
from contest.shortlist.rules.judging import Judging, judging, left_out
from contest.shortlist.rules.methods import METHODS, Marks, Method, Unfit, UnfitKind, why_not
from contest.shortlist.rules.methods.names import METHOD_NAMES
from contest.shortlist.rules.official import Marked, marks_by
from contest.shortlist.rules.outlook import Outlook, outlook
from contest.shortlist.rules.places import Places, places
from contest.shortlist.rules.ranking import Ranked, Standing, rank
from contest.shortlist.rules.readings import Readings
from contest.shortlist.rules.reliability import Reliability, reliability
from contest.shortlist.rules.second_look import SecondLook, second_look
from contest.shortlist.rules.ties import Sheet, TieBreak, tie_values
from contest.shortlist.rules.written import quotas_written, read, written

__all__ = [
    "METHODS",
    "METHOD_NAMES",
    "Agreed",
    "Choice",
    "CriterionFigures",
    "Cut",
    "Fit",
    "Group",
    "Judging",
    "Marked",
    "Marks",
    "Method",
    "Outlook",
    "Places",
    "Ranked",
    "RankedColumns",
    "Readings",
    "Reliability",
    "SecondLook",
    "Sheet",
    "Standing",
    "TieBreak",
    "Unfit",
    "UnfitKind",
    "Variances",
    "canonical_digest",
    "choose",
    "criteria_figures",
    "fit",
    "fit_scaled",
    "judging",
    "left_out",
    "marks_by",
    "outlook",
    "places",
    "places_digest",
    "quotas_written",
    "rank",
    "read",
    "reliability",
    "second_look",
    "tie_values",
    "why_not",
    "with_agreed",
    "written",
]
