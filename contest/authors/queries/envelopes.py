"""Questions about who wrote what, about drafts, and whether names may be known."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from hmac import compare_digest

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from contest.authors.models import Author, Consent, Draft, Envelope, SealKey
from contest.authors.rules import AuthorSaid, Terms
from contest.charter.models import Contest, Round
from contest.db import about, db, one_of
from contest.entries.models import Channel, Entry, Withdrawal
from contest.entries.queries import entry_by_receipt
from contest.errors.authors import DraftUnknown, WrongCode
from contest.people.queries import hash_of
from contest.plumbing import clock
from contest.plumbing.keys import hash_of_secret
from contest.plumbing.vietnamese import fold, search_key, sort_key
from contest.units.models import Unit
from contest.units.queries import holds_words

NO_HASH = "0" * 64
OPENED = (
    selectinload(Envelope.authors),
    selectinload(Envelope.consents).selectinload(Consent.statement),
)


def envelope_of(entry_id: int) -> Envelope:
    """The envelope of one entry with its authors and consents."""
    return db.session.scalars(select(Envelope).where(Envelope.entry_id == entry_id).options(*OPENED)).one()


def envelopes_of(entry_ids: Collection[int]) -> dict[int, Envelope]:
    """The envelopes of these entries by entry id, with authors and consents."""
    question = select(Envelope).where(one_of(Envelope.entry_id, entry_ids)).options(*OPENED)
    return {envelope.entry_id: envelope for envelope in db.session.scalars(question)}


def names_known(round_id: int) -> bool:
    """Whether both keys of the round's seal have been turned."""
    turned = select(func.count(SealKey.id)).where(SealKey.round_id == round_id)
    return (db.session.scalar(turned) or 0) >= 2


def seal_keys_of(round_id: int) -> list[SealKey]:
    """The keys turned so far for this round, in order."""
    question = select(SealKey).where(SealKey.round_id == round_id).order_by(SealKey.slot)
    return list(db.session.scalars(question))


def open_entry(receipt: str, secret: str) -> Entry:
    """The entry of that receipt for whoever holds its secret, both as typed.

    Raises  WrongCode, after the same work, for a wrong receipt and a wrong secret alike
    """
    entry = entry_by_receipt(receipt)
    right = compare_digest(hash_of_secret(secret), entry.lookup_hash if entry else NO_HASH)
    if entry is None or not right:
        raise WrongCode
    return entry


def draft_with(draft_id: int, token: str) -> Draft:
    """The draft of that number for whoever holds its token. Raises DraftUnknown."""
    draft = db.session.get(Draft, draft_id)
    right = compare_digest(hash_of(token), draft.token_hash if draft else NO_HASH)
    if draft is None or not right:
        raise DraftUnknown
    return draft


def draft_behind(token: str) -> Draft:
    """The draft that a private link opens. Raises DraftUnknown."""
    draft = db.session.scalar(select(Draft).where(Draft.token_hash == hash_of(token)))
    if draft is None:
        raise DraftUnknown
    return draft


def terms_of(contest: Contest, *, channel: Channel, at: datetime) -> Terms:
    """What the contest asks of a hand-in by this channel on this day of its own calendar."""
    return Terms(
        today=clock.local(at, contest.zone).date(),
        categories=frozenset(category.id for category in contest.categories),
        required=frozenset(s.id for s in contest.statements if s.required and s.retired_at is None),
        max_group_size=contest.max_group_size,
        on_paper=channel != Channel.WEB,
    )


def units_said(typed: Iterable[str], *, on: date) -> dict[str, tuple[int, str]]:
    """Units as typed, mapped to id and name of the directory where the words fit one unit of that day only.

    The exact name or short name counts first, then the only name that holds all the words: ``nhan ly``
    is Xã Nhân Lý as long as no other unit's name holds both.
    """
    keys = {words: search_key(words) for words in typed}
    found: dict[str, tuple[int, str]] = {}
    for words, key in keys.items():
        if not key:
            continue
        question = select(Unit).where(
            holds_words(key),
            or_(Unit.valid_from.is_(None), Unit.valid_from <= on),
            or_(Unit.valid_to.is_(None), Unit.valid_to >= on),
        )
        near = list(db.session.scalars(question.limit(50)))
        exact = [unit for unit in near if key in {search_key(unit.name), search_key(unit.short_name)}]
        chosen = exact or near
        if len(chosen) == 1:
            found[words] = (chosen[0].id, chosen[0].name)
    return found


def entries_signed_by(
    contest_id: int, author: AuthorSaid, *, unit_id: int | None, unit_name: str, besides: int | None = None
) -> int:
    """How many entries of the contest, withdrawn ones left out, this person has signed.

    The same person: the same name without marks, and the same birth year and unit, or the same telephone.
    A telephone alone is not enough, for a class may give its teacher's.

    besides  an entry that does not count, because it is the one in hand
    """
    same_unit = Envelope.unit_id == unit_id if unit_id is not None else Envelope.unit_name == unit_name
    born = author.birth.year if author.birth else None
    same = (Author.birth_year == born) & same_unit
    if author.phone:
        same = same | (Author.phone == author.phone)
    question = (
        select(func.count(func.distinct(Entry.id)))
        .select_from(Author)
        .join(Envelope, Envelope.id == Author.envelope_id)
        .join(Entry, Entry.id == Envelope.entry_id)
        .where(Entry.contest_id == contest_id, Author.folded_name == fold(author.name), same)
        .where(~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists())
    )
    if besides is not None:
        question = question.where(Entry.id != besides)
    return db.session.scalar(question) or 0


def units_of_entries(entry_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each of these entries, every unit its envelope or authors belong to: ids alone, no names."""
    units: dict[int, set[int]] = {}
    from_envelope = select(Envelope.entry_id, Envelope.unit_id)
    from_authors = select(Envelope.entry_id, Author.unit_id).join(Author, Author.envelope_id == Envelope.id)
    wanted = set(entry_ids)
    for question in (from_envelope, from_authors):
        for entry_id, unit_id in db.session.execute(question.where(about(Envelope.entry_id, wanted))):
            if unit_id is not None and entry_id in wanted:
                units.setdefault(entry_id, set()).add(unit_id)
    return {entry_id: frozenset(found) for entry_id, found in units.items()}


def signatures_of(contest_id: int, folded_names: Collection[str]) -> list[tuple[int, Author, Envelope]]:
    """(entry id, author, envelope) of every entry, not withdrawn, that somebody of these folded names signed."""
    question = (
        select(Entry.id, Author, Envelope)
        .select_from(Author)
        .join(Envelope, Envelope.id == Author.envelope_id)
        .join(Entry, Entry.id == Envelope.entry_id)
        .where(Entry.contest_id == contest_id, Author.folded_name.in_(folded_names))
        .where(~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists())
    )
    return [(entry_id, author, envelope) for entry_id, author, envelope in db.session.execute(question)]


def entries_of_unit(contest_id: int, unit_id: int) -> Select[int]:
    """A selection of entry ids that came from the unit, or that one of its people signed."""
    people = select(Envelope.entry_id).join(Author, Author.envelope_id == Envelope.id)
    wanted = select(Envelope.entry_id).where(Envelope.unit_id == unit_id)
    return select(Entry.id).where(
        Entry.contest_id == contest_id, Entry.id.in_(wanted.union(people.where(Author.unit_id == unit_id)))
    )


def units_with_entries(contest_id: int) -> list[Unit]:
    """The units of the directory that sent entries, in Vietnamese order."""
    sent = select(Envelope.unit_id).join(Entry, Entry.id == Envelope.entry_id)
    found = db.session.scalars(select(Unit).where(Unit.id.in_(sent.where(Entry.contest_id == contest_id))))
    return sorted(found, key=lambda unit: sort_key(unit.name))


def rounds_unsealed(contest_id: int) -> set[int]:
    """The contest's rounds whose two keys have been turned."""
    question = (
        select(SealKey.round_id)
        .join(Round, Round.id == SealKey.round_id)
        .where(Round.contest_id == contest_id)
        .group_by(SealKey.round_id)
        .having(func.count(SealKey.id) >= 2)
    )
    return set(db.session.scalars(question))


def unit_names_of(contest_id: int) -> dict[int, str]:
    """The name of the unit that each entry of the contest came from, by entry id."""
    question = select(Envelope.entry_id, Envelope.unit_name).join(Entry, Entry.id == Envelope.entry_id)
    names: dict[int, str] = dict(db.session.execute(question.where(Entry.contest_id == contest_id)).all())
    return names
