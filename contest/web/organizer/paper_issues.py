"""A paper's number and day, who signs and who receives it."""

from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import paper_forms_of, signers_of
from contest.charter.rules.letterheads import SignerSaid, own_pattern, signing
from contest.charter.service import set_paper_form
from contest.exports.dressing import signed_on
from contest.exports.formats.wording import signature_lines
from contest.exports.papers.heading import letterhead_of
from contest.exports.queries import issues_of, next_serial, pattern_of
from contest.exports.registry import paper_of
from contest.exports.service import issue_paper, withdraw_issue
from contest.people.models import RoleKind
from contest.plumbing.clock import local, now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.paper_issue_forms import IssueForm, PaperFormForm
from contest.web.organizer.papers import may_name, round_asked
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import done, saved
from contest.web.sessions import visitor

BOARD: Final = SignerSaid("Ban Tổ chức", "TM")
"""Whoever signs when nobody is named in the settings."""


@bp.route("/<slug>/papers/<key>/issue", methods=["GET", "POST"])
@open_to(*OFFICE)
def paper_issue(contest: Contest, key: str) -> Any:
    """Give the paper its number and day, or see which it carries."""
    round_, paper, at = round_asked(contest), paper_of(key), now()
    signers = tuple(signers_of(contest.id)) or (BOARD,)
    form = IssueForm.of(
        signers,
        own=signing(signers, paper.key),
        serial=next_serial(contest, paper),
        day=local(at, contest.zone).date(),
    )

    def save() -> None:
        issue_paper(
            contest=contest,
            round_=round_,
            paper=paper,
            serial=form.serial.data or 0,
            day=form.day.data,
            signers=form.chosen(signers),
            names=may_name(contest, round_, paper),
            actor=visitor().actor,
            at=at,
        )

    issues = issues_of(contest.id, paper, round_)
    style = letterhead_of(contest).style
    return saved(
        form,
        save,
        contest=contest,
        page="organizer/paper_issue.html",
        to=url_for("organizer.paper_issue", slug=contest.slug, key=paper.key, round=round_.number),
        word=_("Đã cấp số. Từ nay văn bản tải xuống mang số, ngày và người ký này."),
        round=round_,
        paper=paper,
        pattern=pattern_of(contest, paper),
        issues=[
            (issue, [(" ".join(signature_lines(one, style)), one.name) for one in signed_on(issue)])
            for issue in issues
        ],
        standing=next((issue for issue in issues if issue.withdrawn_at is None), None),
    )


@bp.post("/<slug>/papers/<key>/issue/withdrawal")
@open_to(*OFFICE)
def withdraw_paper_issue(contest: Contest, key: str) -> Any:
    """Take the number and the day back."""
    round_, paper = round_asked(contest), paper_of(key)
    return done(
        lambda: withdraw_issue(contest=contest, round_=round_, paper=paper, actor=visitor().actor, at=now()),
        to=url_for("organizer.paper_issue", slug=contest.slug, key=paper.key, round=round_.number),
        word=_("Đã rút số. Văn bản lại để trống số và ngày."),
    )


@bp.route("/<slug>/papers/<key>/form", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def paper_form(contest: Contest, key: str) -> Any:
    """How this kind of paper is numbered and who receives it."""
    round_, paper = round_asked(contest), paper_of(key)
    standing = paper_forms_of(contest.id).get(paper.key)
    form = PaperFormForm(
        data={
            "number_pattern": standing.number_pattern if standing else "",
            "recipients": "\n".join(standing.recipients) if standing else "",
        }
    )

    def save() -> None:
        set_paper_form(
            contest=contest,
            paper=paper.key,
            number_pattern=form.number_pattern.data or "",
            recipients=form.lines,
            actor=visitor().actor,
            at=now(),
        )

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/paper_form.html",
        to=url_for("organizer.paper_preview", slug=contest.slug, key=paper.key, round=round_.number),
        round=round_,
        paper=paper,
        own=own_pattern(contest.head.style, paper.sign, contest.head.sign),
    )
