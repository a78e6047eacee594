"""A copied contest has all that was set for the earlier one and nothing that was done, table by table.

A new table or column of the charter fails here until it is copied, or named with the reason why it is left.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from contest.assignment.models import PanelRule
from contest.awards.rules import PrizeKind
from contest.charter.models import Category, Contest, Round
from contest.charter.rules import CornerPages, CutKind, LateRule, LetterheadStyle, QuotaKind
from contest.charter.service import copy_contest
from contest.db import Base, db, transaction
from contest.plumbing.audit import SYSTEM
from tests.cast import Cast
from tests.conftest import NOON

LATER = NOON + timedelta(days=365)
NEW = {
    "slug": "chep-lai",
    "year": 2027,
    "receipt_prefix": "CL27",
    "opens_at": NOON + timedelta(days=300),
    "closes_at": LATER,
    "actor": SYSTEM,
    "at": NOON,
}

SET: dict[str, dict[str, Any]] = {
    "contest": {
        "title": "Gương sáng",
        "area": "huyện Bình Gia",
        "organizer": "Ban Tuyên giáo",
        "theme": "Học và làm theo",
        "eligibility": "Nhân dân trong huyện",
        "rules_text": "Điều 1.",
        "contact": "Số 1, thị trấn",
        "zone": "Europe/Berlin",
        "words_min": 700,
        "words_max": 2600,
        "words_tolerance_percent": 11,
        "max_entries_per_author": 4,
        "max_group_size": 6,
        "max_file_mb": 21,
        "max_files": 22,
        "max_total_mb": 101,
        "photos_min": 2,
        "photos_max": 6,
        "statement_needed": True,
        "late_rule": LateRule.RECEIVED,
        "quota_up": 17,
        "retention_months": 13,
        "corner_pages": CornerPages.FIRST,
        "corner_left": 1,
        "corner_top": 2,
        "corner_width": 51,
        "corner_height": 21,
    },
    "category": {"key": "ghi-chep", "name": "Ghi chép dài", "position": 1, "quota_min": 1, "quota_max": 9},
    "round": {
        "number": 1,
        "name": "Vòng loại",
        "readers": 5,
        "band_agree": Decimal(9),
        "band_minutes": Decimal(14),
        "band_panel": Decimal(24),
        "method": "trimmed",
        "cut_kind": CutKind.THRESHOLD,
        "cut_top": 31,
        "cut_threshold": Decimal(81),
        "cut_percent": Decimal(12),
        "ties_in": False,
        "tie_breaks": [{"head": True}],
        "judges_named": True,
        "names_early": True,
        "recheck_percent": 6,
        "recheck_top": 7,
        "look_percent": 8,
        "look_most": 3,
        "look_stop": Decimal("0.75"),
    },
    "criterion": {
        "key": "c1",
        "name": "Chân thực",
        "description": "Người thật",
        "maximum": Decimal(16),
        "step": Decimal("0.25"),
        "weight": Decimal(2),
        "position": 1,
    },
    "quota": {"kind": QuotaKind.UNIT, "key": "NL", "least": 1, "most": 3},
    "statement": {"key": "own", "text": "Tôi tự viết.", "required": False, "position": 1},
    "rejection_code": {"code": "QH", "label": "Quá hạn gửi", "position": 1},
    "barred": {
        "name": "Vi Văn Đồng",
        "folded_name": "vi van dong",
        "birth_year": 1970,
        "unit_id": None,
        "reason": "Ban Tổ chức",
    },
    "letterhead": {
        "style": LetterheadStyle.STATE,
        "upper_body": "HUYỆN ỦY",
        "issuing_body": "BAN TỔ CHỨC",
        "place": "Đồng Mỏ",
        "sign": "BTC1",
        "margin_top": 21,
        "margin_bottom": 22,
        "margin_left": 31,
        "margin_right": 16,
    },
    "signer": {
        "position": 1,
        "prefix": "TM",
        "office": "TRƯỞNG BAN",
        "name": "Lý Thị Hoa",
        "papers": ["decision"],
    },
    "paper_form": {"paper": "decision", "number_pattern": "{n}-QĐ/BTC", "recipients": ["Như trên"]},
    "dealing_rule": {
        "merged_units": False,
        "parent_units": True,
        "earlier_apart": True,
        "anchors": 4,
        "panels": PanelRule.SPLIT,
        "declare_ahead": True,
        "everybody": True,
    },
    "category_readers": {"readers": 6},
    "prize": {
        "key": "nhat",
        "name": "Giải Nhất",
        "kind": PrizeKind.PERSONAL,
        "position": 1,
        "places": 2,
        "money": 5_000_000,
        "least_mark": Decimal(85),
    },
    "award_terms": {
        "most_per_author": 2,
        "ties_share": True,
        "weight_rate": 30,
        "weight_quality": 30,
        "weight_winners": 40,
        "relative": True,
        "best_entries": 4,
        "least_finalists": 2,
        "least_winners": 1,
        "complaint_days": 9,
        "verification_required": True,
    },
    "contest_level": {
        "label": "cấp huyện",
        "rank": 2,
        "upper_label": "cấp tỉnh",
        "send_rest": True,
        "receives": True,
        "default_quota": 20,
    },
    "sending_unit": {"quota": 12},
    "paper_template": {
        "paper": "decision",
        "digest": "a" * 64,
        "size": 1234,
        "file_name": "mau.docx",
        "fields": ["so"],
    },
}
"""Every column that is copied, with a value that no default has."""

ANEW: dict[str, set[str]] = {
    "contest": {"slug", "year", "receipt_prefix", "opens_at", "closes_at", "announced_at", "demonstration"},
    "round": {"opens_at", "closes_at", "rules_frozen_at"},
    "statement": {"version", "retired_at"},
    "barred": {"added_on"},
    "dealing_rule": {"named_anchors"},
    "sending_unit": {"ended_at"},
    "paper_template": {"version", "loaded_by", "loaded_at", "retired_by", "retired_at"},
}
"""Columns of copied tables that are said anew, begin anew, or speak of entries."""

ENDING = {"paper_template": "retired_at", "sending_unit": "ended_at", "statement": "retired_at"}

HANGING = {"contest_id", "round_id", "category_id"}

LEFT = {
    "people, who are invited anew": "invitation role reader_fit reader_limit readers_apart",
    "keys, made known anew": "sender_key",
    "what was changed in the earlier one": "amendment",
    "words that tell that year's numbers and dates": "paper_text",
    "texts of that year's comparing": "comparison reference_text",
    "hand-ins and intake": "bundle consignment cover_sheet draft entry manuscript scan_batch",
    "codes and work": "agreement blind_code draw head_decision member_decision recheck recheck_draw "
    "reminder resemblance round_lock ruling seal_key sent_scores settlement settling_case text_print trial",
    "lists, meetings, prizes and papers": "award_decision issue kept_figures meeting nomination_package shortlist",
    "files made in the background": "export_run",
}
"""Tables that point at a contest, a round or a category, and are left behind: why, and which."""

TABLES = {mapper.local_table.name: mapper.local_table for mapper in Base.registry.mappers}


def hanging() -> set[str]:
    """Every table that points at a contest, a round or a category, and the contest itself."""
    about = {"contest", "round", "category"}
    found = {
        name
        for name, table in TABLES.items()
        if any(key.column.table.name in about for key in table.foreign_keys)
    }
    return found | {"contest"}


def test_every_table_that_hangs_on_a_charter_is_copied_or_left_for_a_reason() -> None:
    left = [name for names in LEFT.values() for name in names.split()]
    assert len(left) == len(set(left))
    assert hanging() == SET.keys() | set(left)


@pytest.mark.parametrize("table", SET)
def test_every_column_of_a_copied_table_is_copied_or_named_as_left(table: str) -> None:
    columns = {column.name for column in TABLES[table].columns} - {"id", "unit_id"} - HANGING
    assert columns == (SET[table].keys() - {"unit_id"}) | ANEW.get(table, set())


@pytest.fixture
def earlier(cast: Cast, house: None) -> int:
    """The contest of the cast, with every column set; rows that stand are changed, others added."""
    ids = {"contest_id": cast.contest_id, "round_id": cast.round_id, "category_id": cast.category_id}
    unit = next(iter(cast.units.values()))
    fixed = {
        "sending_unit": {"unit_id": unit},
        "paper_template": {"version": 7, "loaded_by": "Cũ", "loaded_at": NOON, "retired_by": ""},
        "dealing_rule": {"named_anchors": [1]},
        "statement": {"version": 1},
    }
    with transaction():
        for name, said in SET.items():
            table = TABLES[name]
            at = {column: ids[column] for column in HANGING & set(table.columns.keys())}
            if name == "contest":
                at = {"id": cast.contest_id}
            unique = {"category": "key", "round": "number", "criterion": "key", "statement": "key"}
            unique |= {"rejection_code": "code"}
            if name in unique:
                at[unique[name]] = said[unique[name]]
            where = [table.c[column] == value for column, value in at.items()]
            stood = db.session.execute(select(table.c.id).where(*where)).first()
            if stood is not None:
                db.session.execute(update(table).where(*where).values(**said))
            else:
                db.session.execute(insert(table).values(**{**fixed.get(name, {}), **at, **said}))
    db.session.expire_all()
    return cast.contest_id


def rows(name: str, contest_id: int) -> list[dict[str, Any]]:
    """A table's rows of one contest, in the order they were made."""
    table = TABLES[name]
    own = table.c.id if name == "contest" else table.c.get("contest_id")
    question = select(table).order_by(table.c.id)
    if own is not None:
        question = question.where(own == contest_id)
    else:
        mine = select(Round.id).where(Round.contest_id == contest_id)
        question = question.where(table.c.round_id.in_(mine))
    return [dict(row) for row in db.session.execute(question).mappings()]


def test_all_that_was_set_stands_in_the_copy(earlier: int, cast: Cast) -> None:
    with transaction():
        fresh = copy_contest(earlier=db.session.get_one(Contest, earlier), **NEW).id

    for name, said in SET.items():
        found = rows(name, fresh)
        assert len(found) == len(rows(name, earlier)), name
        assert any(said.items() <= row.items() for row in found), name
    assert {row["unit_id"] for row in rows("sending_unit", fresh)} == {next(iter(cast.units.values()))}
    (own,) = rows("category_readers", fresh)
    assert db.session.get_one(Category, own["category_id"]).contest_id == fresh


def test_nothing_that_was_done_stands_in_the_copy(earlier: int) -> None:
    with transaction():
        fresh = copy_contest(earlier=db.session.get_one(Contest, earlier), **NEW).id

    assert {name for names in LEFT.values() for name in names.split() if "contest_id" in TABLES[name].c} & {
        name for name in TABLES if "contest_id" in TABLES[name].c and name not in SET and rows(name, fresh)
    } == set()
    (template,) = rows("paper_template", fresh)
    assert (template["version"], template["loaded_by"]) == (1, SYSTEM.name)
    assert rows("dealing_rule", fresh)[0]["named_anchors"] == []
    assert rows("contest", fresh)[0]["announced_at"] is None


def test_what_was_retired_or_ended_is_not_taken_up_again(earlier: int) -> None:
    with transaction():
        for name, ending in ENDING.items():
            db.session.execute(update(TABLES[name]).values({ending: NOON}))
    db.session.expire_all()
    with transaction():
        fresh = copy_contest(earlier=db.session.get_one(Contest, earlier), **NEW).id

    assert [name for name in ENDING if rows(name, fresh)] == []


def test_five_in_the_afternoon_stays_five_whatever_the_season(earlier: int) -> None:
    """In Berlin the earlier round closed in winter, the later one closes in summer."""
    old = db.session.get_one(Contest, earlier)
    with transaction():
        old.opens_at, old.closes_at = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, 16, tzinfo=UTC)
        old.rounds[0].opens_at = datetime(2026, 2, 2, 7, tzinfo=UTC)
        old.rounds[0].closes_at = datetime(2026, 3, 2, 16, tzinfo=UTC)
    said = {"opens_at": datetime(2026, 5, 1, tzinfo=UTC), "closes_at": datetime(2026, 6, 1, 15, tzinfo=UTC)}
    with transaction():
        fresh = copy_contest(earlier=old, **{**NEW, **said})

    assert fresh.rounds[0].closes_at == datetime(2026, 6, 30, 15, tzinfo=UTC)
