"""levels, packages upward and packages from below"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def key(name: str = "id", *, nullable: bool = False) -> sa.Column:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=nullable)


def text(name: str, most: int) -> sa.Column:
    return sa.Column(name, sa.String(length=most), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, contest.db.UtcMoment(timezone=True), nullable=nullable)


def kinds(name: str, *values: str, of: str, nullable: bool = False) -> sa.Column:
    kind = sa.Enum(*values, name=of, native_enum=False, length=20)
    return sa.Column(name, kind, nullable=nullable)


def json(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def check(table: str, name: str, what: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(what, name=op.f(f"ck_{table}_{name}"))


def primary(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def levels() -> None:
    op.create_table(
        "contest_level",
        key(),
        key("contest_id"),
        text("label", 80),
        sa.Column("rank", sa.Integer(), nullable=False),
        text("upper_label", 80),
        sa.Column("send_rest", sa.Boolean(), nullable=False),
        sa.Column("receives", sa.Boolean(), nullable=False),
        sa.Column("default_quota", sa.Integer(), nullable=True),
        check("contest_level", "rank_in_range", "rank BETWEEN 0 AND 99"),
        check("contest_level", "default_quota_not_negative", "default_quota IS NULL OR default_quota >= 0"),
        to("contest_level", "contest_id", "contest"),
        primary("contest_level"),
        once("contest_level", "contest_id"),
    )
    op.create_table(
        "sending_unit",
        key(),
        key("contest_id"),
        key("unit_id"),
        sa.Column("quota", sa.Integer(), nullable=True),
        moment("ended_at", nullable=True),
        check("sending_unit", "quota_not_negative", "quota IS NULL OR quota >= 0"),
        to("sending_unit", "contest_id", "contest"),
        to("sending_unit", "unit_id", "unit"),
        primary("sending_unit"),
        once("sending_unit", "contest_id", "unit_id"),
    )
    index("sending_unit", "contest_id", "unit_id")
    op.create_table(
        "sender_key",
        key(),
        key("contest_id"),
        key("unit_id"),
        text("key", 64),
        sa.Column("by_telephone", sa.Boolean(), nullable=False),
        moment("registered_at"),
        text("registered_by", 100),
        moment("withdrawn_at", nullable=True),
        text("withdrawn_by", 100),
        to("sender_key", "contest_id", "contest"),
        to("sender_key", "unit_id", "unit"),
        primary("sender_key"),
    )
    index("sender_key", "contest_id", "unit_id", "key")


def packages() -> None:
    op.create_table(
        "nomination_package",
        key(),
        key("contest_id"),
        key("round_id"),
        key("shortlist_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        text("digest", 64),
        text("content_digest", 64),
        text("file_digest", 64),
        sa.Column("size", sa.BigInteger(), nullable=False),
        text("key", 64),
        sa.Column("scores", sa.Boolean(), nullable=False),
        sa.Column("phones", sa.Boolean(), nullable=False),
        text("minutes_digest", 64),
        moment("made_at"),
        text("made_by", 100),
        check("nomination_package", "number_from_one", "number > 0"),
        to("nomination_package", "contest_id", "contest"),
        to("nomination_package", "round_id", "round"),
        to("nomination_package", "shortlist_id", "shortlist"),
        primary("nomination_package"),
        once("nomination_package", "contest_id", "number"),
        once("nomination_package", "contest_id", "content_digest"),
        once("nomination_package", "digest"),
    )
    index("nomination_package", "contest_id", "round_id", "shortlist_id")
    op.create_table(
        "nomination",
        key(),
        key("package_id"),
        key("entry_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("nominated", sa.Boolean(), nullable=False),
        to("nomination", "package_id", "nomination_package"),
        to("nomination", "entry_id", "entry"),
        primary("nomination"),
        once("nomination", "package_id", "entry_id"),
        once("nomination", "package_id", "position"),
    )
    index("nomination", "package_id", "entry_id")


def consignments() -> None:
    op.create_table(
        "consignment",
        key(),
        key("contest_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        text("file_digest", 64),
        sa.Column("size", sa.BigInteger(), nullable=False),
        text("sent_name", 255),
        moment("received_at"),
        text("received_by", 100),
        text("digest", 64),
        text("key", 64),
        json("manifest"),
        moment("opened_at", nullable=True),
        text("refusal", 40),
        json("refused_for"),
        key("unit_id", nullable=True),
        json("categories"),
        text("minutes", 64),
        moment("prepared_at", nullable=True),
        moment("taking_at", nullable=True),
        moment("taken_at", nullable=True),
        text("taken_by", 100),
        moment("touched_at"),
        moment("swept_at", nullable=True),
        check("consignment", "number_from_one", "number > 0"),
        to("consignment", "contest_id", "contest"),
        to("consignment", "unit_id", "unit"),
        primary("consignment"),
        once("consignment", "contest_id", "number"),
        once("consignment", "contest_id", "file_digest"),
    )
    index("consignment", "contest_id", "file_digest", "digest", "unit_id", "touched_at")
    op.create_table(
        "consigned_file",
        key(),
        key("consignment_id"),
        text("digest", 64),
        sa.Column("size", sa.BigInteger(), nullable=False),
        json("reading", nullable=True),
        text("refusal", 40),
        moment("settled_at", nullable=True),
        to("consigned_file", "consignment_id", "consignment"),
        primary("consigned_file"),
        once("consigned_file", "consignment_id", "digest"),
    )
    index("consigned_file", "consignment_id", "digest")
    op.create_table(
        "consigned",
        key(),
        key("consignment_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        text("receipt", 20),
        text("title", 300),
        sa.Column("nominated", sa.Boolean(), nullable=False),
        json("said"),
        json("marks"),
        text("identity", 64),
        kinds("fate", "fresh", "same", "changed", "older", of="fate"),
        json("notes"),
        key("standing_entry_id", nullable=True),
        kinds("choice", "take", "leave", "correct", of="choice", nullable=True),
        key("entry_id", nullable=True),
        kinds("outcome", "taken", "already", "corrected", "refused", "left", of="outcome", nullable=True),
        json("why"),
        moment("done_at", nullable=True),
        to("consigned", "consignment_id", "consignment"),
        to("consigned", "standing_entry_id", "entry"),
        to("consigned", "entry_id", "entry"),
        primary("consigned"),
        once("consigned", "consignment_id", "position"),
    )
    index("consigned", "consignment_id", "identity", "standing_entry_id", "entry_id")


def upgrade() -> None:
    """Nothing went upward so far; a contest has no level until somebody says one."""
    levels()
    packages()
    consignments()


def downgrade() -> None:
    """What came from below stays in the register; how it came is forgotten."""
    for table in (
        "consigned",
        "consigned_file",
        "consignment",
        "nomination",
        "nomination_package",
        "sender_key",
        "sending_unit",
        "contest_level",
    ):
        op.drop_table(table)
