"""The province's contest of the demonstration, and what the finished contest of the district sends up to it.

Packing, reading and typesetting are no work for one transaction: each step has its own and asks first whether it
was done, so that a start that is cut short goes on at the next one.
"""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import docx

from contest.charter.models import Contest, Round
from contest.charter.queries import contest_named, signers_of
from contest.charter.rules.letterheads import LetterheadSaid, SignerSaid, signing
from contest.charter.rules.template import TITLE
from contest.charter.service import announce_contest, create_contest
from contest.db import db, transaction
from contest.exports.queries import standing_issue, standing_template
from contest.exports.registry import known_offer, paper_of, write_start
from contest.exports.runs.jobs import make
from contest.exports.runs.service import ask_export
from contest.exports.service import issue_paper, load_template, read_template
from contest.exports.upward import paper_sent
from contest.nominations.models import Consignment
from contest.nominations.queries import candidates, consignments_of, round_to_nominate_from
from contest.nominations.service import (
    add_sender,
    pack,
    receive_consignment,
    record_package_taken,
    register_key,
    register_package,
    set_level,
    start_taking,
)
from contest.nominations.service.preparing import prepare
from contest.nominations.service.taking import take_entries
from contest.people.models import Account
from contest.people.queries import account_of
from contest.plumbing.audit import SYSTEM
from contest.plumbing.clock import local
from contest.plumbing.packages import public_key
from contest.plumbing.storage import Kept
from contest.rehearsal.demonstration import FINISHED_CONTEST, ORGANIZER, PROVINCE, made_archive
from contest.rehearsal.intake import OFFICE
from contest.rehearsal.staff import entrust
from contest.screening.service import accept_all

DISTRICT: Final = ("HUYEN-CHI-LANG", "Huyện Chi Lăng")
NEIGHBOUR: Final = ("HUYEN-BINH-GIA", "Huyện Bình Gia")
"""A district that may send works and has sent none: nobody knows its key yet."""

QUOTA: Final = 20
DAY: Final = timedelta(days=1)
DECISION, LETTER = "award-decision", "upward-letter"
ALONG: Final = ("award-minutes", "score-summary")
"""The papers that go up with the works."""

SIGNERS: Final = (SignerSaid("Ban Tổ chức\nTrưởng ban", "TM", "Lương Văn Hợp"),)


def found_province(office: list[Account], *, at: datetime) -> None:
    """The province's contest: announced, receiving, and knowing the district's key. In the caller's transaction."""
    opens = at - 400 * DAY
    contest = create_contest(
        slug=PROVINCE,
        title=f"{TITLE} trên địa bàn tỉnh Lạng Sơn",
        year=opens.year,
        area="tỉnh Lạng Sơn",
        organizer="Ban Tổ chức cuộc thi viết tỉnh Lạng Sơn",
        contact="Ban Tổ chức cuộc thi viết, thành phố Lạng Sơn, tỉnh Lạng Sơn",
        receipt_prefix=f"LS{opens.year % 100}",
        letterhead=LetterheadSaid(
            upper_body="Tỉnh ủy Lạng Sơn", issuing_body="Ban Tổ chức cuộc thi", place="Lạng Sơn"
        ),
        signers=SIGNERS,
        photos_min=0,
        demonstration=True,
        opens_at=opens,
        closes_at=at + 30 * DAY,
        actor=SYSTEM,
        at=opens - DAY,
    )
    announce_contest(contest=contest, actor=office[0].actor(), at=opens - DAY)
    entrust(contest, office, at=opens - DAY)
    said: dict[str, Any] = {"actor": office[0].actor(), "at": opens}
    set_level(
        contest=contest,
        label="cấp tỉnh",
        rank=3,
        upper_label="",
        send_rest=False,
        receives=True,
        default_quota=QUOTA,
        **said,
    )
    unit = add_sender(contest=contest, code=DISTRICT[0], name=DISTRICT[1], quota=None, **said)
    add_sender(contest=contest, code=NEIGHBOUR[0], name=NEIGHBOUR[1], quota=None, **said)
    register_key(contest=contest, unit_id=unit.id, typed=public_key(), **said)


def finish_demonstration(*, at: datetime, tell: Callable[[str], None]) -> None:
    """What of this has not been done yet; opens transactions of its own.

    at    the present
    tell  hears of each step
    """
    contest, province, organizer = (
        contest_named(FINISHED_CONTEST),
        contest_named(PROVINCE),
        account_of(ORGANIZER),
    )
    final = round_to_nominate_from(contest)
    if final is None or organizer is None:
        return
    tell("Gửi tác phẩm của huyện lên tỉnh, tỉnh nhận vào sổ …")
    _take_in(
        _sent(contest, final, province, organizer, at=at - 3 * DAY), province, organizer, at=at - 2 * DAY
    )
    tell("Cấp số văn bản, nạp mẫu riêng, lập gói bài …")
    _issue(contest, final, LETTER, serial=15, organizer=organizer, at=at - 3 * DAY)
    _own_template(contest, final, organizer, at=at - 3 * DAY)
    _archive(contest, final, organizer, at=at)


def issue_decision(contest: Contest, final: Round, organizer: Account, *, at: datetime) -> None:
    """The decision on the prizes gets its number. In the caller's transaction."""
    _give_number(contest, final, DECISION, serial=14, organizer=organizer, at=at)


def _sent(
    contest: Contest, final: Round, province: Contest, organizer: Account, *, at: datetime
) -> Consignment:
    """The package of the works that won a prize, as it arrived; the one that came before where there is one."""
    arrived = consignments_of(province.id)
    if arrived:
        return arrived[0]
    prized = [row.entry.id for row in candidates(contest, final).listed if row.award]
    packed = pack(
        contest=contest,
        round_=final,
        chosen=prized[: contest.quota_up],
        papers=[paper_sent(key, "pdf", contest=contest, round_=final, at=at) for key in ALONG],
        at=at,
    )
    actor = organizer.actor()
    with transaction():
        package = register_package(contest=contest, packed=packed, actor=actor, at=at)
        record_package_taken(package=package, actor=actor, at=at)
        return receive_consignment(
            contest=province,
            kept=Kept(package.file_digest, package.size),
            sent_name=f"{contest.slug}-goi-{package.number}.guongsang",
            actor=actor,
            at=at + DAY,
        )


def _take_in(arrived: Consignment, province: Contest, organizer: Account, *, at: datetime) -> None:
    """Its works are in the province's register, and screened."""
    if arrived.taken_at is not None:
        return
    while not prepare(consignment_id=arrived.id, at=at, most=QUOTA):
        pass
    row = db.session.get_one(Consignment, arrived.id, populate_existing=True)
    if row.taking_at is None:
        with transaction():
            start_taking(consignment=row, contest=province, actor=organizer.actor(), at=at)
    while not take_entries(consignment_id=row.id, actor=organizer.actor(), at=at, most=QUOTA):
        pass
    with transaction():
        accept_all(contest=province, actor=OFFICE, at=at + DAY)


def _issue(
    contest: Contest, final: Round, key: str, *, serial: int, organizer: Account, at: datetime
) -> None:
    if standing_issue(contest.id, paper_of(key), final) is None:
        with transaction():
            _give_number(contest, final, key, serial=serial, organizer=organizer, at=at)


def _give_number(
    contest: Contest, final: Round, key: str, *, serial: int, organizer: Account, at: datetime
) -> None:
    issue_paper(
        contest=contest,
        round_=final,
        paper=paper_of(key),
        serial=serial,
        day=local(at, contest.zone).date(),
        signers=signing(signers_of(contest.id), key),
        names=True,
        actor=organizer.actor(),
        at=at,
    )


def _own_template(contest: Contest, final: Round, organizer: Account, *, at: datetime) -> None:
    """The decision in Word comes from a template of the office's own: ours, with a line at the foot of each page."""
    paper = paper_of(DECISION)
    if standing_template(contest.id, paper.key) is not None:
        return
    start, own = io.BytesIO(), io.BytesIO()
    write_start(paper, contest, final, start, at=at)
    template = docx.Document(start)
    template.sections[0].footer.paragraphs[0].text = "Mẫu văn bản của Văn phòng Huyện ủy Chi Lăng"
    template.save(own)
    own.seek(0)
    offer = known_offer(paper, contest, final, at=at)
    read = read_template(own, name="mau-quyet-dinh-huyen-uy.docx", offer=offer)
    with transaction():
        load_template(contest=contest, paper=paper, template=read, actor=organizer.actor(), at=at)


def _archive(contest: Contest, final: Round, organizer: Account, *, at: datetime) -> None:
    """The works of the list packed by code, as made in the background."""
    if made_archive(contest.id):
        return
    with transaction():
        run = ask_export(
            kind="archive",
            contest=contest,
            round_=final,
            options={"by": "code", "what": "shortlisted"},
            secretary=True,
            unsealed=True,
            account=organizer,
            at=at,
        )
    make({"run": run.id})
