"""Questions about files on their way into a draft."""

from datetime import datetime

from sqlalchemy import select

from contest.authors.models import Draft, Upload
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


def open_uploads_of(draft: Draft, *, at: datetime) -> list[Upload]:
    """The draft's uploads that are not whole yet, in the order they were begun; expired ones are left out."""
    question = select(Upload).where(Upload.draft_id == draft.id, Upload.digest == "", Upload.expires_at > at)
    return list(db.session.scalars(question.order_by(Upload.id)))
