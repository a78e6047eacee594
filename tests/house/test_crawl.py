"""A judge who opens everything never learns an author: no word of the envelopes stands in any answer."""

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from markupsafe import escape
from PIL import Image

from contest.assignment.models import Assignment
from contest.assignment.rules.terms import Dealing
from contest.assignment.service import publish_draw, set_dealing
from contest.db import db, transaction
from contest.people.models import Role, RoleKind
from contest.plumbing.audit import SYSTEM
from contest.screening.queries import blind_copies_of
from contest.shortlist.service import draw_round
from tests.cast import Cast
from tests.conftest import NOON, Schema
from tests.crawler import Crawler, Page, bare, hits, readable
from tests.doors import OURS, Places, clock_of, routes
from tests.stage import Stage, staged
from tests.writers import WRITERS, Canary

LEVELS = ("previewed", "judging", "settled", "frozen", "unsealed")
JUDGES = ("judge_a", "head_judge")
OFFICE = {"judging": ("organizer", "observer", "secretary"), "frozen": ("organizer",)}
"""Where the office is crawled too: in the middle, and just before the seal is opened."""

DOUBLE = "in both parts"
"""A judge of a final under way who also organizes, with the names of the round before let out early."""

EXAMPLE = "/bundles/list.xlsx"
"""An empty list whose example of a telephone number is that of one of the writers."""

GUESSING = {("judge_a", "previewed"), ("judge_a", "judging"), ("head_judge", "judging")}
"""Where judges also try every number."""


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[tuple[Flask, Stage]]:
    with staged(tmp_path_factory.mktemp("crawl"), schema, "previewed") as (app, stage), clock_of(stage):
        with app.app_context():
            with transaction():
                said = Dealing(declare_ahead=True)
                set_dealing(round_=stage.contest.rounds[0], said=said, actor=SYSTEM, at=NOON)
            db.session.remove()
        yield app, stage


@pytest.fixture(scope="module")
def reached(stood: tuple[Flask, Stage]) -> dict[tuple[str, str], Crawler]:
    """What each of them can open at each level; the stage moves on from level to level."""
    app, stage = stood
    found = {}
    for level in LEVELS:
        with app.app_context():
            stage.advance(level)
            db.session.remove()
        for who in (*JUDGES, *OFFICE.get(level, ())):
            client = app.test_client()
            Cast.sign_in(app, client, who)
            starts = doorways(app, stage, guess=(who, level) in GUESSING)
            found[who, level] = Crawler(app, client).crawl(starts)
    with app.app_context():
        in_both_parts(stage)
        starts = every_page(app, stage)
        db.session.remove()
    client = app.test_client()
    Cast.sign_in(app, client, "judge_a")
    found["judge_a", DOUBLE] = Crawler(app, client).crawl(starts)
    return found


def in_both_parts(stage: Stage) -> None:
    """A judge of the final also organizes; the charter lets the names of the round before out early."""
    first, final = stage.contest.rounds
    with transaction():
        first.names_early = True
        role = Role(
            account_id=stage.cast.accounts["judge_a"],
            contest_id=stage.cast.contest_id,
            kind=RoleKind.ORGANIZER,
            granted_at=NOON,
        )
        db.session.add(role)
        set_dealing(
            round_=final, said=Dealing(everybody=True), notice="Mọi người đọc.", actor=SYSTEM, at=NOON
        )
    with transaction():
        draw = draw_round(round_=final, seed=1, actor=SYSTEM, at=stage.later(80))
        publish_draw(draw=draw, actor=SYSTEM, at=stage.later(80))


def every_page(app: Flask, stage: Stage) -> list[str]:
    """Every route of the office with what stands there, besides where a crawl begins."""
    places = Places(app, stage)
    office = [route for route in routes(app, "GET") if route.rule.endpoint.startswith("organizer.")]
    return [*doorways(app, stage, guess=False), *(places.address(route.rule) for route in office)]


def doorways(app: Flask, stage: Stage, *, guess: bool) -> list[str]:
    """Where a crawl begins; who guesses tries every route with every number, and originals by their digests."""
    starts = ["/", "/account/", "/look-up", f"/c/{OURS}", f"/judging/{OURS}", f"/office/{OURS}", "/office/"]
    if not guess:
        return starts
    places = Places(app, stage)
    with app.app_context():
        most = {
            "entry_id": 3,
            "assignment_id": db.session.query(Assignment).count() + 2,
        }
        digests = sorted(stage.originals())
        db.session.remove()
    for route in routes(app, "GET"):
        if "token" in route.rule.arguments:
            continue
        counted = sorted(route.rule.arguments & set(most))
        for number in range(1, most[counted[0]] + 1) if counted else (None,):
            changed = {counted[0]: number} if counted else {}
            starts.append(places.address(route.rule, **changed))
    for digest in digests:
        starts += [
            f"/uploads/{digest}",
            f"/static/../../uploads/{digest[:2]}/{digest}",
            f"/judging/{OURS}/files/{digest}",
        ]
    return starts + [
        f"/judging/{OURS}?{wish}" for wish in ("sort=author", "order=handed_in_at", "page=2", "round=2")
    ]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("who", JUDGES)
def test_a_judge_finds_nothing_that_tells_an_author(
    who: str, level: str, stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    _app, stage = stood
    assert hits(reached[who, level].pages.values(), stage.canaries.values()) == set()


def test_who_organizes_and_reads_in_a_later_round_finds_no_author_though_names_are_out(
    stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    _app, stage = stood
    crawled = reached["judge_a", DOUBLE]
    assert sum("/office/" in address for address in crawled.opened) >= 40
    assert sum("/assignments/" in address for address in crawled.opened) >= 3
    besides = frozenset({"receipt", "unit of the directory"})
    pages = [page for page in crawled.pages.values() if not page.address.endswith(EXAMPLE)]
    assert hits(pages, stage.canaries.values(), besides=besides) == set()


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("who", JUDGES)
def test_a_judge_never_meets_an_original(
    who: str, level: str, stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    app, stage = stood
    with app.app_context():
        digests = stage.originals()
        db.session.remove()
    told = {page.address: page.everything for page in reached[who, level].pages.values()}
    assert {
        (digest, address)
        for digest in digests
        for address, everything in told.items()
        if digest in everything and digest not in address
    } == set()


def test_no_page_leads_where_its_visitor_may_not_go(reached: dict[tuple[str, str], Crawler]) -> None:
    assert {
        (who, level, address)
        for (who, level), crawler in reached.items()
        if (who, level) not in GUESSING
        for address in crawler.led
        if crawler.pages[address].status == 404
    } == set()


def test_before_the_draw_is_published_a_judge_has_nothing_to_read(
    reached: dict[tuple[str, str], Crawler],
) -> None:
    opened = reached["judge_a", "previewed"].opened
    assert [address for address in opened if "/assignments/" in address] == []
    ahead = [page for address, page in opened.items() if address.endswith("/rounds/1/ahead")]
    assert any('class="choices"' in page.text for page in ahead), (
        "titles and figures, where the office lets them"
    )


def test_a_judge_opens_the_essays_dealt_to_them_and_their_pages(
    stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    """Without this a crawl that opens nothing would pass."""
    opened = reached["judge_a", "judging"].opened
    assert (
        len(
            {
                address.split("/assignments/")[1].split("/")[0]
                for address in opened
                if "/assignments/" in address
            }
        )
        >= 5
    )
    pictures = [address for address, page in opened.items() if page.kind.startswith("image/")]
    assert sum("/assignments/" in address for address in pictures) == 4
    assert sum("/trial/" in address for address in pictures) == 4
    app, stage = stood
    with app.app_context():
        entries = {assignment.entry_id for assignment in stage.assignments("judge_a")}
        titles = {str(escape(copy.title)) for copy in blind_copies_of(entries).values()}
    assert len(titles) >= 5
    texts = [page.text for page in opened.values()]
    assert [title for title in titles if not any(title in text for text in texts)] == []


@pytest.mark.parametrize("level", OFFICE)
def test_an_organizer_learns_no_author_before_the_seal_is_opened(
    level: str, stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    _app, stage = stood
    pages = reached["organizer", level].pages.values()
    assert (
        hits(pages, stage.canaries.values(), besides=frozenset({"receipt", "unit of the directory"})) == set()
    )


@pytest.mark.parametrize("who", ["organizer", "head_judge"])
def test_the_wall_of_a_meeting_was_among_the_pages_opened(
    who: str, reached: dict[tuple[str, str], Crawler]
) -> None:
    """Without this a crawl that never came to it would pass."""
    opened = reached[who, "frozen"].opened
    assert sum("/wall?entry=" in address for address in opened) >= 5
    assert any("/wall/now?" in address for address in reached[who, "frozen"].pages)


def test_an_observer_sees_numbers_and_no_persons(
    stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    _app, stage = stood
    assert hits(reached["observer", "judging"].pages.values(), stage.canaries.values()) == set()


def test_the_secretary_finds_every_author(
    stood: tuple[Flask, Stage], reached: dict[tuple[str, str], Crawler]
) -> None:
    """The control: the same search over what the secretary opens finds each name, number and receipt."""
    _app, stage = stood
    ours = [stage.canaries[entry_id] for entry_id in stage.entries]
    found = {words for _kind, words, _address in hits(reached["secretary", "judging"].pages.values(), ours)}
    wanted = {"name", "collective", "email", "unit", "receipt"}
    missed = [
        (kind, words)
        for canary in ours
        for kind, words in sought(canary)
        if kind in wanted and words not in found
    ]
    assert missed == []
    assert {number[-9:] for canary in ours for number in canary.phones} <= found


def sought(canary: Canary) -> list[tuple[str, str]]:
    return [(kind, bare(words)) for kind, words in canary.words]


@pytest.mark.parametrize(
    "page",
    [
        Page("/x", 200, "text/html", "<b>HOÀNG THỊ WẪNZJAAQWX</b>", ""),
        Page("/x", 200, "text/html", "Hoa\u0300ng Thi\u0323 W&acirc;̃nzjaaqwx", ""),
        Page("/x", 200, "text/html", "", "Content-Disposition: attachment; filename=Wẫnzjaaqwx.pdf"),
        Page("/x?q=W%E1%BA%ABnzjaaqwx", 200, "text/html", "", ""),
        Page("/x", 200, "text/html", "gọi 0940 7.03.518", ""),
    ],
    ids=["capitals", "decomposed", "header", "address", "spaced number"],
)
def test_the_search_finds_an_author_however_it_is_written(page: Page) -> None:
    assert hits([page], [WRITERS[0].canary(receipt="CL26-AAAA-A")])


def test_the_search_reads_what_a_picture_says_of_itself() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[315] = WRITERS[0].email()
    Image.new("RGB", (4, 4)).save(file, "JPEG", exif=exif)
    page = Page("/x", 200, "image/jpeg", readable(file.getvalue()), "")
    assert hits([page], [WRITERS[0].canary(receipt="CL26-AAAA-A")])
