"""A contest in the middle of everything, built by the verbs; each author carries words found nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from flask import Flask
from sqlalchemy import select

from contest.app import create_app
from contest.assignment.models import Assignment
from contest.assignment.queries import newest_draw, standing_assignments
from contest.assignment.service import preview_draw, publish_draw
from contest.authors.queries import units_said
from contest.authors.service import hand_in, withdraw_entry
from contest.charter.models import Barred, Contest, Round
from contest.db import db, transaction
from contest.entries.models import Channel, Entry, Manuscript, ManuscriptFile
from contest.entries.queries import entry_of
from contest.people.models import Account, Role, RoleKind
from contest.people.service import invite
from contest.plumbing.audit import CITIZEN
from contest.plumbing.vietnamese import fold
from contest.scoring.models import SuspicionKind, Trial, TrialEntry
from contest.scoring.queries import discrepancies, rechecks_of, settlements, sheet_of
from contest.scoring.service import (
    agree_mark,
    draw_rechecks,
    hand_in_sheet,
    lock_round,
    note_recheck,
    open_trial,
    report_suspicion,
    save_sheet,
    settle_round,
)
from contest.screening.models import VerdictKind
from contest.screening.queries import likenesses_in
from contest.screening.rules import Area
from contest.screening.service import (
    TextRead,
    accept_all,
    compare_contest,
    decide,
    draw_areas,
    load_references,
    releasing,
    rule_allowed,
    seen_of,
)
from contest.shortlist.queries import cut_of, frozen, ranking
from contest.shortlist.rules.voting import MeetingKind, MotionKind, PersonSaid
from contest.shortlist.service import (
    add_attendances,
    freeze,
    note_dissent,
    open_meeting,
    publish,
    put_motion,
    unseal,
)
from tests.authors.bundled import standing_bundle
from tests.awards.given import give_prizes, make_prizes_public
from tests.cast import Cast, rejection_codes
from tests.conftest import NOON, Schema, settings_for
from tests.jury import points_of
from tests.nominations.standing import standing_consignment
from tests.scanning.props import waiting_scan
from tests.writers import (
    STRANGERS,
    UNDECIDED,
    WRITERS,
    Canary,
    Writer,
    drafted,
    said_by,
    unit_of_the_directory,
)

LEVELS: Final = (
    "handed_in",
    "screened",
    "previewed",
    "drawn",
    "judging",
    "settled",
    "locked",
    "frozen",
    "unsealed",
    "published",
)
WITHDRAWN, REJECTED, MORE_NEEDED = 3, 4, 5
"""Places of the writers whose entries never reach a judge."""

PHOTOGRAPHED = 9
"""The place of the writer who sent pictures of pages; the first has a black area."""

TOTALS: Final = ("81", "84.5", "77", "79", "88.5", "90", "68", "71.5", "74", "70")


@dataclass(slots=True)
class Stage:
    """One contest by ids, at a level; every method asks anew and wants an application context.

    entries   ids in the writers' order; the other contest's two are in ``others``
    canaries  entry id -> the words that would give its authors away
    """

    cast: Cast
    at: datetime
    level: str = ""
    entries: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    canaries: dict[int, Canary] = field(default_factory=dict)
    drafts: dict[str, tuple[int, str]] = field(default_factory=dict)
    secrets: dict[int, str] = field(default_factory=dict)
    invitation: str = ""
    swapped: bool = False

    @classmethod
    def at_level(cls, level: str, *, at: datetime = NOON, swapped: bool = False) -> "Stage":
        """A fresh stage on an empty database; ``swapped`` gives the first two essays each other's author."""
        stage = cls(Cast.enter(at=at), at, swapped=swapped)
        stage.advance(level)
        return stage

    def advance(self, level: str) -> "Stage":
        """Bring the stage to a later level, through those between."""
        here = LEVELS.index(self.level) + 1 if self.level else 0
        for step in LEVELS[here : LEVELS.index(level) + 1]:
            getattr(self, f"_{step}")()
            self.level = step
        return self

    def later(self, minutes: int) -> datetime:
        """A moment after the stage's beginning."""
        return self.at + timedelta(minutes=minutes)

    @property
    def contest(self) -> Contest:
        return db.session.get_one(Contest, self.cast.contest_id)

    @property
    def round(self) -> Round:
        return db.session.get_one(Round, self.cast.round_id)

    def account(self, who: str) -> Account:
        return db.session.get_one(Account, self.cast.accounts[who])

    def entry(self, place: int) -> Entry:
        return entry_of(self.cast.contest_id, self.entries[place])

    def assignments(self, who: str | None = None) -> list[Assignment]:
        """The standing assignments of the first round, of one judge or of all, in reading order."""
        judge = self.cast.accounts[who] if who else None
        found = [a for a in standing_assignments(self.cast.round_id) if judge in {None, a.judge_id}]
        return sorted(found, key=lambda a: (a.judge_id, a.reading_order, a.id))

    def originals(self) -> set[str]:
        """Digests of everything that was sent: no judge may ever see one."""
        mine = select(Manuscript.id).where(Manuscript.entry_id.in_(self.entries))
        files = select(ManuscriptFile.digest).where(ManuscriptFile.manuscript_id.in_(mine))
        return {
            *db.session.scalars(files),
            *db.session.scalars(select(Manuscript.digest).where(Manuscript.id.in_(mine))),
        }

    # ---- the steps, one a level ----

    def _handed_in(self) -> None:
        self._furnish()
        writers = list(WRITERS)
        if self.swapped:
            writers[:2] = [
                replace(WRITERS[0], signs=WRITERS[1].signs),
                replace(WRITERS[1], signs=WRITERS[0].signs),
            ]
        for writer in writers:
            self.entries.append(self._take(writer, self.contest))
        with transaction():
            entry = self.entry(WITHDRAWN)
            withdraw_entry(entry=entry, by="tác giả", reason="", contest=self.contest, at=self.later(20))
        self._other_contest()
        with transaction():
            for entry_id in (self.entries[0], self.others[0]):
                contest_id = db.session.get_one(Entry, entry_id).contest_id
                standing_bundle(contest_id, entry_id, by="Nông Văn Cường", at=self.at)
                unit = "X-NL" if entry_id == self.entries[0] else "X-VL"
                units = self.cast.units
                standing_consignment(contest_id, entry_id, units[unit], by="Nông Văn Cường", at=self.at)
        draft, key, _ = drafted(UNDECIDED, self.contest, at=self.later(21), files=("12-anh-trang-2.jpg",))
        self.drafts["open"] = (draft.id, key)
        for contest_id in (self.cast.contest_id, self.cast.other_contest_id):
            self._compare(db.session.get_one(Contest, contest_id))

    def _compare(self, contest: Contest) -> None:
        """The entries compared with each other and with a reference, and one pair ruled to be no copying."""
        said = {"actor": self.account("secretary").actor(), "at": self.later(22)}
        reference = TextRead("Mẫu bài của ban tổ chức", ("Một bài mẫu ngắn.",), "0" * 64)
        with transaction():
            load_references(contest=contest, texts=[reference], **said)
        compare_contest(contest=contest, at=self.later(22))
        pair = likenesses_in(contest.id)[0]
        with transaction():
            rule_allowed(
                contest=contest,
                keys=[pair.key],
                seen=seen_of([pair]),
                reason="Cùng theo một mẫu.",
                **said,
            )

    def _furnish(self) -> None:
        """What the cast lacks: reasons for rejecting, a unit of the directory, a short list."""
        ids = (self.cast.contest_id, self.cast.other_contest_id)
        with transaction():
            db.session.add_all(code for contest_id in ids for code in rejection_codes(contest_id))
            db.session.add(unit_of_the_directory())
            db.session.add_all(barred(contest_id) for contest_id in ids)
            for contest_id in ids:
                waiting_scan(contest_id, by="Nông Văn Cường", at=self.at)
            self.round.cut_top = 4
            _, self.invitation = invite(
                contest=self.contest,
                kind=RoleKind.JUDGE,
                email="giam-khao-moi@thu-nghiem.example.vn",
                name="Lộc Văn Mới",
                actor=self.account("organizer").actor(),
                at=self.at,
            )

    def _take(self, writer: Writer, contest: Contest) -> int:
        """One hand-in, through a draft when it has files; its canary is kept."""
        if writer.files:
            draft, key, secret = drafted(writer, contest, at=self.at, files=writer.files, hand_it_in=True)
            self.drafts["handed_in"] = (draft.id, key)
            entry_id = draft.entry_id
            assert entry_id is not None
        else:
            entry_id, secret = self._typed(writer, contest)
        self.secrets[entry_id] = secret
        self.canaries[entry_id] = writer.canary(receipt=db.session.get_one(Entry, entry_id).receipt)
        return entry_id

    def _typed(self, writer: Writer, contest: Contest) -> tuple[int, str]:
        units = units_said([writer.unit], on=self.at.date())
        with transaction():
            handed = hand_in(
                contest=contest,
                submission=said_by(writer, contest, units),
                key=f"key-{contest.id}-{writer.place}",
                channel=Channel.POST if writer.on_paper else Channel.WEB,
                sent_on=self.at.date(),
                entered_by="Nông Văn Cường" if writer.on_paper else "",
                actor=self.account("secretary").actor() if writer.on_paper else CITIZEN,
                at=self.later(writer.place),
            )
        return handed.entry.id, handed.secret

    def _other_contest(self) -> None:
        """Two entries of the other contest, read by its organizer, who is a judge there too."""
        contest = db.session.get_one(Contest, self.cast.other_contest_id)
        reader = self.account("other_organizer")
        with transaction():
            contest.rounds[0].readers = 1
            role = Role(account_id=reader.id, contest_id=contest.id, kind=RoleKind.JUDGE, granted_at=self.at)
            db.session.add(role)
        self.others = [self._take(writer, contest) for writer in STRANGERS]
        with transaction():
            accept_all(contest=contest, actor=reader.actor(), at=self.at)
            round_ = contest.rounds[0]
            draw = preview_draw(round_=round_, seed=3, actor=reader.actor(), at=self.at, codes_rng=Random(11))
            publish_draw(draw=draw, actor=reader.actor(), at=self.at)

    def _screened(self) -> None:
        actor, at = self.account("secretary").actor(), self.later(30)
        with transaction():
            decide(
                entry=self.entry(REJECTED),
                verdict=VerdictKind.REJECTED,
                code="SC",
                reason="Chép một bài báo.",
                actor=actor,
                at=at,
            )
            decide(
                entry=self.entry(MORE_NEEDED),
                verdict=VerdictKind.MORE_NEEDED,
                reason="Xin bổ sung ngày sinh.",
                actor=actor,
                at=at,
            )
        with transaction():
            draw_areas(
                entry=self.entry(PHOTOGRAPHED),
                position=1,
                areas=[Area(0, 0, 600, 90)],
                actor=actor,
                at=at,
            )
        releasing(lambda burned: accept_all(contest=self.contest, actor=actor, at=at, burned=burned))

    def _previewed(self) -> None:
        """The jury's joint trial is open, on pictures and on text, and the draw waits to be published."""
        organizer, at = self.account("organizer").actor(), self.later(35)
        with transaction():
            trial = Trial(
                round_id=self.cast.round_id,
                seed=5,
                made_at=at,
                made_by=organizer.name,
                opened_at=None,
                shown_at=None,
                entries=[
                    TrialEntry(entry_id=self.entries[place], number=number)
                    for number, place in enumerate((PHOTOGRAPHED, 0), start=1)
                ],
            )
            db.session.add(trial)
            db.session.flush()
            open_trial(trial=trial, actor=organizer, at=at)
        with transaction():
            preview_draw(
                round_=self.round,
                seed=7,
                actor=self.account("organizer").actor(),
                at=self.later(40),
                codes_rng=Random(5),
            )

    def _drawn(self) -> None:
        with transaction():
            draw = newest_draw(self.cast.round_id)
            assert draw is not None
            publish_draw(draw=draw, actor=self.account("organizer").actor(), at=self.later(41))

    def _judging(self) -> None:
        """Four essays read by both, one of them owed minutes, one a third reader; a fifth saved by one judge."""
        marks = (("81", "84.5"), ("62", "74"), ("58", "79"), ("77", "79"))
        codes = self._by_code()
        for (_code, pair), totals in zip(codes, marks, strict=False):
            for assignment, total in zip(pair, totals, strict=True):
                self._hand_in(assignment, total, at=self.later(50))
        saved = codes[len(marks)][1][0]
        judge = db.session.get_one(Account, saved.judge_id).actor()
        with transaction():
            save_sheet(
                assignment=saved,
                points={"c1": "12", "c2": "15,5"},
                remark="Đọc được nửa bài.",
                version=None,
                actor=judge,
                at=self.later(51),
            )
        with transaction():
            report_suspicion(
                assignment=saved, kind=SuspicionKind.COPIED, note="Giống một bài đã đăng.", at=self.later(52)
            )
        with transaction():
            settle_round(
                round_=self.round, seed=7, actor=self.account("organizer").actor(), at=self.later(53)
            )

        with transaction():
            draw_rechecks(
                round_=self.round, seed=5, actor=self.account("organizer").actor(), at=self.later(54)
            )

    def _settled(self) -> None:
        """Everybody hands in, the third reader too; what is owed in minutes is agreed on."""
        actor, at = self.account("organizer").actor(), self.later(60)
        for turn in range(2):
            for place, (_code, readers) in enumerate(self._by_code()):
                for assignment in readers:
                    sheet = sheet_of(assignment.id)
                    if sheet is None or sheet.handed_in_at is None:
                        total = "68" if assignment.is_third else TOTALS[place % len(TOTALS)]
                        self._hand_in(assignment, total, at=at, version=sheet.version if sheet else None)
            with transaction():
                settle_round(round_=self.round, seed=7 + turn, actor=actor, at=at)
        for case in discrepancies(self.round):
            with transaction():
                agree_mark(
                    round_=self.round,
                    entry_id=case.entry_id,
                    mark=Decimal(68),
                    minutes="Hai giám khảo thống nhất sau khi đọc lại.",
                    actor=actor,
                    at=at,
                )

    def _locked(self) -> None:
        marks = settlements(self.cast.round_id)
        for row in rechecks_of(self.cast.round_id):
            with transaction():
                note_recheck(
                    recheck=row.recheck,
                    by=self.account("organizer"),
                    mark=marks[row.recheck.entry_id].mark,
                    remark="",
                    at=self.later(69),
                )
        with transaction():
            lock_round(round_=self.round, actor=self.account("organizer").actor(), at=self.later(70))
        self._meeting()

    def _meeting(self) -> None:
        """A meeting on the list, still open, with a motion nobody has voted on."""
        said = {"actor": self.account("secretary").actor(), "at": self.later(70)}
        best = ranking(self.round).rows[0].blind_code
        with transaction():
            meeting = open_meeting(
                round_=self.round,
                kind=MeetingKind.LIST,
                title="Họp chọn bài vào chung khảo",
                place="Hội trường",
                held_at=self.later(70),
                chair=PersonSaid("Vi Thị Hạnh", "Trưởng Ban Giám khảo"),
                secretary=PersonSaid("Nông Văn Cường", "Thư ký", votes=False),
                **said,
            )
            add_attendances(meeting=meeting, people=[PersonSaid("Lương Văn An", "Giám khảo")], **said)
            motion = put_motion(
                meeting=meeting, kind=MotionKind.LEAVE_OUT, text=f"Xét lại bài {best}", code=best, **said
            )
            note_dissent(meeting=meeting, motion_id=motion.id, text="Nên giữ như đã chấm.", **said)

    def _frozen(self) -> None:
        with transaction():
            freeze(
                round_=self.round,
                cut=cut_of(self.round),
                actor=self.account("organizer").actor(),
                at=self.later(71),
            )

    def _unsealed(self) -> None:
        for minute, who in enumerate(("organizer", "secretary")):
            with transaction():
                unseal(round_=self.round, account=self.account(who), at=self.later(72 + minute))
        give_prizes(self.contest, self.account("organizer").actor(), at=self.later(74))

    def _published(self) -> None:
        shortlist = frozen(self.cast.round_id)
        assert shortlist is not None
        with transaction():
            publish(shortlist=shortlist, actor=self.account("organizer").actor(), at=self.later(75))
        make_prizes_public(self.contest, self.account("organizer").actor(), at=self.later(76))

    def _hand_in(
        self, assignment: Assignment, total: str, *, at: datetime, version: int | None = None
    ) -> None:
        judge = db.session.get_one(Account, assignment.judge_id).actor()
        with transaction():
            hand_in_sheet(
                assignment=assignment,
                points=points_of(total),
                remark="Bài có chi tiết thật.",
                version=version,
                actor=judge,
                at=at,
            )

    def _by_code(self) -> list[tuple[str, list[Assignment]]]:
        readers: dict[str, list[Assignment]] = {}
        for assignment in self.assignments():
            readers.setdefault(assignment.blind_code.code, []).append(assignment)
        return sorted(readers.items())


def barred(contest_id: int) -> Barred:
    """Somebody who may not enter; no writer has the name."""
    return Barred(
        contest_id=contest_id, name="Chu Thị Ẩn", folded_name=fold("Chu Thị Ẩn"), reason="Ban Giám khảo"
    )


@contextmanager
def staged(
    folder: Path, schema: Schema, level: str, *, at: datetime = NOON, **settings: object
) -> Iterator[tuple[Flask, Stage]]:
    """An application of its own with a stage at a level, for the tests of one module to share."""
    made_of = settings_for(folder)
    with schema.fresh(folder) as address:
        app = create_app({**made_of, "SQLALCHEMY_DATABASE_URI": address, **settings})
        with app.app_context():
            stage = Stage.at_level(level, at=at)
            db.session.remove()
        yield app, stage
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
