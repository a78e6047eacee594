"""Every page a person can open: at which level of the stage it has something to say, to whom, and what is no page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Flask

from contest.assignment.rules.terms import Dealing
from contest.assignment.service import set_dealing
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM
from contest.scoring.queries import discrepancies
from contest.web.guards import ANYONE
from tests.conftest import NOON
from tests.doors import OURS, PERSONAS, Places, Route, routes
from tests.stage import Stage

LEVELS: Final = ("previewed", "judging", "settled", "locked", "published")
BUSIEST: Final = "judging"
"""Where every page is looked at that has anything to show there."""

NOT_PAGES: Final[dict[str, str]] = {
    "account.open_invitation": "leads on to the page of the invitation",
    "account.token": "words for a script",
    "citizen.draft": "leads on to the next step",
    "citizen.draft_file_list": "part of a page, for a script",
    "citizen.draft_link": "leads on to the draft",
    "citizen.draft_page": "a picture",
    "citizen.receipt_file": "a file",
    "judge.back_to_case": "leads back to the case",
    "judge.back_to_reading": "leads back to the sheet",
    "judge.carry": "words for a script",
    "judge.home": "leads on to a judge's contest",
    "judge.manifest": "words for the browser",
    "judge.next_one": "leads on to what is to be read",
    "judge.own_list_blank": "a file",
    "judge.page_picture": "a picture",
    "judge.trial_picture": "a picture",
    "judge.worker": "a script",
    "organizer.answer_scan": "a file",
    "organizer.award_evidence": "a file",
    "organizer.back_to_ranking": "leads back to the ranking",
    "organizer.back_to_discrepancy": "leads back to the case",
    "organizer.bundle_blank": "a file",
    "organizer.bundle_receipt_file": "a file",
    "organizer.case_minutes": "a file",
    "organizer.consignment_answer": "a file",
    "organizer.discrepancies_at_hand": "leads on to the round at hand",
    "organizer.consignment_paper": "a file",
    "organizer.copy_picture": "a picture",
    "organizer.export_file": "a file",
    "organizer.export_progress": "part of a page, for a script",
    "organizer.find": "leads on to what was sought",
    "organizer.find_sheet": "leads on to the sheet",
    "organizer.meeting_minutes": "a file",
    "organizer.nomination_package_file": "a file",
    "organizer.original": "a file",
    "organizer.page_black": "a picture",
    "organizer.page_picture": "a picture",
    "organizer.paper_file": "a file",
    "organizer.paper_sheet": "a file",
    "organizer.paper_template_file": "a file",
    "organizer.paper_template_start": "a file",
    "organizer.projector_now": "part of a page, for a script",
    "organizer.recheck_picture": "a picture",
    "organizer.scan_file": "a file",
    "organizer.scan_page": "a picture",
    "organizer.scan_thumb": "a picture",
    "organizer.scanned_sheet": "leads on to the sheet",
    "organizer.score_list_blank": "a file",
    "organizer.shortlist_proof": "a file",
    "organizer.units_template": "a file",
}
"""What answers GET and is no page, and why; whatever is not named here is looked at as a page."""

TOO_EARLY: Final[dict[str, tuple[str, ...]]] = {
    "previewed": ("judge.ahead",),
    "locked": ("organizer.ranking_opinions", "organizer.freeze"),
    "published": (
        "citizen.results",
        "citizen.results_print",
        "organizer.award_decision",
        "organizer.award_revocation",
        "organizer.awards_publication",
        "organizer.nomination_package",
        "organizer.paper_sheets",
        "organizer.publication",
        "organizer.shortlist",
        "organizer.unit_decision",
    ),
}
"""Pages that have nothing to show while entries are judged, by the level where they do."""

AGAIN: Final[dict[str, tuple[str, ...]]] = {
    "previewed": ("organizer.draw", "judge.work"),
    "settled": ("organizer.line_look", "organizer.discrepancies", "organizer.discrepancy"),
    "locked": (
        "organizer.ranking",
        "organizer.certainty",
        "organizer.certainty_judges",
        "organizer.meeting",
        "organizer.projector",
        "organizer.draw",
        "organizer.papers",
    ),
    "published": (
        "citizen.contest",
        "citizen.my_entry",
        "judge.work",
        "organizer.desk",
        "organizer.ranking",
        "organizer.seal",
        "organizer.papers",
        "organizer.paper_issue",
        "organizer.awards",
        "organizer.awards_trace",
        "organizer.figures",
        "organizer.nominations",
        "organizer.exports",
        "organizer.log",
    ),
}
"""Pages that say more, or other things, at another level too."""

OFFICE, JUDGING = f"/office/{OURS}", f"/judging/{OURS}"
MORE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "judging": (
        ("citizen", "/no-such-page"),
        ("secretary", f"{OFFICE}/entries?q=con+duong"),
        ("judge_a", f"{JUDGING}/rounds/1/trial/2"),
        ("organizer", OFFICE),
        ("organizer", f"{OFFICE}/entries"),
        ("observer", OFFICE),
    ),
    "locked": (
        ("organizer", f"{OFFICE}/rounds/1/ranking?top=2&ties=in&method=median"),
        ("organizer", f"{OFFICE}/rounds/1/ranking?top=x"),
        ("organizer", f"{OFFICE}/rounds/1/ranking/opinions?all=1"),
        ("head_judge", f"{OFFICE}/rounds/1/ranking"),
    ),
    "published": (("secretary", f"{OFFICE}/awards"),),
}
"""Other states of these pages, by who opens them: searches, cuts that are tried, what others see."""


@dataclass(frozen=True, slots=True)
class Look:
    """One page to open: its route, who opens it, and where."""

    endpoint: str
    who: str
    address: str


BEFORE: Final = "screened"


def begin(stage: Stage) -> Stage:
    """From the level ``BEFORE`` to the first, with what a charter may leave out: further readings, declaring ahead."""
    with transaction():
        stage.round.look_percent = 20
    stage.advance(LEVELS[0])
    with transaction():
        set_dealing(round_=stage.round, said=Dealing(declare_ahead=True), actor=SYSTEM, at=NOON)
    return stage


def looks(app: Flask, places: Places, level: str) -> Iterator[Look]:
    """The pages to be opened at a level, each by whoever sees most of it."""
    early = {endpoint for endpoints in TOO_EARLY.values() for endpoint in endpoints}
    chosen = {*TOO_EARLY.get(level, ()), *AGAIN.get(level, ())}
    for route in routes(app, "GET"):
        endpoint = route.rule.endpoint
        if endpoint in chosen or (level == BUSIEST and endpoint not in {*NOT_PAGES, *early}):
            who, changed = (_who(route, level), {}) if endpoint != "judge.case" else _case(app, places.stage)
            yield Look(endpoint, who, places.address(route.rule, **changed))
    for who, address in MORE.get(level, ()):
        yield Look("", who, address)


def _who(route: Route, level: str) -> str:
    """Authors are the secretary's to see until the seal is open; the last acts are the organizer's."""
    if ANYONE in route.audience:
        return "citizen"
    if route.rule.endpoint.startswith(("judge.", "account.")):
        return "judge_a"
    first: tuple[str, ...] = ("secretary", "organizer") if level == BUSIEST else ("organizer", "secretary")
    if route.rule.endpoint == "organizer.new_contest":
        first = ("organizer",)  # founded by those who organize one already
    return next(who for who in (*first, "head_judge") if PERSONAS[who] & set(route.audience))


def _case(app: Flask, stage: Stage) -> tuple[str, dict[str, object]]:
    """A judge who has something to settle, and the assignment it is about."""
    with app.app_context():
        entry = next(case.entry_id for case in discrepancies(stage.round) if case.by_minutes)
        found = next(one.id for one in stage.assignments("judge_b") if one.entry_id == entry)
        db.session.remove()
    return "judge_b", {"assignment_id": found}
