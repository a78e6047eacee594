"""the joint trial of a round"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def whole() -> sa.types.TypeEngine:
    """An id's type on each database."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment() -> sa.types.TypeEngine:
    """A moment's type."""
    return contest.db.UtcMoment(timezone=True)


def upgrade() -> None:
    """A few entries that the whole jury marks before a round, and its sheets for them."""
    op.create_table(
        "trial",
        sa.Column("id", whole(), nullable=False),
        sa.Column("round_id", whole(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("opened_at", moment(), nullable=True),
        sa.Column("opened_by", sa.String(length=100), nullable=False),
        sa.Column("shown_at", moment(), nullable=True),
        sa.Column("shown_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_trial_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
        sa.UniqueConstraint("round_id", name=op.f("uq_trial_round_id")),
    )
    op.create_table(
        "trial_entry",
        sa.Column("id", whole(), nullable=False),
        sa.Column("trial_id", whole(), nullable=False),
        sa.Column("entry_id", whole(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_trial_entry_entry_id_entry")),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_trial_entry_trial_id_trial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_entry")),
        sa.UniqueConstraint("trial_id", "number", name=op.f("uq_trial_entry_trial_id_number")),
        sa.UniqueConstraint("trial_id", "entry_id", name=op.f("uq_trial_entry_trial_id_entry_id")),
    )
    op.create_index(op.f("ix_trial_entry_entry_id"), "trial_entry", ["entry_id"])
    op.create_table(
        "trial_sheet",
        sa.Column("id", whole(), nullable=False),
        sa.Column("trial_entry_id", whole(), nullable=False),
        sa.Column("judge_id", whole(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("total", contest.db.ExactPoints(), nullable=True),
        sa.Column("saved_at", moment(), nullable=False),
        sa.Column("handed_in_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(["judge_id"], ["account.id"], name=op.f("fk_trial_sheet_judge_id_account")),
        sa.ForeignKeyConstraint(
            ["trial_entry_id"], ["trial_entry.id"], name=op.f("fk_trial_sheet_trial_entry_id_trial_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial_sheet")),
        sa.UniqueConstraint(
            "trial_entry_id", "judge_id", name=op.f("uq_trial_sheet_trial_entry_id_judge_id")
        ),
    )
    op.create_index(op.f("ix_trial_sheet_judge_id"), "trial_sheet", ["judge_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("trial_sheet")
    op.drop_table("trial_entry")
    op.drop_table("trial")
