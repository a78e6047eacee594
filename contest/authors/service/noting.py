"""What is to be said of one row of a bundle: each note with the cell it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from contest.authors.models import Bundle, BundleFile, BundleKind, BundleRow
from contest.authors.queries import terms_of
from contest.authors.queries.bundles import Known
from contest.authors.rules import (
    By,
    Found,
    Level,
    RowNote,
    RowSaid,
    field_of_problem,
    problems,
    softened,
    stamp_of,
)
from contest.authors.service.files import PICTURES
from contest.authors.service.importing import Understood
from contest.charter.models import Contest
from contest.charter.rules import LateRule
from contest.entries.rules import is_late
from contest.errors import Refusal
from contest.errors.authors import SubmissionIncomplete
from contest.plumbing import clock
from contest.plumbing.spreadsheets import column_letter

NOTHING: Final = Found()
LONGEST_CELL: Final = 32_767
"""What Excel holds in one cell; a text of just that length was cut."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one row: those of the essay in order, photos of the figure, and how they were found."""

    essay: list[BundleFile]
    photos: list[BundleFile]
    by_essay: Found = NOTHING
    by_photo: Found = NOTHING


@dataclass(slots=True)
class Looked:
    """One row understood: what would be handed in, its notes, and the entry that it already is or resembles."""

    row: BundleRow
    said: RowSaid
    found: Files
    known: Understood
    notes: list[RowNote] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    standing: Known | None = None

    @property
    def level(self) -> Level | None:
        """The gravest note's."""
        levels = {note.level for note in self.notes}
        return next((level for level in Level if level in levels), None)

    @property
    def files(self) -> list[BundleFile]:
        """All files of the row, the essay's first."""
        return [*self.found.essay, *self.found.photos]

    @property
    def digests(self) -> list[str]:
        """Digests of the row's files, in order."""
        return [file.digest for file in self.files]

    @property
    def essay_digests(self) -> list[str]:
        """Digests of the essay's own files: a photo that is added later makes no second entry."""
        return [file.digest for file in self.found.essay]


class Notes:
    """The notes of one bundle's rows, by the contest's terms and dates."""

    def __init__(self, contest: Contest, bundle: Bundle, *, at: datetime) -> None:
        self.contest, self.bundle = contest, bundle
        self.terms = replace(terms_of(contest, channel=bundle.channel, at=at), on_paper=True)
        self.closes_on = clock.local(contest.closes_at, contest.zone).date()
        self.letters: dict[str, str] = {}
        for index in sorted(map(int, bundle.columns)):
            self.letters.setdefault(bundle.columns[str(index)], column_letter(index))

    def say(
        self,
        row: BundleRow,
        level: Level,
        code: str,
        field_: str = "",
        values: Mapping[str, object] | None = None,
    ) -> RowNote:
        """A note with the cell it speaks of."""
        place = field_ if field_ in self.letters or field_ != "file" else "text"
        cell = f"{self.letters[place]}{row.number}" if place in self.letters else ""
        return RowNote(level, code, field_, cell, {k: str(v) for k, v in (values or {}).items()})

    def of_moment(self, looked: Looked, *, american: bool) -> list[RowNote]:
        """The day of a form's timestamp; it counts as sent and received, unless the row says a day of its own."""
        said = looked.said
        if not said.at or said.sent_on:
            return []
        stamp = stamp_of(said.at, american=american)
        if stamp is None:
            return [self.say(looked.row, Level.WARNING, "moment-unclear", "at", {"said": said.at})]
        looked.known = replace(looked.known, sent_on=stamp.day_in(self.contest.zone))
        return []

    def of_files(self, looked: Looked) -> list[RowNote]:
        """Files that are missing, doubtful, refused, found by a guess, or too many."""
        row, notes = looked.row, []
        essay, photo = looked.found.by_essay, looked.found.by_photo
        for found, field_, code in ((essay, "file", "file-missing"), (photo, "photo", "photo-missing")):
            level = Level.PROBLEM if field_ == "file" else Level.WARNING
            notes += [self.say(row, level, code, field_, {"file": said}) for said in found.missing]
            notes += [
                self.say(row, Level.PROBLEM, "file-doubtful", field_, {"file": said})
                for said in found.doubtful
            ]
        if "://" in looked.said.file and not looked.found.essay:
            notes.append(self.say(row, Level.WARNING, "file-elsewhere", "file"))
        for file in looked.files:
            if file.refusal:
                values = {"file": file.sent_name, "why": file.refusal}
                notes.append(self.say(row, Level.PROBLEM, "file-refused", "file", values))
        if essay.by != By.NAME and essay.files:
            names = ", ".join(file.sent_name for file in looked.found.essay)
            notes.append(self.say(row, Level.WARNING, f"file-by-{essay.by}", "file", {"file": names}))
        for code, own, limit in (
            ("too-many-files", looked.found.essay, self.contest.max_files),
            ("too-many-photos", looked.found.photos, self.contest.photos_max),
        ):
            if len(own) > limit:
                values = {"limit": str(limit), "count": str(len(own))}
                notes.append(self.say(row, Level.PROBLEM, code, "file", values))
        for file in looked.found.photos:
            if file.reading and file.reading["file"]["kind"] not in PICTURES:
                notes.append(self.say(row, Level.PROBLEM, "not_a_photo", "photo", {"file": file.sent_name}))
        return notes

    def of_contents(self, looked: Looked) -> list[RowNote]:
        """What cannot be understood, what is missing, what is forgiven, and the days."""
        row, known, notes = looked.row, looked.known, []
        for field_, refusal in known.refused:
            notes += self._refused(row, field_, refusal)
        told = {note.field for note in (*looked.notes, *notes) if note.level == Level.PROBLEM}
        for problem in problems(known.submission, self.terms):
            field_ = field_of_problem(problem.field)
            if field_ not in told:
                notes.append(self.say(row, Level.PROBLEM, problem.code, field_))
        unclear = {"birth-missing"} if "author_birth" in told else set()
        forgiven = softened(known.submission, self.terms) - {"consent-missing"} - unclear
        if self.bundle.kind == BundleKind.SURVEY and self.terms.required - known.submission.consented:
            notes.append(self.say(row, Level.WARNING, "consent-unsaid", "consent"))
        if forgiven:
            notes.append(self.say(row, Level.NOTE, "forgiven", "", {"what": ",".join(sorted(forgiven))}))
        if looked.said.author_unit and known.submission.unit_id is None:
            said = {"said": looked.said.author_unit}
            notes.append(self.say(row, Level.NOTE, "unit-not-listed", "author_unit", said))
        if len(looked.said.text) >= LONGEST_CELL - 5:
            notes.append(self.say(row, Level.WARNING, "text-cut", "text", {"count": len(looked.said.text)}))
        return notes + self._of_days(looked)

    def _refused(self, row: BundleRow, field_: str, refusal: Refusal) -> list[RowNote]:
        if isinstance(refusal, SubmissionIncomplete):
            return [self.say(row, Level.PROBLEM, "birth-malformed", field_)]
        return [self.say(row, Level.PROBLEM, refusal.code, field_, refusal.values)]

    def _of_days(self, looked: Looked) -> list[RowNote]:
        sent, received = looked.known.sent_on, self.received_on(looked)
        day = {"day": f"{sent:%d/%m/%Y}"}
        if sent > received:
            return [self.say(looked.row, Level.PROBLEM, "sent-after-received", "sent_on", day)]
        late = is_late(
            sent_on=sent,
            received_on=received,
            closes_on=self.closes_on,
            by_sent_date=self.contest.late_rule == LateRule.SENT,
        )
        return [self.say(looked.row, Level.WARNING, "late", "sent_on", day)] if late else []

    def received_on(self, looked: Looked) -> date:
        """The day an entry came: a form's answer comes as it is sent, a unit's with the whole bundle."""
        if self.bundle.kind == BundleKind.SURVEY:
            return looked.known.sent_on
        return self.bundle.received_on
