"""A paper's text dressed for the office: its number and day, who signs it, who receives it."""

from collections.abc import Iterable
from dataclasses import replace

from contest.charter.models import Contest, Round
from contest.charter.queries import paper_forms_of, signers_of
from contest.charter.rules.letterheads import signing
from contest.exports.face import Paper
from contest.exports.models import Issue
from contest.exports.papers.heading import signatures_of
from contest.exports.queries import standing_issue
from contest.exports.sheet import Document, Signature


def dressed(document: Document, contest: Contest, round_: Round, paper: Paper) -> Document:
    """The document as it leaves the house: as it was issued, or with room to write number and day by hand."""
    issue, form = standing_issue(contest.id, paper, round_), paper_forms_of(contest.id).get(paper.key)
    head = document.letterhead
    if issue is not None:
        head = replace(head, number=issue.number, day=issue.day)
        signers = signed_on(issue)
    else:
        signers = signatures_of(signing(signers_of(contest.id), paper.key))
    return replace(
        document,
        letterhead=head,
        signatures=tuple(_placed(document.signatures, signers)),
        recipients=tuple(form.recipients) if form is not None and form.recipients else document.recipients,
    )


def signed_on(issue: Issue) -> tuple[Signature, ...]:
    """Who signed, as it was recorded when the paper was issued."""
    return tuple(
        Signature(one["office"].upper(), one["prefix"], one["name"], organizers=True)
        for one in issue.signatures
    )


def _placed(places: Iterable[Signature], signers: tuple[Signature, ...]) -> Iterable[Signature]:
    for place in places:
        yield from signers if place.organizers else (place,)
