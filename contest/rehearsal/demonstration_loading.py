"""Loading the demonstration, in one transaction: a start that is cut short leaves nothing of it behind.

What is packed and typeset follows in steps of its own, which the next start takes up where one was cut short; then
comparing, which is promised work.

The same seed gives the same demonstration; only the dates of what goes on now follow the first start.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random

from contest.db import transaction
from contest.people.service import hash_password
from contest.rehearsal.demonstration import ORGANIZER, PASSWORD, SECOND_ORGANIZER, SEED
from contest.rehearsal.demonstration_files import received_files
from contest.rehearsal.demonstration_upward import finish_demonstration, found_province
from contest.rehearsal.demonstration_years import (
    Stand,
    compare_all,
    finished_contest,
    judged_contest,
    open_contest,
)
from contest.rehearsal.staff import fill_units, found_organizer, seat_judges

JUDGES = 12


def load_demonstration(
    *, at: datetime, seed: int = SEED, tell: Callable[[str], None] = lambda _line: None
) -> None:
    """Load the demonstration into an application that has none.

    at    the first start: the open contest closes five weeks later
    tell  hears of each step
    """
    kept = hash_password(PASSWORD)
    tell("Chuẩn bị các tệp bài viết …")
    files = received_files(Random(f"files-{seed}"))
    with transaction():
        unit_ids = fill_units(at=at)
        office = [
            found_organizer(email=email, name=name, password_hash=kept, demonstration=True, at=at)
            for email, name in ((ORGANIZER, "Hoàng Thị Nhung"), (SECOND_ORGANIZER, "Nông Văn Thịnh"))
        ]
        seats = seat_judges(
            Random(f"judges-{seed}"), count=JUDGES, hashes=[kept] * JUDGES, demonstration=True, at=at
        )
        stand = Stand(seed=seed, at=at, unit_ids=unit_ids, office=office, seats=seats)
        tell("Cuộc thi 2024: đã xong, danh sách đã công bố …")
        finished_contest(stand)
        tell("Cuộc thi 2025: đang chấm …")
        judged_contest(stand)
        tell("Cuộc thi 2026: đang nhận bài …")
        open_contest(stand, files)
        tell("Cuộc thi của tỉnh: nhận tác phẩm huyện gửi lên …")
        found_province(office, at=at)
    finish_demonstration(at=at, tell=tell)
    tell("So các bài với nhau …")
    compare_all(at=at)
