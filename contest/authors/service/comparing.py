"""A bundle's rows compared: with each other, with the register, with how many an author may hand in."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from contest.authors.queries import entries_signed_by
from contest.authors.queries.bundles import (
    Known,
    entries_known,
    entries_under_keys,
    entries_with_bytes,
    rows_taken_before,
)
from contest.authors.rules import Level, RowNote, Submission, changed_fields, digest_of
from contest.authors.service.importing import key_of_row
from contest.authors.service.noting import Looked, Notes
from contest.plumbing.vietnamese import fold

Signed = Counter[tuple[str, int | None, str]]


def compare(rows: Sequence[Looked], notes: Notes) -> None:
    """Tell each row of those it repeats, of its own entry in the register, and of an author's full number."""
    _among_themselves(rows, notes)
    _with_register(rows, notes)
    signed: Signed = Counter()
    for looked in rows:
        if looked.standing is None and looked.level != Level.PROBLEM:
            looked.notes += _of_cap(looked, notes, signed)


def _among_themselves(rows: Sequence[Looked], notes: Notes) -> None:
    first: dict[str, Looked] = {}
    asked: dict[int, list[int]] = defaultdict(list)
    for looked in rows:
        other = first.setdefault(looked.row.identity, looked)
        if other is not looked:
            same = other.marks == looked.marks
            level, code = (Level.WARNING, "row-same") if same else (Level.PROBLEM, "row-twice")
            looked.notes.append(notes.say(looked.row, level, code, "title", {"row": other.row.number}))
        for file in looked.files:
            if asked[file.id] and asked[file.id][0] != looked.row.number and other is looked:
                values = {"file": file.sent_name, "row": asked[file.id][0]}
                looked.notes.append(notes.say(looked.row, Level.WARNING, "file-shared", "file", values))
            asked[file.id].append(looked.row.number)


def _with_register(rows: Sequence[Looked], notes: Notes) -> None:
    before = rows_taken_before(looked.row.identity for looked in rows)
    keys = {looked.row.id: key_of_row(notes.contest, looked.said, looked.essay_digests) for looked in rows}
    handed_in = entries_under_keys(keys.values())
    marks = {looked.row.id: _whole(looked.known.submission) for looked in rows}
    bytes_ = entries_with_bytes(
        notes.contest.id,
        {digest for looked in rows for digest in looked.essay_digests} | {m for m in marks.values() if m},
    )
    entries = {row.entry_id for row in before.values() if row.entry_id} | set(handed_in.values())
    known = entries_known(entries | set(bytes_.values()))
    for looked in rows:
        earlier = before.get(looked.row.identity)
        if earlier is not None and earlier.entry_id in known:
            fields = changed_fields(earlier.marks, looked.marks)
            code = "row-changed" if fields else "row-known"
            _stands(looked, notes, known[earlier.entry_id], code, fields)
        elif keys[looked.row.id] in handed_in:
            _stands(looked, notes, known[handed_in[keys[looked.row.id]]], "row-known")
        else:
            near = [bytes_[d] for d in (*looked.essay_digests, marks[looked.row.id]) if d in bytes_]
            if near:
                _stands(looked, notes, known[near[0]], "row-resembles")


def _stands(looked: Looked, notes: Notes, entry: Known, code: str, fields: Sequence[str] = ()) -> None:
    """Say of which entry a row speaks; what only a new one would lack is no problem then."""
    looked.standing = entry
    if code != "row-resembles" and not looked.digests:
        lacking = {"essay-missing", "file-missing"}
        looked.notes = [note for note in looked.notes if note.code not in lacking]
    if entry.withdrawn:
        code = "entry-withdrawn"
    if code == "row-known":
        looked.notes.clear()
    level = Level.NOTE if code == "row-known" else Level.WARNING
    values = {"receipt": entry.receipt, "fields": ",".join(fields)}
    looked.notes.append(notes.say(looked.row, level, code, "", values))


def _of_cap(looked: Looked, notes: Notes, signed: Signed) -> list[RowNote]:
    limit, submission = notes.contest.max_entries_per_author, looked.known.submission
    found = []
    for author in submission.authors if limit else ():
        born = author.birth.year if author.birth else None
        mark = (fold(author.name), born, fold(submission.unit_name))
        there = entries_signed_by(
            notes.contest.id, author, unit_id=submission.unit_id, unit_name=submission.unit_name
        )
        if there + signed[mark] >= limit:
            values = {"name": author.name, "limit": limit}
            found.append(notes.say(looked.row, Level.WARNING, "over-cap", "author_name", values))
        signed[mark] += 1
    return found


def _whole(submission: Submission) -> str:
    """The digest of an essay that came as text alone; "" for one with files, which are compared by themselves."""
    essay = submission.essay
    return digest_of(essay) if essay.paragraphs and not essay.files else ""
