"""Questions about contests, their rounds and codes."""

from collections.abc import Collection

from sqlalchemy import select

from contest.charter.models import (
    Amendment,
    Barred,
    Category,
    Contest,
    PaperForm,
    PaperText,
    RejectionCode,
    Round,
    Signer,
    Statement,
)
from contest.charter.rules import QuotaKind, QuotaSaid
from contest.charter.rules.letterheads import SignerSaid
from contest.db import db
from contest.errors import N_, NotFound
from contest.errors.charter import ContestUnknown, RoundUnknown
from contest.plumbing.pointing import stood_on


def contest_by_slug(slug: str) -> Contest | None:
    """The contest of that address, with its categories, rounds, criteria and statements."""
    return db.session.scalar(select(Contest).where(Contest.slug == slug))


def contest_named(slug: str) -> Contest:
    """The same; raises ContestUnknown."""
    found = contest_by_slug(slug)
    if found is None:
        raise ContestUnknown(slug=slug)
    return found


def round_numbered(contest: Contest, number: int) -> Round:
    """The contest's round of that number; raises RoundUnknown."""
    for round_ in contest.rounds:
        if round_.number == number:
            return round_
    raise RoundUnknown(number=number)


def contest_of_round(round_: Round) -> Contest:
    """The contest a round belongs to."""
    return db.session.get_one(Contest, round_.contest_id)


def rounds_begun(contest: Contest) -> set[int]:
    """Ids of the contest's rounds in which something stands besides their settings: a draw, a sheet, a meeting."""
    return stood_on(Round, [round_.id for round_ in contest.rounds])


def quotas_of(round_: Round) -> list[QuotaSaid]:
    """The round's own quotas as plain values."""
    return [QuotaSaid(row.kind, row.key, row.least, row.most) for row in round_.quotas]


def quotas_of_categories(contest: Contest) -> list[QuotaSaid]:
    """The quotas that the contest's categories have in every round."""
    return [
        QuotaSaid(QuotaKind.CATEGORY, category.key, category.quota_min, category.quota_max)
        for category in contest.categories
        if category.quota_min is not None or category.quota_max is not None
    ]


def names_of_categories(ids: Collection[int]) -> dict[int, str]:
    """Names of these categories by id."""
    rows = db.session.execute(select(Category.id, Category.name).where(Category.id.in_(ids)))
    return dict(rows.all())


def contests() -> list[Contest]:
    """All contests, newest year first."""
    return list(db.session.scalars(select(Contest).order_by(Contest.year.desc(), Contest.id.desc())))


def announced_contests() -> list[Contest]:
    """Contests the public may see, newest year first."""
    return [contest for contest in contests() if contest.announced_at is not None]


def amendments_of(contest_id: int) -> list[Amendment]:
    """The contest's amendments, newest first."""
    question = select(Amendment).where(Amendment.contest_id == contest_id)
    return list(db.session.scalars(question.order_by(Amendment.made_at.desc(), Amendment.id.desc())))


def rejection_codes_of(contest_id: int) -> list[RejectionCode]:
    """The contest's reasons for rejecting an entry, in the charter's order."""
    question = select(RejectionCode).where(RejectionCode.contest_id == contest_id)
    return list(db.session.scalars(question.order_by(RejectionCode.position)))


def barred_of(contest_id: int) -> list[Barred]:
    """Persons and units that may not enter."""
    return list(db.session.scalars(select(Barred).where(Barred.contest_id == contest_id).order_by(Barred.id)))


def barred_in(contest_id: int, barred_id: int) -> Barred:
    """One line of the contest's list of the barred; raises NotFound."""
    found = db.session.get(Barred, barred_id)
    if found is None or found.contest_id != contest_id:
        raise NotFound
    return found


def statement_in(contest: Contest, statement_id: int) -> Statement:
    """One standing statement of the contest; raises NotFound."""
    for statement in contest.statements:
        if statement.id == statement_id and statement.retired_at is None:
            return statement
    raise NotFound


def unready(contest: Contest) -> list[str]:
    """What a contest still lacks before the public should see it, as sentences; none of it forbids announcing."""
    return [
        sentence
        for there, sentence in (
            (contest.theme, N_("Chưa có chủ đề.")),
            (contest.eligibility, N_("Chưa ghi ai được dự thi.")),
            (contest.rules_text, N_("Chưa có thể lệ.")),
            (contest.contact, N_("Chưa ghi nơi liên hệ và nhận bài giấy.")),
            (contest.organizer, N_("Chưa ghi cơ quan tổ chức.")),
            (contest.categories, N_("Chưa có thể loại nào.")),
            ([s for s in contest.statements if s.retired_at is None], N_("Chưa có lời cam kết, đồng ý nào.")),
            (
                contest.rounds and all(r.criteria for r in contest.rounds),
                N_("Có vòng chưa có tiêu chí chấm."),
            ),
        )
        if not there
    ]


def signers_of(contest_id: int) -> list[SignerSaid]:
    """Who signs the contest's papers, in order."""
    question = select(Signer).where(Signer.contest_id == contest_id).order_by(Signer.position)
    return [row.said for row in db.session.scalars(question)]


def paper_forms_of(contest_id: int) -> dict[str, PaperForm]:
    """How the contest's kinds of paper are numbered and who receives them, by the paper's key."""
    question = select(PaperForm).where(PaperForm.contest_id == contest_id)
    return {row.paper: row for row in db.session.scalars(question)}


def paper_texts_of(contest_id: int, paper: str) -> dict[str, PaperText]:
    """What the office wrote into one paper of a contest, by part."""
    question = select(PaperText).where(PaperText.contest_id == contest_id, PaperText.paper == paper)
    return {row.part: row for row in db.session.scalars(question)}
