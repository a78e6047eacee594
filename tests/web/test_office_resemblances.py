"""Entries that resemble each other, on the organizers' desk: who sees what, ruling, reference texts."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from time_machine import travel

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.screening.queries import (
    likenesses_in,
    references_in,
    standing_decision,
)
from contest.screening.service import compare_contest
from tests.conftest import NOON
from tests.office import background, codes, selects, the_contest
from tests.screening.copies import essay, sent

HOME = "/office/guong-sang-2026"
LIST = f"{HOME}/resemblances"
SECRET, UNIT = "Lô Thị Na", "Xã Nhân Lý"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def kiln(app, cast):
    """Three entries of one unit with one text, the first naming its author in it; their ids."""
    with app.app_context():
        codes(cast)
        named = (*essay(1).paragraphs, f"Người viết: {SECRET}, {UNIT}.")
        ids = [sent(cast, named, name=SECRET, title=f"Chuyện {SECRET} kể")]
        ids += [sent(cast, essay(1), name=f"Lô Văn {n}") for n in range(2)]
        compare(cast)
        return ids


def compare(cast, contest_id=None):
    compare_contest(contest=db.session.get_one(Contest, contest_id or cast.contest_id), at=NOON)


def receipt(app, cast, entry_id):
    with app.app_context():
        return entry_of(cast.contest_id, entry_id).receipt


def form_of(page: str, kind: str) -> dict[str, str]:
    """What the page's form for one kind of ruling would send, filled."""
    seen = page.split(f'name="{kind}-seen"')[1].split('value="')[1].split('"')[0]
    return {f"{kind}-seen": seen, f"{kind}-reason": "Ba bài giống nhau.", "ruling": kind}


def test_the_secretary_sees_the_unit_that_all_came_from(browser, kiln):
    page = browser("secretary").get(LIST).text
    assert f"3 bài, cùng đơn vị {UNIT}" in page
    page = browser("secretary").get(f"{LIST}/{kiln[0]}").text
    assert SECRET in page
    assert "100 % của bài trước" in page


@pytest.mark.parametrize("tail", ["", "/{0}", "/{0}/{1}", "/{1}/{2}"])
def test_an_organizer_without_names_sees_neither_unit_nor_author(browser, kiln, tail):
    page = browser("organizer").get(LIST + tail.format(*kiln)).text
    assert SECRET not in page
    assert UNIT not in page


def test_an_organizer_without_names_reads_the_blind_text_side_by_side(browser, kiln):
    page = browser("organizer").get(f"{LIST}/{kiln[0]}/{kiln[1]}").text
    assert "█████" in page
    assert 'class="lit-same"' in page
    assert 'href="#b1"' in page
    assert 'id="b1"' in page


@pytest.mark.parametrize("who", ["judge_a", "head_judge", "observer", "other_organizer"])
@pytest.mark.parametrize("path", [LIST, f"{HOME}/references", f"{LIST}/1", f"{LIST}/1/2"])
def test_strangers_and_judges_find_nothing(browser, kiln, who, path):
    assert browser(who).get(path).status_code == 404


def test_the_list_takes_the_same_queries_however_many_clusters(app, browser, cast, kiln):
    client = browser("organizer")
    client.get(LIST)
    one = selects(app, lambda: client.get(LIST))
    with app.app_context():
        for seed in (2, 3):
            for n in range(2):
                sent(cast, essay(seed), name=f"Vi Thị {seed}{n}", unit=f"Xã {seed}")
        compare(cast)
    assert client.get(LIST).text.count("chờ xét") > 2
    assert selects(app, lambda: client.get(LIST)) == one


def test_a_cluster_is_ruled_copied_and_the_ruling_undone(app, browser, cast, kiln):
    client = browser("secretary")
    said = form_of(client.get(f"{LIST}/{kiln[0]}").text, "copied") | {"copied-original": str(kiln[0])}
    answer = client.post(f"{LIST}/{kiln[0]}/rulings", data=said)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "2 bài bị loại với mã SC" in page
    assert "Ba bài giống nhau." in page
    with app.app_context():
        assert standing_decision(kiln[1]).code == "SC"
        ruling = likenesses_in(cast.contest_id)[0].ruling.id
    answer = client.post(f"{HOME}/rulings/{ruling}/undoing")
    assert "2 bài không còn bị loại" in client.get(answer.location).text
    with app.app_context():
        assert standing_decision(kiln[1]) is None


def test_a_pair_is_ruled_allowed_where_it_stands_side_by_side(app, browser, cast, kiln):
    client, place = browser("organizer"), f"{LIST}/{kiln[1]}/{kiln[2]}"
    answer = client.post(f"{place}/rulings", data=form_of(client.get(place).text, "allowed"))
    assert (answer.status_code, answer.location) == (303, place)
    assert "không phải sao chép" in client.get(place).text
    assert client.post(f"{place}/rulings", data={"ruling": "allowed"}).status_code == 409


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"copied-original": ""}, 422), ({"copied-reason": " "}, 422), ({"copied-seen": "old"}, 409)],
)
def test_a_ruling_that_lacks_something_is_refused(app, browser, cast, kiln, changed, status):
    client = browser("secretary")
    said = form_of(client.get(f"{LIST}/{kiln[0]}").text, "copied") | {"copied-original": str(kiln[0])}
    assert client.post(f"{LIST}/{kiln[0]}/rulings", data=said | changed).status_code == status
    with app.app_context():
        assert standing_decision(kiln[1]) is None


def test_a_ruling_on_a_cluster_spares_what_only_borrowed_a_passage(app, browser, cast):
    passage = " ".join(essay(1).paragraphs[1:4])
    first, rest = (*essay(1).paragraphs[:1], passage, *essay(1).paragraphs[4:]), essay(1).paragraphs[4:]
    with app.app_context():
        codes(cast)
        kiln = [sent(cast, first, name="Lô Văn A"), sent(cast, rest, name="Lô Văn B")]
        other = [sent(cast, (*essay(2).paragraphs, passage), name="Vi A"), sent(cast, essay(2), name="Vi B")]
        compare(cast)
    client = browser("secretary")
    page = client.get(f"{LIST}/{kiln[0]}").text
    assert "Đoạn lẻ giống bài ở nhóm khác" in page
    said = form_of(page, "copied") | {"copied-original": "none"}
    client.post(f"{LIST}/{kiln[0]}/rulings", data=said)
    with app.app_context():
        assert [standing_decision(one) is not None for one in (*kiln, *other)] == [True, True, False, False]
    assert "Không phải sao chép…" in client.get(f"{LIST}/{kiln[0]}/{other[0]}").text


def test_an_entry_that_resembles_none_has_a_page_that_says_so(app, browser, cast, kiln):
    with app.app_context():
        alone = sent(cast, essay(5), name="Vi Văn Lẻ")
    page = browser("organizer").get(f"{LIST}/{alone}")
    assert "không giống bài nào" in page.text
    assert browser("organizer").get(f"{LIST}/{kiln[0]}/{alone}").status_code == 200


@pytest.fixture
def earlier(app, cast, kiln):
    """An entry of an earlier contest with the same text; its id and receipt."""
    with app.app_context():
        there = db.session.get_one(Contest, cast.other_contest_id)
        with transaction():
            there.opens_at -= timedelta(days=365)
        elsewhere = replace(cast, contest_id=there.id, category_id=there.categories[0].id)
        entry_id = sent(elsewhere, (*essay(1).paragraphs, "Người viết: Hứa Văn Xưa."), name="Hứa Văn Xưa")
        compare(cast)
        return entry_id, entry_of(there.id, entry_id).receipt


def test_an_earlier_contest_stays_closed_to_who_has_no_office_there(browser, kiln, earlier):
    entry_id, its_receipt = earlier
    client = browser("secretary")
    for path in (LIST, f"{LIST}/{kiln[1]}", f"{LIST}/{kiln[1]}/{entry_id}", f"{HOME}/screening/{kiln[1]}"):
        page = client.get(path).text
        assert "một bài của cuộc thi trước" in page
        assert its_receipt not in page
        assert "Hứa Văn Xưa" not in page


def test_a_text_of_another_contest_that_resembles_nothing_here_is_not_shown(app, browser, cast, kiln):
    with app.app_context():
        elsewhere = replace(cast, contest_id=cast.other_contest_id)
        there = db.session.get_one(Contest, cast.other_contest_id)
        entry_id = sent(replace(elsewhere, category_id=there.categories[0].id), essay(9), name="Hứa Văn Xa")
    assert browser("secretary").get(f"{LIST}/{kiln[1]}/{entry_id}").status_code == 404


def test_the_screening_page_leads_to_the_strongest_pair(app, browser, cast, kiln):
    page = browser("secretary").get(f"{HOME}/screening/{kiln[1]}").text
    assert "Giống 2 bài khác, nhiều nhất 100 % số từ" in page
    assert f"{LIST}/{kiln[1]}/{kiln[2]}" in page
    assert receipt(app, cast, kiln[2]) in page


def test_the_desk_says_how_many_clusters_wait(browser, kiln):
    assert "1 nhóm bài giống nhau" in browser("organizer").get(HOME).text


def test_asking_anew_promises_the_work_and_says_who_asked(app, browser, cast, kiln):
    client = browser("organizer")
    assert client.post(f"{HOME}/comparisons").status_code == 303
    background(app)
    assert "Yêu cầu so lại toàn bộ bài" in client.get(f"{HOME}/log").text


def packed(*files: tuple[str, bytes]) -> BytesIO:
    out = BytesIO()
    with ZipFile(out, "w") as bundle:
        for name, content in files:
            bundle.writestr(name, content)
    out.seek(0)
    return out


def test_references_are_loaded_from_files_and_zips_and_taken_away(app, browser, cast, kiln):
    text = "\n".join(essay(1).paragraphs).encode()
    files = [
        (BytesIO("\n".join(essay(7).paragraphs).encode()), "bao-xuan.txt"),
        (packed(("thu-muc/bai-mau.txt", text), ("trong.txt", b"")), "mau.zip"),
    ]
    client = browser("organizer")
    answer = client.post(f"{HOME}/references", data={"files": files}, content_type="multipart/form-data")
    assert answer.status_code == 201
    assert "bai-mau" in answer.text
    assert "bao-xuan" in answer.text
    assert "trong.txt" in answer.text
    background(app)
    assert "tài liệu “bai-mau”" in client.get(f"{LIST}/{kiln[0]}").text
    with app.app_context():
        number = next(one.id for one in references_in(cast.contest_id) if one.title == "bai-mau")
    assert client.get(f"{LIST}/{kiln[0]}/{-number}").status_code == 200
    client.post(f"{HOME}/references/{number}/removal")
    assert "bai-mau" not in client.get(f"{LIST}/{kiln[0]}").text


@pytest.mark.parametrize("files", [[], [(BytesIO(b""), "trong.txt")]])
def test_a_load_without_a_readable_file_is_refused(browser, cast, files):
    said = {"files": files} if files else {}
    answer = browser("organizer").post(f"{HOME}/references", data=said, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_the_contest_knows_nothing_of_the_kiln_without_comparing(app, browser, cast):
    with app.app_context():
        sent(cast, essay(1))
        assert the_contest(cast).id == cast.contest_id
    assert "Chưa so lần nào" in browser("organizer").get(LIST).text
