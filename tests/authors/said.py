"""Ready-made things to say in hand-ins: invented people, a short essay."""

from dataclasses import replace
from typing import Any

from contest.authors.rules import AuthorSaid, EssaySaid, FigureSaid, Submission
from contest.charter.models import Contest
from contest.plumbing.vietnamese import PartialDate

BODY = ("Ông Nông Văn Slao hiến đất mở đường cho cả thôn.", "Từ ngày có đường, xe na về tận vườn.")


def a_submission(contest: Contest, **changes: Any) -> Submission:
    """A complete hand-in by one grown-up of Xã Nhân Lý; ``changes`` replace its parts."""
    said = Submission(
        essay=EssaySaid("Con đường của bản", contest.categories[0].id, paragraphs=BODY, typed=True),
        figure=FigureSaid(name="Nông Văn Slao", birth_year=1957, place="Thôn Làng Giàng, xã Nhân Lý"),
        authors=(an_author(),),
        consented=frozenset(statement.id for statement in contest.statements),
        unit_name="Xã Nhân Lý",
    )
    return replace(said, **changes)


def an_author(**changes: Any) -> AuthorSaid:
    """Somebody of 1978 with a telephone; ``changes`` replace what is said of them."""
    said = AuthorSaid(name="Hoàng Thị Lanh", birth=PartialDate(1978, 5, 9), phone="0912345678", leads=True)
    return replace(said, **changes)
