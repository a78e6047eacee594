"""The pages about a ranking where there is next to nothing to rank, or nothing to part it by."""

import pytest

from contest.db import transaction
from contest.entries.service import withdraw_entry
from contest.exports.proofs import proof_of
from contest.exports.verify.verify_shortlist import differences
from contest.shortlist.models import MemberVerdict
from contest.shortlist.queries import cut_of, figures_of
from contest.shortlist.service import decide_member, freeze
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, judged, the_entry, the_round

HERE = "/office/guong-sang-2026/rounds/1"
PAGES = ("ranking", "ranking/opinions", "certainty", "certainty/judges", "shortlist/new")


def nobody_left(cast):
    for entry in judged(cast, ["90", "80"]):
        with transaction():
            withdraw_entry(entry=the_entry(entry), by="office", reason="Xin rút", actor=CLERK, at=NOON)


def one_entry(cast):
    judged(cast, ["80"])


def one_reader(cast):
    with transaction():
        the_round(cast).readers = 1
    judged(cast, ["90", "80", "70"])


def all_equal(cast):
    judged(cast, ["80"] * 4)


def all_decided_out(cast):
    for entry in judged(cast, ["90", "80"]):
        with transaction():
            decide_member(
                round_=the_round(cast),
                entry_id=entry,
                verdict=MemberVerdict.OUT,
                reason="Không đủ điều kiện",
                actor=CLERK,
                at=NOON,
            )


def more_places_than_entries(cast):
    judged(cast, ["90", ("80", "84"), "70"])
    with transaction():
        the_round(cast).cut_top = 50


STATES = (one_entry, one_reader, all_equal, all_decided_out, more_places_than_entries)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_page_opens_and_the_list_is_frozen_and_proved(app, cast, browser, state) -> None:
    with app.app_context():
        state(cast)
    client = browser("organizer")
    for path in PAGES:
        assert client.get(f"{HERE}/{path}").status_code == 200, path
    with app.app_context():
        with transaction():
            shortlist = freeze(round_=the_round(cast), cut=cut_of(the_round(cast)), actor=CLERK, at=NOON)
        assert differences(proof_of(shortlist)) == []
    assert client.get(f"{HERE}/shortlist").status_code == 200


def test_where_nobody_is_left_the_pages_say_so(app, cast, browser) -> None:
    with app.app_context():
        nobody_left(cast)
        assert figures_of(the_round(cast))["entries"]["code"] == []
    client = browser("organizer")
    for path in PAGES[:4]:
        answer = client.get(f"{HERE}/{path}")
        assert answer.status_code == 200, path
    assert "Chưa có bài nào được xếp hạng" in client.get(f"{HERE}/ranking").get_data(as_text=True)
    assert client.post(f"{HERE}/shortlist/new", data={"top": "3"}).status_code == 409
