"""A bundle's rows looked through before anything is registered: understood with their files, noted, compared."""

from collections.abc import Sequence
from datetime import datetime

from contest.authors.models import Bundle, BundleFile, BundleRow
from contest.authors.queries import units_said
from contest.authors.queries.bundles import files_of_bundle
from contest.authors.rules import (
    By,
    Received,
    RowSaid,
    Wanted,
    is_yes,
    marks_of,
    match_files,
    month_first,
    parts_of,
)
from contest.authors.service.comparing import compare
from contest.authors.service.importing import understand
from contest.authors.service.noting import Files, Looked, Notes
from contest.charter.models import Contest
from contest.entries.rules import FileRole


class Look:
    """One look through rows of a bundle, in the light of its files and of what the register holds.

    It only asks, and belongs outside any transaction.

    match  find each row's files anew; otherwise they are those that an earlier look has kept with the row
    left   the files that belong to no row, when they were matched
    """

    def __init__(
        self, contest: Contest, bundle: Bundle, rows: Sequence[BundleRow], *, at: datetime, match: bool = True
    ) -> None:
        self.contest, self.bundle = contest, bundle
        self.notes = Notes(contest, bundle, at=at)
        self.left: list[BundleFile] = []
        said = [RowSaid.of(row.said) for row in rows]
        self.american = month_first(row.at for row in said)
        self.units = units_said({row.author_unit for row in said}, on=bundle.received_on)
        files = self._matched(said) if match else _kept(bundle, rows)
        self.looked = [
            self._understood(row, told, found) for row, told, found in zip(rows, said, files, strict=True)
        ]
        compare(self.looked, self.notes)

    def _matched(self, said: Sequence[RowSaid]) -> list[Files]:
        """Each row's files, by names, numbers and words; a photo that a row names is no page of an essay."""
        every = files_of_bundle(self.bundle.id)
        files = [file for file in every if not file.archive and file.settled_at is not None]
        names = [file.sent_name for file in files]
        photos = match_files([Wanted(named=_files_named(row.photo)) for row in said], names).rows
        essays = match_files([_wanted(row) for row in said], names).rows
        pictures = {place for found in photos for place in found.files}
        found = []
        for essay, photo in zip(essays, photos, strict=True):
            barred = set(photo.files) if essay.by == By.NAME else pictures
            own = [files[place] for place in essay.files if place not in barred]
            found.append(Files(own, [files[place] for place in photo.files], essay, photo))
        used = {file.id for row in found for file in (*row.essay, *row.photos)}
        self.left = [file for file in files if file.id not in used]
        return found

    def _understood(self, row: BundleRow, said: RowSaid, files: Files) -> Looked:
        received = [
            *(Received.from_json(file.reading) for file in files.essay if file.reading),
            *(
                Received.from_json(file.reading).used_as(FileRole.PHOTO)
                for file in files.photos
                if file.reading
            ),
        ]
        known = understand(
            self.contest,
            said,
            received,
            sent_on=self.bundle.sent_on,
            channel=self.bundle.channel,
            units=self.units,
            consented=self._consents(row),
        )
        looked = Looked(row, said, files, known)
        looked.notes += self.notes.of_moment(looked, american=self.american)
        looked.notes += self.notes.of_files(looked)
        looked.notes += self.notes.of_contents(looked)
        looked.marks = marks_of(row.said, looked.digests)
        return looked

    def _consents(self, row: BundleRow) -> frozenset[int]:
        """The statements that the row agrees to."""
        current = [s.id for s in self.contest.statements if s.retired_at is None]
        if is_yes(row.said.get("consent", "")):
            return frozenset(current)
        return frozenset(s for s in current if is_yes(row.said.get(f"consent:{s}", "")))


def _kept(bundle: Bundle, rows: Sequence[BundleRow]) -> list[Files]:
    """The files that an earlier look found for each row."""
    ids = {file_id for row in rows for file_id, _role in row.files}
    known = {file.id: file for file in files_of_bundle(bundle.id, among=ids)}
    found = []
    for row in rows:
        of_role = {
            role: [known[file_id] for file_id, said in row.files if said == role and file_id in known]
            for role in (FileRole.ESSAY, FileRole.PHOTO)
        }
        found.append(Files(of_role[FileRole.ESSAY], of_role[FileRole.PHOTO]))
    return found


def _wanted(row: RowSaid) -> Wanted:
    names = row.names or ((row.collective_name,) if row.collective_name else ())
    return Wanted(_files_named(row.file), row.number.strip(" ."), (*names, row.title))


def _files_named(said: str) -> tuple[str, ...]:
    """The names in a cell of files; a count of photos, a tick or an address of the web is none."""
    return tuple(part for part in parts_of(said) if "://" not in part and (len(part) > 3 or "." in part))
