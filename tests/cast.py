"""A fixed cast for all tests: two contests, their people and units. All names are invented."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from flask import Flask
from flask.testing import FlaskClient

from contest.charter.models import Category, Contest, Criterion, RejectionCode, Round, Statement
from contest.db import db, transaction
from contest.people.models import Account, Role, RoleKind, SignIn
from contest.plumbing import clock
from contest.plumbing.vietnamese import search_key
from contest.units.models import Unit
from tests.remembered import remembered

PASSWORD = "mot-mat-khau-dai-cho-thu-nghiem"
RUBRIC = (("c1", 15), ("c2", 20), ("c3", 25), ("c4", 15), ("c5", 15), ("c6", 10))
PEOPLE = {
    "organizer": ("Hoàng Thị Bích", (RoleKind.ORGANIZER,), None),
    "secretary": ("Nông Văn Cường", (RoleKind.SECRETARY,), None),
    "second_organizer": ("Lý Thị Duyên", (RoleKind.ORGANIZER,), None),
    "head_judge": ("Vi Thị Hạnh", (RoleKind.HEAD_JUDGE, RoleKind.JUDGE), "TT-DM"),
    "judge_a": ("Lương Văn An", (RoleKind.JUDGE,), "X-NL"),
    "judge_b": ("Hứa Thị Bình", (RoleKind.JUDGE,), "X-VL"),
    "judge_c": ("Triệu Văn Chiến", (RoleKind.JUDGE,), "TT-DM"),
    "observer": ("Lô Thị Mai", (RoleKind.OBSERVER,), None),
}
UNITS = (
    ("X-NL", "Xã Nhân Lý"),
    ("X-VL", "Xã Vạn Linh"),
    ("TT-DM", "Thị trấn Đồng Mỏ"),
    ("T-QS", "Trường THCS Quan Sơn"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of the cast, so that a test fetches what it needs in its own session."""

    contest_id: int
    other_contest_id: int
    round_id: int
    final_id: int
    category_id: int
    units: dict[str, int]
    accounts: dict[str, int]

    @staticmethod
    def email(who: str) -> str:
        """The address a member of the cast signs in with."""
        return f"{who}@thu-nghiem.example.vn"

    @staticmethod
    @remembered
    def enter(*, at: datetime) -> "Cast":
        """Put the cast on the stage in a database that has the schema."""
        with transaction():
            units = {
                code: Unit(code=code, name=name, short_name=name, search_key=search_key(name), kind="commune")
                for code, name in UNITS
            }
            contest, other = a_contest("guong-sang-2026", at), a_contest("cuoc-thi-khac", at)
            db.session.add_all([*units.values(), contest, other])
            db.session.flush()
            accounts = {}
            for who, (name, kinds, unit) in {**PEOPLE, "other_organizer": ("Chu Văn Khác", (), None)}.items():
                account = Account(email=Cast.email(who), name=name, password_hash="!", created_at=at)
                db.session.add(account)
                db.session.flush()
                accounts[who] = account.id
                for kind in kinds:
                    db.session.add(
                        Role(
                            account_id=account.id,
                            contest_id=contest.id,
                            kind=kind,
                            unit_id=units[unit].id if unit else None,
                            granted_at=at,
                        )
                    )
            for kind in (RoleKind.ORGANIZER, RoleKind.SECRETARY):
                role = Role(
                    account_id=accounts["other_organizer"], contest_id=other.id, kind=kind, granted_at=at
                )
                db.session.add(role)
            db.session.flush()
            return Cast(
                contest_id=contest.id,
                other_contest_id=other.id,
                round_id=contest.rounds[0].id,
                final_id=contest.rounds[1].id,
                category_id=contest.categories[0].id,
                units={code: unit.id for code, unit in units.items()},
                accounts=accounts,
            )

    @staticmethod
    def sign_in(app: Flask, client: FlaskClient, who: str) -> None:
        """Give the client a standing sign-in of that member, without the password page."""
        token = f"token-of-{who}-{secrets.token_hex(8)}"
        with app.app_context(), transaction():
            account = db.session.query(Account).filter_by(email=Cast.email(who)).one()
            now = clock.now()
            db.session.add(
                SignIn(
                    account_id=account.id,
                    token_hash=hashlib.sha256(token.encode()).hexdigest(),
                    began_at=now,
                    expires_at=now + timedelta(days=365),
                )
            )
        with client.session_transaction() as kept:
            kept["_user_id"] = token
            kept["_fresh"] = True


def a_contest(slug: str, at: datetime) -> Contest:
    """An announced contest, open for entries, with two rounds and the default rubric."""
    return Contest(
        slug=slug,
        title="Những tấm gương điển hình",
        year=2026,
        area="huyện Chi Lăng",
        receipt_prefix="CL26",
        opens_at=at - timedelta(days=30),
        closes_at=at + timedelta(days=7),
        announced_at=at - timedelta(days=30),
        words_min=800,
        words_max=2500,
        photos_min=0,
        categories=[
            Category(key="ghi-chep", name="Ghi chép", position=1),
            Category(key="but-ky", name="Bút ký", position=2),
        ],
        rounds=[a_round(1, "Vòng sơ khảo", 2, at), a_round(2, "Vòng chung khảo", 3, at)],
        statements=[
            Statement(key="own", text="Bài do tôi tự viết, chưa đăng ở đâu.", position=1),
            Statement(key="data", text="Tôi đồng ý cho Ban tổ chức xử lý dữ liệu cá nhân.", position=2),
        ],
    )


def a_round(number: int, name: str, readers: int, at: datetime) -> Round:
    """A round open now, with the default bands, rubric and tie-breaks."""
    return Round(
        number=number,
        name=name,
        readers=readers,
        opens_at=at - timedelta(days=1),
        closes_at=at + timedelta(days=30),
        band_agree=Decimal(10),
        band_minutes=Decimal(15),
        band_panel=Decimal(25),
        cut_top=20,
        tie_breaks=[{"criteria": ["c2", "c3"]}, {"criteria": ["c3"]}, {"median": True}, {"head": True}],
        criteria=[
            Criterion(
                key=key,
                name=f"Tiêu chí {position}",
                maximum=Decimal(most),
                step=Decimal("0.5"),
                weight=Decimal(1),
                position=position,
            )
            for position, (key, most) in enumerate(RUBRIC, start=1)
        ],
    )


def rejection_codes(contest_id: int) -> list[RejectionCode]:
    """Two reasons, enough for screening tests."""
    return [
        RejectionCode(contest_id=contest_id, code="QH", label="Quá hạn", position=1),
        RejectionCode(contest_id=contest_id, code="SC", label="Sao chép, trùng lặp", position=2),
    ]
