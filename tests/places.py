"""Real values for the places in addresses, one line each; a route whose place is missing here fails by name."""

import io
from typing import Any

import docx
from sqlalchemy import select

from contest.assignment.models import Assignment, Draw
from contest.assignment.queries import standing_assignments
from contest.authors.models import Bundle, DraftFile
from contest.authors.queries import names_known
from contest.awards.models import Award, AwardDecision, FigureAnswer
from contest.charter.models import Barred, Contest, RejectionCode, Round
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.exports.face import Naming
from contest.exports.queries import templates_of
from contest.exports.registry import paper_of
from contest.exports.runs.models import ExportRun
from contest.exports.service import load_template, read_template
from contest.nominations.models import Consignment, Package, SendingUnit
from contest.nominations.queries import candidates
from contest.nominations.service import pack, register_package
from contest.people.models import Account, Invitation, Role
from contest.plumbing.audit import SYSTEM
from contest.scanning.models import ScanBatch, ScanPage, ScanPiece
from contest.scoring.queries import cases_of_round, discrepancies, readings_on_paper, rechecks_of
from contest.scoring.service import SentRow, print_sheets, send_scores
from contest.screening.models import BlindCode, PageArea, ReferenceText, Ruling
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import meetings_of_round
from contest.shortlist.rules.voting import MeetingKind, MotionKind, PersonSaid
from contest.shortlist.service import add_attendances, note_dissent, open_meeting, put_motion
from tests.conftest import NOON
from tests.stage import PHOTOGRAPHED, Stage
from tests.theirs import bring_to_its_end

PHOTOS, ON_PAPER, SECOND = PHOTOGRAPHED, 12, 1
"""The writer who sent photographed pages, the one who sent a sheet, and one to be held beside another."""


def places_of(stage: Stage, *, mine: bool) -> dict[str, object]:
    """Values by the name of a place, or by ``endpoint:place`` where one name means several things.

    mine  of our contest, as judge_a and the citizen hold them; else ids of the other contest, for what
          must not be reached through ours
    """
    contest = stage.contest if mine else db.session.get_one(Contest, stage.cast.other_contest_id)
    round_ = contest.rounds[0]
    if not mine:
        bring_to_its_end(contest, stage.others)
    entry_id = stage.entries[PHOTOS] if mine else stage.others[0]
    reader = stage.cast.accounts["judge_a" if mine else "other_organizer"]
    found: dict[str, object] = {
        "slug": contest.slug,
        "entry_id": entry_id,
        "judge_id": reader,
        "account_id": reader,
        "round_id": round_.id,
        "category_id": contest.categories[0].id,
        "statement_id": contest.statements[0].id,
        "criterion_id": round_.criteria[0].id,
        "code_id": _first(RejectionCode.id, RejectionCode.contest_id == contest.id),
        "draw_id": _first(Draw.id, Draw.round_id == round_.id),
        "role_id": _first(Role.id, Role.contest_id == contest.id),
        "assignment_id": _assignment(stage, round_.id, reader, photos=mine),
        "sheet_id": _first(Assignment.id, Assignment.round_id == round_.id),
        "paper_token": _paper_token(round_.id),
        "list_id": _list(round_, None),
        "judge.own_list:list_id": _list(round_, reader),
        "judge.take_own_list:list_id": _list(round_, reader),
        "barred_id": _first(Barred.id, Barred.contest_id == contest.id),
        "invitation_id": _first(Invitation.id, Invitation.contest_id == contest.id),
        "code": _first(BlindCode.code, BlindCode.round_id == round_.id),
        "other": stage.entries[SECOND] if mine else stage.others[1],
        "reference_id": _first(ReferenceText.id, ReferenceText.contest_id == contest.id),
        "ruling_id": _first(Ruling.id, Ruling.contest_id == contest.id),
        "shortlist_id": _first(Shortlist.id, Shortlist.round_id == round_.id),
        "run_id": _run(round_),
        "package_id": _package(contest, round_)
        if mine
        else _first(Package.id, Package.contest_id == contest.id),
        "bundle_id": _first(Bundle.id, Bundle.contest_id == contest.id),
        "consignment_id": _first(Consignment.id, Consignment.contest_id == contest.id),
        "unit_id": _first(SendingUnit.unit_id, SendingUnit.contest_id == contest.id),
        **_scans(contest.id),
        **_meeting(round_),
        "organizer.meeting_minutes:fmt": "pdf",
        **_awards(contest.id),
    }
    if mine:
        found |= {
            **_settling(round_),
            "organizer.paper_template_file:version": _template(contest),
            "organizer.paper_receipt:entry_id": stage.entries[ON_PAPER],
            "draft_id": stage.drafts["open"][0],
            "citizen.receipt:draft_id": stage.drafts["handed_in"][0],
            "citizen.receipt_file:draft_id": stage.drafts["handed_in"][0],
            "file_id": _first(DraftFile.id, DraftFile.draft_id == stage.drafts["open"][0]),
            "step": "essay",
            "area_id": _first(PageArea.id, PageArea.entry_id == entry_id),
            "fmt": "csv",
            "key": "intake_register",
            "organizer.paper_texts:key": "final-report",
            "organizer.paper_sheets:key": "certificates",
            "organizer.paper_sheet:key": "certificates",
            "token": stage.drafts["open"][1],
            "account.open_invitation:token": stage.invitation,
            "number": 1,
            "version": 1,
            "position": 1,
            "page_number": 1,
        }
    return {name: value for name, value in found.items() if value is not None}


def _settling(round_: Round) -> dict[str, object]:
    """The code of an entry whose judges settle it, or have."""
    open_ = [case.code for case in discrepancies(round_) if case.by_minutes]
    closed = [code for _case, code in cases_of_round(round_.id)]
    code = next(iter(open_ + closed), None)
    looked = next((row.code for row in rechecks_of(round_.id)), None)
    pages = ("discrepancy", "case_remark", "back_to_discrepancy", "case_minutes")
    return {f"organizer.{page}:code": code for page in pages} | {
        "organizer.case_minutes:fmt": "pdf",
        "organizer.recheck:code": looked,
        "organizer.recheck_picture:code": looked,
    }


def _meeting(round_: Round) -> dict[str, object]:
    """A meeting that looks at no marks, what is put to it, and somebody called to it."""
    found = meetings_of_round(round_.id)
    if not found:
        with transaction():
            meeting = open_meeting(
                round_=round_,
                kind=MeetingKind.OTHER,
                title="Họp thống nhất thang điểm",
                place="",
                held_at=NOON,
                chair=PersonSaid("Vi Thị Hạnh"),
                secretary=PersonSaid("Nông Văn Cường"),
                actor=SYSTEM,
                at=NOON,
            )
            add_attendances(meeting=meeting, people=[PersonSaid("Lương Văn An")], actor=SYSTEM, at=NOON)
            put_motion(meeting=meeting, kind=MotionKind.OTHER, text="Chấm lẻ 0,5", actor=SYSTEM, at=NOON)
        db.session.expire_all()
        found = meetings_of_round(round_.id)
    motion = found[0].motions[0]
    if found[0].is_open and not motion.dissents:
        with transaction():
            note_dissent(meeting=found[0], motion_id=motion.id, text="Nên 0,25.", actor=SYSTEM, at=NOON)
        db.session.expire_all()
        found = meetings_of_round(round_.id)
    return {
        "meeting_id": found[0].id,
        "motion_id": found[0].motions[0].id,
        "dissent_id": next((one.id for one in found[0].motions[0].dissents), 0),
        "seat_id": found[0].attendances[-1].id,
    }


def _package(contest: Contest, round_: Round) -> object:
    """A package of the list's works, made now; while names are sealed, one that is not there."""
    if not names_known(round_.id):
        return 0
    chosen = [row.entry.id for row in candidates(contest, round_).listed]
    packed = pack(contest=contest, round_=round_, chosen=chosen, at=NOON)
    with transaction():
        return register_package(contest=contest, packed=packed, actor=SYSTEM, at=NOON).id


def _awards(contest_id: int) -> dict[str, object]:
    """An award of the contest and a locality's letter; ids of neither while there is none."""
    award = _first(Award.id, Award.decision.has(AwardDecision.contest_id == contest_id))
    answer = _first(
        FigureAnswer.id, FigureAnswer.entry_id.in_(select(Entry.id).where(Entry.contest_id == contest_id))
    )
    gone = _first(
        Award.id, Award.revocation.has() & Award.decision.has(AwardDecision.contest_id == contest_id)
    )
    return {"award_id": award or 0, "answer_id": answer or 0, "organizer.award_evidence:award_id": gone or 0}


def _scans(contest_id: int) -> dict[str, object]:
    """The contest's scan batch, and its piece and page that wait."""
    batch = _first(ScanBatch.id, ScanBatch.contest_id == contest_id)
    return {
        "batch_id": batch,
        "piece_id": _first(ScanPiece.id, ScanPiece.batch_id == batch),
        "page_id": _first(ScanPage.id, ScanPage.batch_id == batch),
    }


def _paper_token(round_id: int) -> object:
    """The token of a sheet of that round, printed now if none was; while nobody reads, one of no sheet."""
    round_ = db.session.get_one(Round, round_id)
    own = readings_on_paper(round_id)[:1]
    if not own:
        return "no-sheet-yet"
    with transaction():
        return print_sheets(round_=round_, assignments=own, actor=SYSTEM, at=NOON)[own[0].id]


def _template(contest: Contest) -> int:
    """The version of an own template of the register, loaded now if there was none."""
    paper = paper_of("intake-register")
    if not templates_of(contest.id, paper.key):
        made, word = docx.Document(), io.BytesIO()
        made.add_paragraph("{{tieu_de}}")
        made.save(word)
        word.seek(0)
        template = read_template(word, name="mau.docx", offer=None)
        with transaction():
            load_template(contest=contest, paper=paper, template=template, actor=SYSTEM, at=NOON)
    return templates_of(contest.id, paper.key)[0].version


def _list(round_: Round, judge_id: int | None) -> object:
    """A list of scores of the office or of a judge, sent now."""
    judge = db.session.get_one(Account, judge_id) if judge_id is not None else None
    rows = [SentRow(2, "ZZZZ-Z", "", {"c1": "1"}, "")]
    with transaction():
        sent = send_scores(
            round_=round_, rows=rows, data=b"", name="bang.csv", judge=judge, actor=SYSTEM, at=NOON
        )
    return sent.id


def _run(round_: Round) -> object:
    """A long export that was asked for now and not yet made."""
    run = ExportRun(
        contest_id=round_.contest_id,
        round_id=round_.id,
        kind="archive",
        options={"by": "code", "what": "all"},
        naming=Naming.NEVER,
        asked_at=NOON,
        asked_by="Nông Văn Cường",
        file_name="goi.zip",
        media_type="application/zip",
    )
    with transaction():
        db.session.add(run)
        db.session.flush()
    return run.id


def _first(column: Any, where: Any) -> object:
    return db.session.scalar(select(column).where(where).order_by(column).limit(1))


def _assignment(stage: Stage, round_id: int, judge_id: int, *, photos: bool) -> object:
    """An assignment of that judge; of the photographed essay if it is the judge's."""
    own = [a for a in standing_assignments(round_id) if a.judge_id == judge_id]
    own.sort(key=lambda a: (photos and a.entry_id != stage.entries[PHOTOS], a.id))
    return own[0].id if own else _first(Assignment.id, Assignment.round_id == round_id)
