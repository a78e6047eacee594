"""The checklist's line on what an entry shares with other texts."""

from contest.errors import N_
from contest.screening.rules.checklist import Check, Level

COPIES, UNCOMPARED = "copies", "uncompared"
"""The keys of the line when it warns."""


def likeness_check(*, has_text: bool, compared: bool, unsettled: int, settled: int, strongest: int) -> Check:
    """What a screener is told of an entry's likeness to others.

    Units  unsettled and settled in texts it resembles; strongest in percent of words, of those unsettled
    """
    if not has_text:
        return Check(
            UNCOMPARED, Level.WARN, N_("Không so được với bài khác vì bài không có chữ; xin xem bằng mắt.")
        )
    if unsettled:
        return Check(
            COPIES,
            Level.WARN,
            N_("Giống %(texts)s bài khác, nhiều nhất %(share)s %% số từ; xin xem cạnh nhau rồi kết luận."),
            {"texts": unsettled, "share": strongest},
        )
    if not compared:
        return Check(UNCOMPARED, Level.WARN, N_("Chưa so xong với các bài khác; máy sẽ so trong ít phút."))
    if settled:
        return Check(COPIES, Level.OK, N_("Giống bài khác; đã có người xem và kết luận."))
    return Check(COPIES, Level.OK, N_("Không giống bài nào khác."))


def percent(thousandths: int) -> int:
    """A share in whole percent; something is never nothing, nor less than all everything."""
    return min(99, max(1, round(thousandths / 10))) if 0 < thousandths < 1000 else thousandths // 10
