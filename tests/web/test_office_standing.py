"""Two of the office change the same settings: who saves later is told what came in between, and loses nothing."""

import pytest

from contest.db import db, transaction
from tests.cast import rejection_codes
from tests.web.test_office_settings import HERE, fields

SUBJECTS = {
    "texts": "title",
    "limits": "max_files",
    "corner": "corner_width",
    "letterhead": "place",
    "signers": "rows-0-office",
    "categories": "rows-0-name",
    "codes": "rows-0-name",
    "prizes": "rows-0-name",
    "awards": "most_per_author",
    "level": "label",
    "rounds/1": "name",
    "rounds/1/criteria": "rows-0-name",
    "rounds/1/quotas": "author",
}


@pytest.fixture
def organizer(app, cast, browser):
    """The office of a contest with reasons for rejecting."""
    with app.app_context(), transaction():
        db.session.add_all(rejection_codes(cast.contest_id))
    return browser("organizer")


def typed(shown: dict[str, list[str]], field: str, other: int) -> dict[str, object]:
    """What is sent after one field was changed, to something else for each ``other``."""
    stood = shown[field][0] or ("0" if field == "author" else "")
    words = str(int(stood) + other) if stood.isdigit() else f"Khác {other}"
    besides = {"rows-0-places": "2"} if "rows-0-places" in shown else {}
    return {**shown, **besides, field: words, **({"notice": "Đổi."} if "notice" in shown else {})}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nobody_undoes_unseen_what_another_saved(organizer, subject):
    place, field = f"{HERE}/{subject}", SUBJECTS[subject]
    shown = fields(organizer.get(place))
    assert organizer.post(place, data=typed(shown, field, 1)).status_code == 303
    first = fields(organizer.get(place))

    refused = organizer.post(place, data=typed(shown, field, 2))

    assert (refused.status_code, "người khác đã lưu mục này" in refused.text) == (409, True)
    assert fields(organizer.get(place)) == first
    kept = fields(refused)
    assert kept[field] == [typed(shown, field, 2)[field]]
    assert organizer.post(place, data=kept).status_code == 303
    assert fields(organizer.get(place))[field] == kept[field]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_page_of_which_nothing_changed_is_saved_as_before(organizer, subject):
    place = f"{HERE}/{subject}"
    shown = fields(organizer.get(place))

    for _twice in range(2):
        assert organizer.post(place, data=typed(shown, SUBJECTS[subject], 1)).status_code == 303
        shown = fields(organizer.get(place))
