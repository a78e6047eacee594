"""Set the charter's lists: categories, reasons for rejecting, persons and units barred."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from contest.charter.models import Barred, Category, Contest, RejectionCode
from contest.charter.queries import rejection_codes_of
from contest.charter.rules import BarredSaid, CategorySaid, CodeSaid, key_of
from contest.charter.service.amending import note
from contest.db import db
from contest.errors import N_
from contest.errors.charter import CategoryInUse, CodeKept, ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import changed
from contest.plumbing.vietnamese import clean, fold


def set_categories(
    *, contest: Contest, categories: Sequence[CategorySaid], notice: str = "", actor: Actor, at: datetime
) -> None:
    """Set all categories, in order: kept by their key, added with an empty one, dropped when absent.

    Raises  ValueUnfit, CategoryInUse, NoticeMissing (names and order are public once announced)
    """
    before = _told(contest.categories)
    standing = {category.key: category for category in contest.categories}
    taken, kept = set(standing), []
    for position, said in enumerate(categories, start=1):
        _check_category(said)
        category = standing.pop(said.key, None)
        if category is None:
            key = key_of(said.name, taken)
            taken.add(key)
            category = Category(contest_id=contest.id, key=key)
        category.name, category.position = clean(said.name).strip(), position
        category.quota_min, category.quota_max = said.quota_min, said.quota_max
        kept.append(category)
    if not kept:
        raise ValueUnfit(field=N_("Thể loại"), why=N_("cuộc thi cần ít nhất một thể loại"))
    after = _told(kept)
    if after == before:
        return
    if [line[:2] for line in after] != [line[:2] for line in before]:
        note(contest, {"categories": [[c[1] for c in before], [c[1] for c in after]]}, notice, actor, at)
    for gone in standing.values():
        _drop_category(gone)
    contest.categories = kept
    db.session.flush()
    changes = {"categories": [before, after]}
    record(
        "contest.categories_set", actor=actor, at=at, contest_id=contest.id, subject=contest, changes=changes
    )


def set_rejection_codes(*, contest: Contest, codes: Sequence[CodeSaid], actor: Actor, at: datetime) -> None:
    """Set all reasons for rejecting an entry, in order. Codes are dropped only before the contest is announced.

    Raises  ValueUnfit, CodeKept
    """
    standing = {row.code: row for row in rejection_codes_of(contest.id)}
    said = [CodeSaid(clean(c.code).strip().upper(), clean(c.label).strip()) for c in codes]
    if len({c.code for c in said}) != len(said):
        raise ValueUnfit(field=N_("Mã lý do"), why=N_("có mã bị ghi hai lần"))
    for line in said:
        if not 1 <= len(line.code) <= 10 or not 1 <= len(line.label) <= 200:
            raise ValueUnfit(
                field=N_("Mã lý do"), why=N_("mỗi dòng cần mã (nhiều nhất 10 ký tự) và lời giải thích")
            )
    gone = standing.keys() - {line.code for line in said}
    if gone and contest.announced_at is not None:
        raise CodeKept(code=min(gone))
    for code in gone:
        db.session.delete(standing[code])
    for position, line in enumerate(said, start=1):
        row = standing.get(line.code)
        if row is None:
            row = RejectionCode(contest_id=contest.id, code=line.code)
            db.session.add(row)
        row.label, row.position = line.label, position
    db.session.flush()
    record(
        "contest.codes_set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        codes=[line.code for line in said],
    )


def bar(*, contest: Contest, said: BarredSaid, actor: Actor, at: datetime) -> Barred:
    """Put a person or unit on the list of those who may not enter; a match warns, it never decides.

    Raises  ValueUnfit for an empty or overlong name
    """
    row = barred_row(contest, said, at)
    db.session.add(row)
    db.session.flush()
    changed("contest", contest.id)
    record("contest.barred", actor=actor, at=at, contest_id=contest.id, subject=row)
    return row


def bar_all(*, contest: Contest, people: Sequence[BarredSaid], actor: Actor, at: datetime) -> int:
    """Put many on the list at once; who is on it already is passed over.

    Returns  how many were added. Raises ValueUnfit
    """
    question = select(Barred).where(Barred.contest_id == contest.id)
    known = {(row.folded_name, row.birth_year, row.unit_id) for row in db.session.scalars(question)}
    added = 0
    for said in people:
        row = barred_row(contest, said, at)
        mark = (row.folded_name, row.birth_year, row.unit_id)
        if mark not in known:
            known.add(mark)
            db.session.add(row)
            added += 1
    db.session.flush()
    changed("contest", contest.id)
    record("contest.barred", actor=actor, at=at, contest_id=contest.id, subject=contest, added=added)
    return added


def lift_bar(*, barred: Barred, actor: Actor, at: datetime) -> None:
    """Take a person or unit off the list."""
    record("contest.bar_lifted", actor=actor, at=at, contest_id=barred.contest_id, subject=barred)
    db.session.delete(barred)
    db.session.flush()
    changed("contest", barred.contest_id)


def barred_row(contest: Contest, said: BarredSaid, at: datetime) -> Barred:
    """One line of the list as it is kept. Raises ValueUnfit."""
    name, reason = clean(said.name).strip(), clean(said.reason).strip()
    if not 1 <= len(name) <= 200 or len(reason) > 200:
        raise ValueUnfit(field=N_("Không được dự thi"), why=N_("tên và lý do cần từ một đến 200 ký tự"))
    return Barred(
        contest_id=contest.id,
        name=name,
        folded_name=fold(name),
        birth_year=said.birth_year,
        unit_id=said.unit_id,
        reason=reason,
        added_on=at.date(),
    )


def _check_category(said: CategorySaid) -> None:
    if not 1 <= len(said.name.strip()) <= 120:
        raise ValueUnfit(field=N_("Thể loại"), why=N_("tên cần từ một đến 120 ký tự"))
    least, most = said.quota_min, said.quota_max
    if (least or 0) < 0 or (most is not None and most < (least or 0)):
        raise ValueUnfit(field=N_("Số bài mỗi thể loại"), why=N_("số nhiều nhất phải từ số ít nhất trở lên"))


def _drop_category(category: Category) -> None:
    """Delete a category that no entry belongs to: the database knows. Raises CategoryInUse."""
    name = category.name
    try:
        with db.session.begin_nested():
            db.session.delete(category)
    except IntegrityError as error:
        raise CategoryInUse(name=name) from error


def _told(categories: Sequence[Category]) -> list[list[object]]:
    ordered = sorted(categories, key=lambda category: category.position)
    return [[c.key, c.name, c.quota_min, c.quota_max] for c in ordered]
