"""Verbs of the papers: issue them with number and day, put an own template in the place of our layout."""

from contest.exports.service.issuing import issue_paper, withdraw_issue

__all__ = ["issue_paper", "withdraw_issue"]
