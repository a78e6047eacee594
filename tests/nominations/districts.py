"""Installations of districts, each with a small contest that was judged, frozen and unsealed; and a province's."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from flask import Flask

from contest.app import create_app
from contest.assignment.service import preview_draw, publish_draw
from contest.authors.rules import EssaySaid, essay_of
from contest.authors.service import hand_in, receive_file
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.nominations.models import Consigned, Consignment
from contest.nominations.queries import candidates, consignment_of, rows_of
from contest.nominations.service import (
    add_sender,
    pack,
    receive_consignment,
    register_key,
    register_package,
    set_level,
    start_taking,
)
from contest.nominations.service.preparing import prepare
from contest.nominations.service.taking import take_entries
from contest.people.models import Role
from contest.plumbing.audit import Actor
from contest.plumbing.packages import public_key
from contest.plumbing.storage import Kept, storage
from contest.screening.service import accept_all
from contest.units.models import Unit
from tests.authors.said import a_submission, an_author
from tests.cast import Cast
from tests.conftest import NOON, Schema, settings_for
from tests.shortlist.stage import freeze_top, give, lock, open_seal, the_round

CLERK: Final = Actor(7, "Nông Văn Cường")
LATER: Final = NOON + timedelta(days=1)
SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
SYLLABLES: Final = (
    "núi rừng suối đèo bản làng nương rẫy lúa ngô na hồi quế trâu ngựa mưa nắng gió sương đêm sáng chiều trưa "
    "người già trẻ thầy cô lính thợ mẹ cha anh chị em bạn tay chân mắt lời tiếng hát kể dạy xây đắp mở giữ trồng "
    "chăm đường cầu trường lớp trạm chợ quán giếng nước lửa đá đất cây hoa quả hạt mầm xanh đỏ vàng trắng tím bền "
    "sâu cao rộng dài thương quý tin mong nhớ vui lo gắng vượt"
).split()
DISTRICTS: Final = {"chi-lang": "huyện Chi Lăng", "binh-gia": "huyện Bình Gia", "van-lang": "huyện Văn Lãng"}
CODES: Final = {"chi-lang": "H-CL", "binh-gia": "H-BG", "van-lang": "H-VL"}
TOTALS: Final = ("90", "85", "80", "75")


def body(seed: str, words: int = 220) -> tuple[str, ...]:
    """A text of its own for each seed, in paragraphs."""
    rng = Random(seed)
    said = [rng.choice(SYLLABLES) for _ in range(words)]
    return tuple(" ".join(said[start : start + 55]).capitalize() + "." for start in range(0, words, 55))


@dataclass(frozen=True, slots=True)
class Work:
    """One essay of a district: its title and text; file is a sample that it came as instead."""

    title: str
    paragraphs: tuple[str, ...] = ()
    file: str = ""


def works_of(district: str) -> tuple[Work, ...]:
    """Four works; the first stands in two districts alike and in the third nearly, the second in its own alone."""
    shared = body("cùng một bài")
    first = shared if district != "van-lang" else (*shared[:3], *body("đuôi khác")[:1])
    return (
        Work(f"Bài chung, {DISTRICTS[district]}", first),
        Work(f"Bài riêng, {DISTRICTS[district]}", body(f"riêng {district}")),
        Work(f"Bài trong tệp, {DISTRICTS[district]}", file="01-bai-du-thi-unicode.docx")
        if district == "chi-lang"
        else Work(f"Bài thứ ba, {DISTRICTS[district]}", body(f"ba {district}")),
        Work(f"Bài không chọn, {DISTRICTS[district]}", body(f"bốn {district}")),
    )


@contextmanager
def installation(folder: Path, schema: Schema) -> Iterator[Flask]:
    """An application with a folder, a database and a signing key of its own, its context open."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = settings_for(folder)
    with schema.fresh(folder) as address:
        app = create_app({**settings, "SQLALCHEMY_DATABASE_URI": address})
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()


def furnish_district(district: str, *, works: Sequence[Work] | None = None) -> Cast:
    """A contest of that district with its works judged, the best three listed, and the seal open."""
    return _furnished(Cast.enter(at=NOON), district, works)


def furnish_neighbour(cast: Cast, district: str) -> Cast:
    """The other contest of the cast as another district's, judged by the same people in the same installation."""
    other = db.session.get_one(Contest, cast.other_contest_id)
    with transaction():
        for role in db.session.query(Role).filter_by(contest_id=cast.contest_id).all():
            there = {"contest_id": other.id, "kind": role.kind, "granted_at": NOON, "unit_id": role.unit_id}
            db.session.add(Role(account_id=role.account_id, **there))
        other.receipt_prefix = "BG26"
    first, last = other.rounds
    ids = {"contest_id": other.id, "round_id": first.id, "final_id": last.id}
    return _furnished(
        replace(cast, **ids, other_contest_id=cast.contest_id, category_id=other.categories[0].id),
        district,
        None,
    )


def _furnished(cast: Cast, district: str, works: Sequence[Work] | None) -> Cast:
    with transaction():
        contest = db.session.get_one(Contest, cast.contest_id)
        contest.area, contest.organizer, contest.quota_up = DISTRICTS[district], "Ban Tổ chức", 3
        set_level(
            contest=contest,
            label="cấp huyện",
            rank=2,
            upper_label="cấp tỉnh",
            send_rest=False,
            receives=False,
            default_quota=None,
            actor=CLERK,
            at=NOON,
        )
    entries = [_handed_in(cast, n, work) for n, work in enumerate(works or works_of(district))]
    round_ = the_round(cast)
    with transaction():
        accept_all(contest=contest, actor=CLERK, at=NOON)
        draw = preview_draw(round_=round_, seed=1, actor=CLERK, at=NOON, codes_rng=Random(5))
        publish_draw(draw=draw, actor=CLERK, at=NOON)
    give(round_, dict(zip(entries, TOTALS, strict=False)))
    lock(cast)
    freeze_top(cast, 3)
    open_seal(cast)
    return cast


def _handed_in(cast: Cast, n: int, work: Work) -> int:
    contest = db.session.get_one(Contest, cast.contest_id)
    category = contest.categories[n % 2].id
    essay = EssaySaid(work.title, category, paragraphs=work.paragraphs, typed=True)
    if work.file:
        with (SAMPLES / work.file).open("rb") as stream:
            received = receive_file(stream=stream, name=work.file, max_mb=20)
        essay = essay_of(title=work.title, category_id=category, text="", files=[received])
    author = an_author(
        name=("Hoàng Thị Lanh", "Nông Văn Ánh", "Vi Thị Đào", "Lương Văn Bằng")[n], phone=f"091234560{n}"
    )
    with transaction():
        done = hand_in(
            contest=contest,
            submission=a_submission(
                contest, authors=(author,), unit_name="Trường THCS Quan Sơn", essay=essay
            ),
            key=f"key-{contest.id}-{n}",
            channel=Channel.WEB,
            sent_on=NOON.date(),
            actor=CLERK,
            at=NOON,
        )
    return done.entry.id


def packed(cast: Cast, *, at=LATER, **options: object) -> bytes:
    """The bytes of a package of the listed works; ``options`` as pack takes them."""
    contest = db.session.get_one(Contest, cast.contest_id)
    round_ = the_round(cast)
    chosen = options.pop("chosen", [row.entry.id for row in candidates(contest, round_).listed])
    made = pack(contest=contest, round_=round_, chosen=chosen, at=at, **options)
    with transaction():
        package = register_package(contest=contest, packed=made, actor=CLERK, at=at)
    return storage().path(package.file_digest).read_bytes()


@dataclass(frozen=True, slots=True)
class Sent:
    """A district's package and the public key that it is signed by."""

    data: bytes
    key: str


def sent_by(district: str, folder: Path, schema: Schema, **options: object) -> Sent:
    """The package of a district, made in an installation of its own."""
    with installation(folder, schema):
        return Sent(packed(furnish_district(district), **options), public_key())


def furnish_province(keys: dict[str, str] | None = None, *, quota: int | None = None) -> Cast:
    """A contest of the province that receives works, with its sending units and the keys they are known by."""
    cast = Cast.enter(at=NOON)
    contest = province(cast)
    with transaction():
        contest.area, contest.title = "tỉnh Lạng Sơn", "Những tấm gương điển hình cấp tỉnh"
        contest.receipt_prefix = "LS26"
        made_receiving(contest, quota=quota, at=NOON)
        for district, code in CODES.items():
            name = "H" + DISTRICTS[district][1:]
            unit = add_sender(contest=contest, code=code, name=name, quota=None, actor=CLERK, at=NOON)
            if keys and district in keys:
                register_key(contest=contest, unit_id=unit.id, typed=keys[district], actor=CLERK, at=NOON)
    return cast


def made_receiving(contest: Contest, *, quota: int | None = None, at: datetime) -> None:
    """The contest is the province's, which works come up to. In the caller's transaction."""
    set_level(
        contest=contest,
        label="cấp tỉnh",
        rank=3,
        upper_label="",
        send_rest=False,
        receives=True,
        default_quota=quota,
        actor=CLERK,
        at=at,
    )


def province(cast: Cast) -> Contest:
    return db.session.get_one(Contest, cast.contest_id)


def unit_id(district: str) -> int:
    return db.session.query(Unit).filter_by(code=CODES[district]).one().id


def kept(data: bytes) -> Kept:
    return storage().keep(io.BytesIO(data), limit=2_000_000_000)


def received(cast: Cast, data: bytes, *, at=LATER, name: str = "goi.guongsang") -> Consignment:
    """A package put on the list of what came, and made ready."""
    with transaction():
        row = receive_consignment(contest=province(cast), kept=kept(data), sent_name=name, actor=CLERK, at=at)
    return made_ready(row, at=at)


def made_ready(row: Consignment, *, at=LATER) -> Consignment:
    while not prepare(consignment_id=row.id, at=at, most=5):
        pass
    db.session.expire_all()
    return consignment_of(row.contest_id, row.id)


def taken(row: Consignment, *, at=LATER) -> list[Consigned]:
    """The package's chosen entries taken; its entries afterwards."""
    contest = db.session.get_one(Contest, row.contest_id)
    with transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=at)
    while not take_entries(consignment_id=row.id, actor=CLERK, at=at, most=2):
        pass
    db.session.expire_all()
    return rows_of(consignment_of(row.contest_id, row.id))


def note_codes(row: Consigned) -> list[str]:
    return [note["code"] for note in row.notes]
