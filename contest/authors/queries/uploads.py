"""Questions about files on their way into a draft."""

from datetime import datetime

from sqlalchemy import select

from contest.authors.models import Draft, Upload
from contest.charter.models import Contest
from contest.db import db
from contest.errors.uploads import UploadExpired, UploadUnknown
from contest.people.queries import hash_of


def upload_behind(draft: Draft, token: str, *, at: datetime) -> Upload:
    """The draft's upload of that token, as it stands now. Raises UploadUnknown, UploadExpired."""
    question = select(Upload).where(Upload.draft_id == draft.id, Upload.token_hash == hash_of(token))
    found = db.session.scalar(question.execution_options(populate_existing=True))
    if found is None:
        raise UploadUnknown
    if found.expires_at <= at:
        raise UploadExpired
    return found


def most_megabytes(draft_id: int) -> int | None:
    """How much the files of a draft may weigh together by its contest's rules."""
    question = select(Contest.max_total_mb).join(Draft, Draft.contest_id == Contest.id)
    return db.session.scalar(question.where(Draft.id == draft_id))


def open_uploads_of(draft: Draft, *, at: datetime) -> list[Upload]:
    """The draft's uploads that are not whole yet, in the order they were begun; expired ones are left out."""
    question = select(Upload).where(Upload.draft_id == draft.id, Upload.digest == "", Upload.expires_at > at)
    return list(db.session.scalars(question.order_by(Upload.id)))
