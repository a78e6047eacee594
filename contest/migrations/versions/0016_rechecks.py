"""second looks: drawn, and what each came to"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEXED = (
    ("recheck_draw", "round_id"),
    ("recheck", "draw_id"),
    ("recheck", "round_id"),
    ("recheck", "entry_id"),
    ("recheck_result", "account_id"),
)


def key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment(name: str) -> sa.Column:
    return sa.Column(name, contest.db.UtcMoment(timezone=True), nullable=False)


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    """Rounds that stand get the usual share."""
    op.create_table(
        "recheck_draw",
        sa.Column("id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=False),
        moment("made_at"),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        to("recheck_draw", "round_id", "round"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck_draw")),
    )
    op.create_table(
        "recheck",
        sa.Column("id", key(), nullable=False),
        sa.Column("draw_id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum("random", "top", name="recheckreason", native_enum=False, length=20),
            nullable=False,
        ),
        to("recheck", "draw_id", "recheck_draw"),
        to("recheck", "round_id", "round"),
        to("recheck", "entry_id", "entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
        sa.UniqueConstraint("round_id", "entry_id", name=op.f("uq_recheck_round_id_entry_id")),
    )
    op.create_table(
        "recheck_result",
        sa.Column("id", key(), nullable=False),
        sa.Column("recheck_id", key(), nullable=False),
        sa.Column("account_id", key(), nullable=False),
        sa.Column("mark", contest.db.ExactPoints(), nullable=False),
        sa.Column("against", contest.db.ExactPoints(), nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        moment("checked_at"),
        sa.Column("checked_by", sa.String(length=100), nullable=False),
        to("recheck_result", "recheck_id", "recheck"),
        to("recheck_result", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck_result")),
        sa.UniqueConstraint("recheck_id", name=op.f("uq_recheck_result_recheck_id")),
    )
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recheck_percent", sa.Integer(), nullable=False, server_default="5"))
        batch_op.add_column(sa.Column("recheck_top", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_round_recheck_is_a_share"), "recheck_percent BETWEEN 0 AND 100"
        )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.alter_column("recheck_percent", server_default=None)


def downgrade() -> None:
    """Without second looks."""
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_round_recheck_is_a_share"), type_="check")
        batch_op.drop_column("recheck_top")
        batch_op.drop_column("recheck_percent")
    for table in ("recheck_result", "recheck", "recheck_draw"):
        op.drop_table(table)
