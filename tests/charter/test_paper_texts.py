"""What an office writes into a paper is kept; emptied or left as proposed, the paper proposes again."""

import pytest

from contest.charter.models import Contest
from contest.charter.queries import paper_texts_of
from contest.charter.service import write_paper_texts
from contest.db import db, transaction
from contest.errors import Stale
from contest.errors.charter import ValueUnfit
from contest.plumbing.audit import Actor, AuditEvent
from tests.conftest import NOON

CLERK = Actor(None, "thư ký")
PROPOSED = {"strengths": "Nhận 220 bài.", "limits": "Còn 7 bài."}


@pytest.fixture
def write(house, cast):
    def writing(texts, *, seen=PROPOSED, proposed=PROPOSED):
        contest = db.session.get(Contest, cast.contest_id)
        with transaction():
            write_paper_texts(
                contest=contest,
                paper="final-report",
                texts=texts,
                proposed=proposed,
                seen=seen,
                actor=CLERK,
                at=NOON,
            )
        return {part: row.text for part, row in paper_texts_of(contest.id, "final-report").items()}

    return writing


def test_only_what_was_changed_is_kept_and_the_log_names_the_parts_alone(write) -> None:
    kept = write({"strengths": "Đông đảo.  \r\n\r\n\r\nĐúng hạn.", "limits": PROPOSED["limits"]})
    assert kept == {"strengths": "Đông đảo.\n\nĐúng hạn."}
    event = db.session.query(AuditEvent).filter_by(verb="paper.text_written").one()
    assert event.details == {"paper": "final-report", "parts": ["strengths"]}


@pytest.mark.parametrize("emptied", ["", "  \n", PROPOSED["strengths"]])
def test_a_part_emptied_or_as_proposed_goes_back_to_the_proposal(write, emptied) -> None:
    write({"strengths": "Đông đảo."})
    assert write({"strengths": emptied}, seen={"strengths": "Đông đảo."}) == {}


def test_saving_without_a_change_keeps_figures_that_move(write) -> None:
    assert write(PROPOSED, proposed={"strengths": "Nhận 221 bài.", "limits": "Còn 7 bài."}) == {}
    assert db.session.query(AuditEvent).filter_by(verb="paper.text_written").count() == 0


def test_what_another_wrote_meanwhile_is_not_written_over(write) -> None:
    write({"strengths": "Đông đảo."})
    with pytest.raises(Stale):
        write({"strengths": "Kịp thời."})
    assert write({"limits": "Còn ít."}) == {"strengths": "Đông đảo.", "limits": "Còn ít."}


def test_a_text_of_a_whole_book_is_refused(write) -> None:
    with pytest.raises(ValueUnfit):
        write({"strengths": "a" * 20_001})
