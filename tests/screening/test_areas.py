"""Black areas of pages: burned into a new picture, released at once, lifted for a reason; the identity corner."""

from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from contest.authors.rules import PageKept
from contest.authors.service import correct_entry
from contest.charter.rules import CornerPages
from contest.charter.service import amend_contest
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.errors import NotFound
from contest.errors.charter import ValueUnfit
from contest.errors.screening import AreaUnfit, PageUnreadable, PicturesNotReady, ReasonMissing
from contest.plumbing.audit import CITIZEN, AuditEvent
from contest.plumbing.storage import named_digests, storage
from contest.screening import service
from contest.screening.models import AreaKind, BlindCopy, PageArea, VerdictKind
from contest.screening.queries import blind_copy_of, copies_of
from contest.screening.rules import Area
from tests.authors.said import a_submission
from tests.conftest import NOON
from tests.office import OFFICE, the_contest
from tests.screening.pictured import (
    SIZE,
    a_pictured_entry,
    colours,
    is_black,
    is_ink,
    is_paper,
    pictured_essay,
)

LATER = NOON + timedelta(hours=1)
HEAD = Area(0, 0, 500, 200)


@pytest.fixture
def pictured(house, cast):
    """``pictured()`` is the entry of two pages, asked anew."""
    entry_id = a_pictured_entry(cast, channel=Channel.WEB)
    return lambda: entry_of(cast.contest_id, entry_id)


def accept(ask):
    return service.releasing(
        lambda burned: service.decide(
            entry=ask(), verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON, burned=burned
        )
    )


def draw(ask, *areas, position=1):
    return service.releasing(
        lambda burned: service.draw_areas(
            entry=ask(), position=position, areas=areas, actor=OFFICE, at=LATER, burned=burned
        )
    )


def lift(ask, area_id, reason="Không phải tên."):
    return service.releasing(
        lambda burned: service.lift_area(
            entry=ask(), area_id=area_id, reason=reason, actor=OFFICE, at=LATER, burned=burned
        )
    )


def shown(ask, number=1) -> Image.Image:
    """A page of the newest blind copy as a judge gets it."""
    page = blind_copy_of(ask().id).pages[number - 1]
    return colours(storage().path(str(page["digest"])).read_bytes())


def corner(cast, pages=CornerPages.FIRST, **place):
    with transaction():
        amend_contest(
            contest=the_contest(cast),
            changes={"corner_pages": pages, **place},
            notice="",
            actor=OFFICE,
            at=NOON,
        )


def test_an_area_is_black_in_the_pixels_of_a_new_picture_and_nothing_else_is(pictured):
    draw(pictured, HEAD)
    accept(pictured)
    page = shown(pictured)
    assert page.size == SIZE
    assert all(is_black(page.getpixel(place)) for place in ((0, 0), (10, 10), (60, 40), (99, 55)))
    assert all(is_paper(page.getpixel(place)) for place in ((110, 20), (40, 66), (190, 270)))
    assert is_ink(shown(pictured, 2).getpixel((60, 40)))


def test_the_picture_as_received_stays_and_the_new_one_holds_nothing_but_pixels(pictured):
    received = pictured().manuscript.pages[0].digest
    before = storage().path(received).read_bytes()
    draw(pictured, HEAD)
    accept(pictured)
    pages = blind_copy_of(pictured().id).pages
    burned = storage().path(str(pages[0]["digest"])).read_bytes()
    assert storage().path(received).read_bytes() == before
    assert pages[0]["digest"] != received
    assert pages[1]["digest"] == pictured().manuscript.pages[1].digest
    assert burned[:4] + burned[8:16] == b"RIFFWEBPVP8 "


def test_what_was_burned_belongs_to_somebody_until_no_copy_names_it(pictured):
    draw(pictured, HEAD)
    accept(pictured)
    assert str(blind_copy_of(pictured().id).pages[0]["digest"]) in named_digests(by=("blind copies",))


def test_an_area_drawn_on_an_accepted_entry_makes_a_new_version_at_once(pictured):
    accept(pictured)
    draw(pictured, HEAD, position=2)
    assert [copy.version for copy in copies_of(pictured().id)] == [2, 1]
    assert is_black(shown(pictured, 2).getpixel((60, 40)))
    assert copies_of(pictured().id)[1].pages[1]["digest"] == pictured().manuscript.pages[1].digest


def test_an_area_is_lifted_for_a_reason_and_stays_as_a_row(pictured):
    accept(pictured)
    (area,) = draw(pictured, HEAD)
    with pytest.raises(ReasonMissing):
        lift(pictured, area.id, reason="  ")
    assert is_black(shown(pictured).getpixel((60, 40)))
    lift(pictured, area.id)
    assert is_ink(shown(pictured).getpixel((60, 40)))
    (row,) = db.session.scalars(select(PageArea))
    assert (row.lifted_by, row.lifted_because, row.made_by) == (OFFICE.name, "Không phải tên.", OFFICE.name)
    assert blind_copy_of(pictured().id).version == 3


def test_a_lifted_area_is_made_black_again_by_the_picture_that_there_is(pictured, monkeypatch):
    accept(pictured)
    (area,) = draw(pictured, HEAD)
    black = blind_copy_of(pictured().id).pages[0]["digest"]
    lift(pictured, area.id)
    with transaction():
        service.restore_area(entry=pictured(), area_id=area.id, actor=OFFICE, at=LATER)
    assert blind_copy_of(pictured().id).pages[0]["digest"] == black
    assert blind_copy_of(pictured().id).version == 4


def test_before_acceptance_an_area_burns_nothing_and_the_preview_shows_it(pictured):
    with transaction():
        service.draw_areas(entry=pictured(), position=1, areas=[HEAD], actor=OFFICE, at=NOON)
    assert blind_copy_of(pictured().id) is None
    assert is_black(colours(service.page_preview(pictured(), 1)).getpixel((60, 40)))
    assert is_ink(colours(service.page_preview(pictured(), 2)).getpixel((60, 40)))
    with pytest.raises(NotFound):
        service.page_preview(pictured(), 3)


def test_burning_never_happens_inside_the_transaction(pictured):
    accept(pictured)
    with pytest.raises(PicturesNotReady) as lacking, transaction():
        service.draw_areas(entry=pictured(), position=1, areas=[HEAD], actor=OFFICE, at=LATER)
    (wanted,) = lacking.value.values["wanted"]
    assert (wanted.digest, wanted.areas) == (pictured().manuscript.pages[0].digest, (HEAD,))
    assert list(db.session.scalars(select(PageArea))) == []
    assert blind_copy_of(pictured().id).version == 1


def test_a_mask_in_the_words_keeps_the_pages_black(cast, house):
    entry_id = a_pictured_entry(cast, channel=Channel.WEB)

    def ask():
        return entry_of(cast.contest_id, entry_id)

    draw(ask, HEAD)
    accept(ask)
    with transaction():
        service.mask_phrase(entry=ask(), phrase="viết tay", actor=OFFICE, at=LATER)
    assert blind_copy_of(entry_id).title == "Trang █████"
    assert is_black(shown(ask).getpixel((60, 40)))


@pytest.mark.parametrize("areas", [[], [Area(0, 0, 2, 500)], [HEAD, Area(900, 0, 200, 100)]])
def test_what_is_no_area_is_refused(pictured, areas):
    with pytest.raises(AreaUnfit), transaction():
        service.draw_areas(entry=pictured(), position=1, areas=areas, actor=OFFICE, at=NOON)
    with pytest.raises(NotFound), transaction():
        service.draw_areas(entry=pictured(), position=9, areas=[HEAD], actor=OFFICE, at=NOON)


def test_an_area_of_another_entry_is_not_there(cast, pictured):
    (area,) = draw(pictured, HEAD)
    other = a_pictured_entry(cast)
    with pytest.raises(NotFound):
        lift(lambda: entry_of(cast.contest_id, other), area.id)


def test_a_picture_that_is_gone_accepts_nothing(pictured):
    draw(pictured, HEAD)
    storage().path(pictured().manuscript.pages[0].digest).unlink()
    with pytest.raises(PageUnreadable):
        accept(pictured)
    assert list(db.session.scalars(select(BlindCopy))) == []


def test_the_same_page_sent_again_is_still_black(cast, pictured):
    draw(pictured, HEAD)
    turned = [PageKept(p.digest, p.width, p.height) for p in reversed(pictured().manuscript.pages)]
    essay = pictured_essay(cast, turned)
    with transaction():
        correct_entry(
            entry=pictured(),
            submission=a_submission(the_contest(cast), essay=essay),
            contest=the_contest(cast),
            actor=CITIZEN,
            at=LATER,
        )
    accept(pictured)
    assert pictured().manuscript.version == 2
    assert is_black(shown(pictured, 2).getpixel((60, 40)))
    assert is_ink(shown(pictured, 1).getpixel((60, 40)))


@pytest.mark.parametrize(
    ("channel", "pages", "black"),
    [
        (Channel.POST, CornerPages.FIRST, (True, False)),
        (Channel.HAND, CornerPages.EVERY, (True, True)),
        (Channel.UNIT, CornerPages.FIRST, (True, False)),
        (Channel.POST, CornerPages.NONE, (False, False)),
        (Channel.WEB, CornerPages.EVERY, (False, False)),
        (Channel.EMAIL, CornerPages.EVERY, (False, False)),
    ],
)
def test_the_identity_corner_of_paper_is_black_from_the_start(cast, house, channel, pages, black):
    corner(cast, pages)
    entry_id = a_pictured_entry(cast, channel=channel)

    def ask():
        return entry_of(cast.contest_id, entry_id)

    accept(ask)
    assert tuple(is_black(shown(ask, n).getpixel((60, 40))) for n in (1, 2)) == black
    assert is_paper(shown(ask).getpixel((150, 40)))


def test_the_corner_is_lifted_on_one_page_for_a_reason_and_put_back(cast, house):
    corner(cast, CornerPages.EVERY)
    entry_id = a_pictured_entry(cast)

    def ask():
        return entry_of(cast.contest_id, entry_id)

    def lift_corner(reason):
        return service.releasing(
            lambda burned: service.lift_corner(
                entry=ask(), position=1, reason=reason, actor=OFFICE, at=LATER, burned=burned
            )
        )

    accept(ask)
    with pytest.raises(ReasonMissing):
        lift_corner("")
    row = lift_corner("Góc này không có chữ.")
    assert row.kind == AreaKind.CORNER
    assert [is_black(shown(ask, n).getpixel((60, 40))) for n in (1, 2)] == [False, True]
    corner(cast, CornerPages.EVERY, corner_width=60)
    assert service.renew_blind_copies(contest_id=cast.contest_id, at=LATER) == 1
    assert [is_black(shown(ask, n).getpixel((110, 20))) for n in (1, 2)] == [False, True]
    service.releasing(
        lambda burned: service.restore_area(
            entry=ask(), area_id=row.id, actor=OFFICE, at=LATER, burned=burned
        )
    )
    assert is_black(shown(ask).getpixel((110, 20)))


def test_where_no_corner_is_none_can_be_lifted(pictured):
    with pytest.raises(NotFound), transaction():
        service.lift_corner(entry=pictured(), position=1, reason="Thử.", actor=OFFICE, at=NOON)


def test_accepted_entries_follow_the_setting_and_a_second_time_nothing_is_made(cast, house):
    ids = [a_pictured_entry(cast), a_pictured_entry(cast, channel=Channel.WEB)]
    for entry_id in ids:
        accept(lambda entry_id=entry_id: entry_of(cast.contest_id, entry_id))
    corner(cast)
    assert service.renew_blind_copies(contest_id=cast.contest_id, at=LATER) == 1
    assert service.renew_blind_copies(contest_id=cast.contest_id, at=LATER) == 0
    assert [blind_copy_of(entry_id).version for entry_id in ids] == [2, 1]


def test_a_corner_stays_on_its_sheet(cast, house):
    with pytest.raises(ValueUnfit):
        corner(cast, CornerPages.FIRST, corner_left=60, corner_width=50)


def test_every_act_is_in_the_log(pictured):
    (area,) = draw(pictured, HEAD)
    lift(pictured, area.id)
    with transaction():
        service.restore_area(entry=pictured(), area_id=area.id, actor=OFFICE, at=LATER)
    verbs = [
        verb for verb in db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)) if "area" in verb
    ]
    assert verbs == ["areas.drawn", "area.lifted", "area.restored"]
