"""The demonstration: three contests, each at its own point of the way, and the province's; loaded once and at once."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from contest.app import create_app
from contest.authors.models import Author
from contest.authors.queries import envelopes_of, names_known
from contest.awards.queries import awards_of, published_awards, verification_states
from contest.awards.rules import Verification
from contest.charter.models import Contest
from contest.charter.queries import contest_named, signers_of
from contest.charter.rules import Window
from contest.db import db, transaction
from contest.entries.models import Entry, ManuscriptFile, Withdrawal
from contest.entries.queries import entries_in, entry_of
from contest.exports.queries import standing_issue, standing_template
from contest.exports.registry import paper_of
from contest.exports.runs.models import ExportRun
from contest.nominations.models import Outcome
from contest.nominations.queries import consignments_of, packages_of, rows_of, senders_of
from contest.nominations.rules import read_manifest
from contest.people.models import Account, RoleKind
from contest.people.queries import demonstration_accounts, roles_in
from contest.people.service import check_password
from contest.plumbing.audit import first_broken_event
from contest.rehearsal.demonstration import PROVINCE, has_real_contests, is_finished, is_loaded, sign_ins
from contest.rehearsal.demonstration_loading import load_demonstration
from contest.rehearsal.demonstration_upward import finish_demonstration
from contest.scoring.models import Suspicion
from contest.scoring.queries import discrepancies, progress
from contest.screening.models import VerdictKind
from contest.screening.queries import blind_copies_of, clusters_in, count_unsettled_clusters, verdict_counts
from contest.shortlist.queries import frozen, meetings_of_round, past_looks, published_list
from contest.units.models import Unit
from tests.conftest import NOON, Schema, settings_for


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """An application with the demonstration, loaded once for all tests of this file."""
    if schema.sqlite is None:
        pytest.skip("one database is enough to look at the demonstration")
    folder = tmp_path_factory.mktemp("demonstration")
    settings = settings_for(folder)
    shutil.copy(schema.sqlite, folder / "instance" / "contest.sqlite")
    app = create_app(settings)
    with app.app_context():
        load_demonstration(at=NOON)
        db.session.remove()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demonstration(loaded: Flask) -> Iterator[Flask]:
    with loaded.app_context():
        yield loaded


def in_year(year: int) -> Contest:
    return contest_named(f"chi-lang-{year}")


def test_three_contests_of_one_title_hold_220_essays_and_more(demonstration: Flask) -> None:
    contests = [in_year(year) for year in (2024, 2025, 2026)]

    assert [contest.year for contest in contests] == [2024, 2025, 2026]
    assert len({contest.title for contest in contests}) == 1
    assert "trên địa bàn huyện Chi Lăng" in contests[0].title
    assert all(contest.demonstration for contest in contests)
    assert (db.session.scalar(select(func.count(Entry.id))) or 0) >= 220


def test_the_essays_are_of_fitting_length_and_alike_only_where_copied(demonstration: Flask) -> None:
    manuscripts = [entry.manuscript for year in (2024, 2025, 2026) for entry in entries_in(in_year(year).id)]
    typed = [one for one in manuscripts if one.words]
    bodies = ["\n".join(one.paragraphs) for one in typed]

    assert all(600 <= one.words <= 2510 for one in typed)
    assert 0 < len(bodies) - len(set(bodies)) < len(bodies) // 20


def test_units_judges_and_two_keys_are_there(demonstration: Flask) -> None:
    judges = roles_in(in_year(2025).id, RoleKind.JUDGE)

    assert (db.session.scalar(select(func.count(Unit.id))) or 0) >= 24
    assert len(judges) == 12
    assert len({judge.unit_id for judge in judges}) >= 8
    assert len(roles_in(in_year(2026).id, RoleKind.ORGANIZER)) == 2
    assert len(roles_in(in_year(2026).id, RoleKind.SECRETARY)) == 2


def test_2024_is_finished_and_its_list_published(demonstration: Flask) -> None:
    contest = in_year(2024)
    published = published_list(contest)

    assert published is not None
    assert len(published.rows) >= 20
    assert all(row.authors and row.unit for row in published.rows)
    assert [frozen(round_.id) is not None for round_ in contest.rounds] == [True, True]
    assert names_known(contest.rounds[1].id)
    assert published.published_at < NOON


def test_2025_is_in_judging_with_late_judges_and_open_differences(demonstration: Flask) -> None:
    round_ = in_year(2025).rounds[0]
    shares = [row.handed_in / row.assigned for row in progress(round_)]

    assert round_.is_open(NOON)
    assert round_.is_open(NOON + timedelta(days=7))
    assert 0 in shares
    assert any(0 < share < 1 for share in shares)
    assert any(share == 1 for share in shares)
    assert discrepancies(round_)
    assert db.session.scalar(select(func.count(Suspicion.id))) == 1
    assert any(row.saved for row in progress(round_))


def test_2026_is_open_for_weeks_with_entries_that_wait(demonstration: Flask) -> None:
    contest = in_year(2026)
    counts = verdict_counts(contest.id)

    assert contest.window(NOON) == contest.window(NOON + timedelta(days=30)) == Window.OPEN
    assert counts[None] >= 15
    assert counts[VerdictKind.ELIGIBLE] >= 15
    assert counts[VerdictKind.REJECTED] == 2
    assert counts[VerdictKind.MORE_NEEDED] == 1
    assert db.session.scalar(select(func.count(Withdrawal.id))) == 1


def test_some_essays_came_as_files_and_photographs(demonstration: Flask) -> None:
    kinds = set(db.session.scalars(select(ManuscriptFile.kind)))

    assert {"docx", "pdf", "jpeg", "txt"} <= kinds


def test_copies_wait_for_a_person_where_screening_goes_on_and_are_ruled_on_where_it_is_over(
    demonstration: Flask,
) -> None:
    waiting = {year: count_unsettled_clusters(in_year(year).id) for year in (2024, 2025, 2026)}
    kiln = max(clusters_in(in_year(2026).id), key=lambda cluster: len(cluster.entry_ids))

    assert waiting[2024] == waiting[2025] == 0
    assert waiting[2026] >= 2
    assert clusters_in(in_year(2025).id)
    assert len({envelope.unit_id for envelope in envelopes_of(kiln.entry_ids).values()}) == 1
    assert len(kiln.entry_ids) >= 4


def test_no_judge_reads_the_name_that_an_author_signed(demonstration: Flask) -> None:
    for year in (2024, 2025):
        entries = entries_in(in_year(year).id)
        copies = blind_copies_of([entry.id for entry in entries])
        signed = [
            (entry, line)
            for entry in entries
            for line in entry.manuscript.paragraphs
            if line.startswith("Người viết:") and entry.id in copies
        ]
        assert signed
        for entry, line in signed:
            name = line.removeprefix("Người viết: ")
            assert name not in "\n".join(copies[entry.id].paragraphs)


def test_everybody_shown_can_sign_in_and_is_flagged(demonstration: Flask) -> None:
    shown = sign_ins()

    assert [one.role for one in shown] == ["Ban Tổ chức", "Ban Tổ chức", "Giám khảo", "Giám khảo"]
    for one in (shown[0], shown[2]):
        assert check_password(email=one.email, password=one.password).name == one.name
    assert demonstration_accounts() == db.session.scalar(select(func.count(Account.id))) == 14


def test_the_shown_judges_have_something_left_to_read(demonstration: Flask) -> None:
    left = {row.judge.email: row.assigned - row.handed_in for row in progress(in_year(2025).rounds[0])}

    assert all(left[one.email] >= 3 for one in sign_ins() if one.role == "Giám khảo")


def test_nobody_has_an_address_that_letters_would_reach(demonstration: Flask) -> None:
    assert set(db.session.scalars(select(Author.email))) == {""}


def test_the_second_start_finds_it_and_no_real_contest(demonstration: Flask) -> None:
    assert is_loaded()
    assert not has_real_contests()


def test_the_log_is_whole(demonstration: Flask) -> None:
    assert first_broken_event() is None


def test_the_same_seed_gives_the_same_demonstration(
    demonstration: Flask, tmp_path: Path, schema: Schema
) -> None:
    other = create_app(settings_for(tmp_path))
    shutil.copy(schema.sqlite or "", tmp_path / "instance" / "contest.sqlite")

    with other.app_context():
        load_demonstration(at=NOON + timedelta(days=1))
        again = _fingerprint()
        db.session.remove()
        db.engine.dispose()

    assert again == _fingerprint()


def test_a_start_that_is_cut_short_leaves_nothing_behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(line: str) -> None:
        if "2025" in line:
            raise KeyboardInterrupt

    with app.app_context():
        with pytest.raises(KeyboardInterrupt):
            load_demonstration(at=NOON, tell=stop)
        assert not is_loaded()
        assert db.session.scalar(select(func.count(Entry.id))) == 0


def _fingerprint() -> list[object]:
    """Receipts, titles and marks of everything, in order."""
    told: list[object] = []
    for year in (2024, 2025, 2026):
        contest = in_year(year)
        told += [(entry.receipt, entry.manuscript.title) for entry in entries_in(contest.id, withdrawn=True)]
        shortlist = frozen(contest.rounds[0].id)
        told.append(shortlist.digest if shortlist else None)
    first = entries_in(in_year(2026).id)[0]
    told.append(entry_of(first.contest_id, first.id).figure.name)
    return told


def test_the_finished_contest_was_looked_at_again_near_the_line_and_decided_on(demonstration: Flask) -> None:
    contest = in_year(2024)
    first, final = contest.rounds

    assert first.look_percent > 0
    assert past_looks(first)
    assert [meeting.ended_at is not None for meeting in meetings_of_round(first.id)] == [True]
    assert published_awards(contest).personal
    assert published_awards(contest).collective
    states = set(verification_states([place.entry_id for place in frozen(final.id).places]).values())
    assert {Verification.ASKED, Verification.CONFIRMED} <= states
    assert [
        standing_issue(contest.id, paper_of(key), final).number for key in ("award-decision", "upward-letter")
    ] == [
        "14-QĐ/BTC",
        "15-CV/BTC",
    ]
    assert standing_template(contest.id, "award-decision") is not None
    assert all(signer.name for signer in signers_of(contest.id))


def test_the_province_took_in_what_the_district_sent_and_finds_no_copy_in_it(demonstration: Flask) -> None:
    contest, province = in_year(2024), contest_named(PROVINCE)
    (package,), (arrived,) = packages_of(contest.id), consignments_of(province.id)

    assert arrived.digest == package.digest
    assert [one.kind for one in read_manifest(arrived.manifest).papers] == ["award-minutes", "score-summary"]
    assert {row.outcome for row in rows_of(arrived)} == {Outcome.TAKEN}
    prized = len(awards_of(contest))
    assert verdict_counts(province.id)[VerdictKind.ELIGIBLE] == len(entries_in(province.id)) == prized > 10
    assert {sender.unit.name: bool(sender.keys) for sender in senders_of(province.id)} == {
        "Huyện Bình Gia": False,
        "Huyện Chi Lăng": True,
    }
    assert clusters_in(province.id) == []
    assert is_finished()


def test_what_was_cut_short_goes_on_and_what_was_done_is_not_done_again(demonstration: Flask) -> None:
    contest = in_year(2024)
    (run,) = db.session.scalars(select(ExportRun).where(ExportRun.contest_id == contest.id))
    with transaction():
        run.finished_at = run.beat_at = None
    assert not is_finished()
    finish_demonstration(at=NOON, tell=lambda _line: None)

    assert is_finished()
    assert len(packages_of(contest.id)) == 1
    assert len(consignments_of(contest_named(PROVINCE).id)) == 1
