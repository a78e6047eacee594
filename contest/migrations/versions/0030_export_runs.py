"""long exports: who asked, how far they are, what they made"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

INDEXED = (("contest_asked", ["contest_id", "asked_at"]), ("round_id", ["round_id"]),
           ("asked_by_id", ["asked_by_id"]), ("digest", ["digest"]))  # fmt: skip


def key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, contest.db.UtcMoment(timezone=True), nullable=nullable)


def to(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_export_run_{column}_{other}"))


def upgrade() -> None:
    """Nobody has asked yet."""
    naming = sa.Enum("never", "unsealed", "secretary", name="naming", native_enum=False, length=20)
    op.create_table(
        "export_run",
        sa.Column("id", key(), nullable=False),
        sa.Column("contest_id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("naming", naming, nullable=False),
        moment("asked_at", nullable=False),
        sa.Column("asked_by_id", key(), nullable=True),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        moment("started_at"),
        moment("beat_at"),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        moment("finished_at"),
        moment("failed_at"),
        sa.Column("problem", sa.JSON(), nullable=False),
        moment("cancelled_at"),
        sa.Column("cancelled_by", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        moment("expires_at"),
        moment("removed_at"),
        sa.CheckConstraint("done >= 0", name=op.f("ck_export_run_done_not_negative")),
        to("contest_id", "contest"),
        to("round_id", "round"),
        to("asked_by_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_run")),
    )
    for name, columns in INDEXED:
        op.create_index(op.f(f"ix_export_run_{name}"), "export_run", columns)


def downgrade() -> None:
    """What was made goes with the bytes that no row names."""
    op.drop_table("export_run")
