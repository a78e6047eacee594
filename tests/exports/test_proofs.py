"""The proof of a frozen list: it names nobody, is the same for the same list, and holds against a second program."""

import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal

import pytest

from contest.charter.models import Quota
from contest.charter.rules import QuotaKind
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.entries.service import withdraw_entry
from contest.errors.shortlist import SealClosed
from contest.exports.proofs import proof_of, proof_zip
from contest.exports.verify.verify_shortlist import differences, main
from contest.people.models import Account
from contest.scoring.models import Settlement
from contest.scoring.service import agree_mark, publish_change, settle_round
from contest.shortlist.models import MemberVerdict, Place
from contest.shortlist.queries import cut_of, verify_list
from contest.shortlist.service import decide_member, decide_tie, draw_line_look, freeze
from tests.conftest import NOON
from tests.shortlist.looking import BY, read_on, settled
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, judged, lock, open_seal, the_round

SHEETS = ["80", "80", ("70", "74"), ("90", "86"), ("60", "71"), "65"]


def frozen_now(cast, reason=""):
    with transaction():
        return freeze(
            round_=the_round(cast), cut=cut_of(the_round(cast)), actor=CLERK, at=NOON, reason=reason
        )


def contest_with_everything(cast, *, quotas=(), **columns):
    """Ties the head parts, minutes, a member decided on, quotas; frozen."""
    with transaction():
        for column, value in {"cut_top": 3, **columns}.items():
            setattr(the_round(cast), column, value)
        the_round(cast).quotas = [
            Quota(kind=k, key=key, least=low, most=high) for k, key, low, high in quotas
        ]
    entries = judged(cast, SHEETS, locked=False)
    with transaction():
        settle_round(round_=the_round(cast), seed=1, actor=CLERK, at=NOON)
        agree_mark(
            round_=the_round(cast),
            entry_id=entries[4],
            mark=Decimal(70),
            minutes="Đọc lại.",
            actor=CLERK,
            at=NOON,
        )
    lock(cast)
    with transaction():
        round_ = the_round(cast)
        if round_.method == "mean":
            decide_tie(round_=round_, entry_id=entries[1], reason="Đọc lại", actor=CLERK, at=NOON)
        decide_member(
            round_=round_,
            entry_id=entries[5],
            verdict=MemberVerdict.IN,
            reason="Ông Nông Văn Slao",
            actor=CLERK,
            at=NOON,
        )
    return frozen_now(cast)


FIGURES = (QuotaKind.FIGURE, "person", 1, 5)
AUTHORS_ONCE = (QuotaKind.AUTHOR, "", None, 1)


def test_a_list_with_everything_comes_out_equal_by_the_second_program(house, cast) -> None:
    shortlist = contest_with_everything(cast, quotas=[FIGURES])
    proof = proof_of(shortlist)
    assert differences(proof) == []
    assert [entry["agreed_as"] for entry in proof["entries"] if entry["agreed"]] == ["minutes"]
    assert proof["rules"]["decided"][0][1] == "in"


@pytest.mark.parametrize("method", ["mean", "median"])
def test_so_does_a_list_by_units_and_authors_once_the_seal_is_open(house, cast, method) -> None:
    quotas = [FIGURES, AUTHORS_ONCE, (QuotaKind.UNIT, "", None, 4)]
    shortlist = contest_with_everything(cast, quotas=quotas, method=method)
    with pytest.raises(SealClosed):
        proof_zip(shortlist)
    open_seal(cast)
    assert differences(proof_of(shortlist)) == []


def test_no_author_no_unit_no_judge_and_nobodys_words_are_in_it(house, cast) -> None:
    shortlist = contest_with_everything(cast, quotas=[AUTHORS_ONCE])
    open_seal(cast)
    told = json.dumps(proof_of(shortlist), ensure_ascii=False)
    judges = [account.name for account in db.session.query(Account)]
    assert not any(word in told for word in (*AUTHORS, UNIT, *judges, "Slao", "Đọc lại"))


def test_the_same_list_makes_the_same_bytes(house, cast) -> None:
    shortlist = contest_with_everything(cast)
    assert proof_zip(shortlist) == proof_zip(shortlist)


def test_the_program_that_leaves_with_it_runs_alone_and_finds_what_was_changed(house, cast, tmp_path) -> None:
    packed = proof_zip(contest_with_everything(cast))
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    (tmp_path / "proof.zip").write_bytes(packed)

    def run(name):
        command = [sys.executable, "-I", "verify_shortlist.py", name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert run("shortlist.json")[0] == run("proof.zip")[0] == 0
    proof = json.loads((tmp_path / "shortlist.json").read_text())
    proof["entries"][0]["sheets"][0]["total"] = "1.00"
    (tmp_path / "spoilt.json").write_text(json.dumps(proof))
    code, said = run("spoilt.json")
    assert (code, "KHÁC / DIFFERENT" in said) == (1, True)
    (tmp_path / "no.json").write_text("{}")
    assert run("no.json")[0] == run("missing.json")[0] == 2


def test_of_an_adjusted_list_it_checks_all_but_the_marks_and_says_so(house, cast, tmp_path, capsys) -> None:
    shortlist = contest_with_everything(cast, method="adjusted")
    file = tmp_path / "proof.zip"
    file.write_bytes(proof_zip(shortlist))
    assert main([str(file)]) == 2
    assert "adjusted marks need the application" in capsys.readouterr().out


@pytest.mark.parametrize("method", ["mean", "adjusted", "scaled"])
def test_the_application_re_computes_any_list_to_the_same_digest(house, cast, method) -> None:
    shortlist = contest_with_everything(cast, method=method, quotas=[FIGURES, AUTHORS_ONCE])
    found = verify_list(the_round(cast), shortlist)
    assert (found.differences, found.digest) == ((), shortlist.digest)


def test_it_is_whole_though_an_entry_was_withdrawn_since(house, cast) -> None:
    shortlist = contest_with_everything(cast, quotas=[FIGURES])
    before = proof_zip(shortlist)
    gone = db.session.get_one(Entry, shortlist.places[1].entry_id)
    with transaction():
        withdraw_entry(entry=gone, by="office", reason="Tác giả xin rút", actor=CLERK, at=NOON)
    assert proof_zip(shortlist) == before
    assert differences(proof_of(shortlist)) == []
    assert verify_list(the_round(cast), shortlist).differences, "the database says that it is gone"


@pytest.mark.parametrize("method", ["median", "sum"])
def test_a_list_of_pairs_read_further_comes_out_equal(house, cast, method) -> None:
    settled(cast, method=method)
    with transaction():
        publish_change(draw=draw_line_look(round_=the_round(cast), seed=7, readings=2, **BY), **BY)
    assert read_on(cast, "50") == 2
    lock(cast)
    assert differences(proof_of(frozen_now(cast))) == []


def test_a_later_decision_does_not_make_an_earlier_list_wrong(house, cast) -> None:
    shortlist = contest_with_everything(cast)
    first = shortlist.places[0].entry_id
    with transaction():
        decide_member(
            round_=the_round(cast),
            entry_id=first,
            verdict=MemberVerdict.OUT,
            reason="Sau đó",
            actor=CLERK,
            at=NOON,
        )
    assert verify_list(the_round(cast), shortlist).differences == ()


def test_what_was_changed_behind_everybodys_back_is_said(house, cast) -> None:
    shortlist = contest_with_everything(cast)
    place = next(place for place in shortlist.places if place.rank > 1)
    with transaction():
        row = db.session.query(Settlement).filter_by(entry_id=place.entry_id, round_id=cast.round_id).one()
        row.mark = Decimal("99.00")
    found = verify_list(the_round(cast), shortlist)
    assert found.digest != shortlist.digest
    assert any(place.blind_code in str(values) for _, values in found.differences)
    assert db.session.query(Place).count() == len(SHEETS)
