"""Ruling on pairs and clusters: what is rejected, what survives comparing anew, what a new version reopens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contest.authors.rules import EssaySaid
from contest.authors.service import correct_entry
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.errors.resemblances import ClusterChanged, OriginalElsewhere, RulingUndone
from contest.errors.screening import CodeUnknown, ReasonMissing
from contest.plumbing.audit import CITIZEN, AuditEvent
from contest.screening import service
from contest.screening.models import VerdictKind
from contest.screening.queries import (
    Standing,
    cluster_with,
    count_unsettled_clusters,
    likenesses_in,
    references_in,
    standing_decision,
)
from contest.screening.service.comparing import compare_contest
from contest.screening.service.references import TextRead, load_references, remove_reference
from contest.screening.service.rulings import rule_allowed, rule_copied, seen_of, undo_ruling
from tests.authors.said import a_submission
from tests.conftest import NOON
from tests.office import OFFICE, codes, the_contest
from tests.screening.copies import essay, sent

LATER = NOON + timedelta(days=1)
MUCH_LATER = NOON + timedelta(days=2)


@pytest.fixture
def kiln(house, cast):
    """Three entries with one text, compared; their ids."""
    codes(cast)
    ids = [sent(cast, essay(1), name=f"Lô Văn {n}") for n in range(3)]
    compare(cast)
    return ids


def compare(cast, at=LATER):
    return compare_contest(contest=the_contest(cast), at=at)


def asked(cast, pairs, **said):
    return {
        "contest": the_contest(cast),
        "keys": [pair.key for pair in pairs],
        "seen": seen_of(pairs),
        "actor": OFFICE,
        "at": LATER,
        "reason": "Ba bài giống nhau.",
    } | said


def rule(verb, cast, pairs=None, **said):
    with transaction():
        return verb(**asked(cast, likenesses_in(cast.contest_id) if pairs is None else pairs, **said))


def standings(cast):
    return {likeness.standing for likeness in likenesses_in(cast.contest_id)}


def rejected(ids):
    found = {entry_id: standing_decision(entry_id) for entry_id in ids}
    return [entry_id for entry_id, d in found.items() if d and (d.verdict, d.code) == ("rejected", "SC")]


def correct(cast, entry_id):
    contest, entry = the_contest(cast), entry_of(cast.contest_id, entry_id)
    said = EssaySaid("Bản mới", cast.category_id, paragraphs=essay(1).paragraphs[:-1], typed=True)
    with transaction():
        correct_entry(
            entry=entry, submission=a_submission(contest, essay=said), contest=contest, actor=CITIZEN, at=NOON
        )


def test_of_a_copied_cluster_all_but_the_original_are_rejected(cast, kiln):
    rule(rule_copied, cast, original_entry_id=kiln[0])
    assert rejected(kiln) == kiln[1:]
    assert standing_decision(kiln[1]).reason == "Ba bài giống nhau."
    assert standings(cast) == {Standing.COPIED}
    assert count_unsettled_clusters(cast.contest_id) == 0


def test_without_an_original_all_are_rejected(cast, kiln):
    rule(rule_copied, cast)
    assert rejected(kiln) == kiln


def test_a_rejection_that_stands_is_not_made_again(cast, kiln):
    with transaction():
        service.decide(
            entry=entry_of(cast.contest_id, kiln[1]),
            verdict=VerdictKind.REJECTED,
            code="QH",
            reason="Muộn.",
            actor=OFFICE,
            at=NOON,
        )
    rule(rule_copied, cast, original_entry_id=kiln[0])
    assert standing_decision(kiln[1]).code == "QH"


def test_what_is_allowed_rejects_nobody_and_needs_a_reason(cast, kiln):
    with pytest.raises(ReasonMissing):
        rule(rule_allowed, cast, reason="  ")
    rule(rule_allowed, cast, reason="Cùng trích một nghị quyết.")
    assert rejected(kiln) == []
    assert standings(cast) == {Standing.ALLOWED}


def test_one_pair_may_be_ruled_alone(cast, kiln):
    pair = next(one for one in likenesses_in(cast.contest_id) if one.key == (kiln[0], kiln[2]))
    rule(rule_copied, cast, [pair], original_entry_id=kiln[0])
    assert rejected(kiln) == [kiln[2]]
    assert len(cluster_with(cast.contest_id, kiln[0]).unsettled) == 2


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": ""}, ReasonMissing),
        ({"original_entry_id": 999}, OriginalElsewhere),
        ({"seen": "something else"}, ClusterChanged),
        ({"keys": []}, ClusterChanged),
        ({"keys": [(1, 999)]}, ClusterChanged),
    ],
)
def test_a_ruling_that_cannot_be_is_refused_and_writes_nothing(cast, kiln, said, refusal):
    with pytest.raises(refusal):
        rule(rule_copied, cast, **said)
    assert standings(cast) == {Standing.OPEN}
    assert rejected(kiln) == []


def test_a_charter_without_the_code_refuses(house, cast):
    for name in ("Lô Văn A", "Lô Văn B"):
        sent(cast, essay(1), name=name)
    compare(cast)
    with pytest.raises(CodeUnknown):
        rule(rule_copied, cast)


def test_a_pair_is_ruled_once_until_it_is_undone(cast, kiln):
    pairs = likenesses_in(cast.contest_id)
    rule(rule_allowed, cast, pairs)
    with pytest.raises(ClusterChanged):
        rule(rule_copied, cast, pairs)


def test_rulings_survive_comparing_anew(cast, kiln):
    rule(rule_copied, cast, original_entry_id=kiln[0])
    compare(cast, at=MUCH_LATER)
    assert standings(cast) == {Standing.COPIED}


def test_a_new_version_makes_it_a_question_again_and_says_so(cast, kiln):
    rule(rule_allowed, cast, reason="Cùng một nguồn.")
    correct(cast, kiln[2])
    compare(cast, at=MUCH_LATER)
    found = {one.key: one.standing for one in likenesses_in(cast.contest_id)}
    assert found == {
        (kiln[0], kiln[1]): Standing.ALLOWED,
        (kiln[0], kiln[2]): Standing.CHANGED,
        (kiln[1], kiln[2]): Standing.CHANGED,
    }
    assert count_unsettled_clusters(cast.contest_id) == 1


def test_undoing_takes_back_the_rejections_that_still_stand(cast, kiln):
    ruling = rule(rule_copied, cast, original_entry_id=kiln[0])
    with transaction():
        entry = entry_of(cast.contest_id, kiln[1])
        service.decide(entry=entry, verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=LATER)
    with transaction():
        assert undo_ruling(ruling=ruling, actor=OFFICE, at=MUCH_LATER) == 1
    assert standing_decision(kiln[2]) is None
    assert standing_decision(kiln[1]).verdict == VerdictKind.ELIGIBLE
    assert standings(cast) == {Standing.OPEN}
    with pytest.raises(RulingUndone), transaction():
        undo_ruling(ruling=ruling, actor=OFFICE, at=MUCH_LATER)


def test_each_ruling_is_in_the_log(cast, kiln):
    ruling = rule(rule_copied, cast)
    with transaction():
        undo_ruling(ruling=ruling, actor=OFFICE, at=MUCH_LATER)
    rule(rule_allowed, cast)
    verbs = [
        verb
        for verb in db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id))
        if verb.startswith("resemblance.")
    ]
    assert verbs == ["resemblance.ruled_copied", "resemblance.ruling_undone", "resemblance.ruled_allowed"]


def test_a_reference_is_compared_with_and_drops_out_when_it_is_taken_away(cast, kiln):
    text = TextRead("Báo xuân", tuple(essay(1).paragraphs), "a" * 64)
    with transaction():
        assert load_references(contest=the_contest(cast), texts=[text, text], actor=OFFICE, at=NOON) == 1
        assert load_references(contest=the_contest(cast), texts=[text], actor=OFFICE, at=NOON) == 0
    compare(cast)
    beside = [one for one in likenesses_in(cast.contest_id) if one.found.reference_id]
    assert [one.found.entry_id for one in beside] == kiln
    with transaction():
        remove_reference(reference=references_in(cast.contest_id)[0], actor=OFFICE, at=NOON)
    assert all(one.found.reference_id is None for one in likenesses_in(cast.contest_id))
    compare(cast, at=MUCH_LATER)
    assert len(likenesses_in(cast.contest_id)) == 3
