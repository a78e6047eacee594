"""letters that remind judges"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each letter to a judge about what is left to read."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("judge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("left_to_read", sa.Integer(), nullable=False),
        sa.Column("sent_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("left_to_read > 0", name=op.f("ck_reminder_something_left")),
        sa.ForeignKeyConstraint(["judge_id"], ["account.id"], name=op.f("fk_reminder_judge_id_account")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reminder_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_judge_id"), "reminder", ["judge_id"])
    op.create_index("ix_reminder_round_id_judge_id", "reminder", ["round_id", "judge_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("reminder")
