"""lists of scores that were sent"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sent_scores",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("judge_id", ID, nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("sent_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=100), nullable=False),
        sa.Column("taken_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("taken_by", sa.String(length=100), nullable=False),
        sa.Column("fates", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sent_scores_round_id_round")),
        sa.ForeignKeyConstraint(["judge_id"], ["account.id"], name=op.f("fk_sent_scores_judge_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_scores")),
    )
    with op.batch_alter_table("sent_scores", schema=None) as batch_op:
        for column in ("judge_id", "round_id"):
            batch_op.create_index(batch_op.f(f"ix_sent_scores_{column}"), [column], unique=False)


def downgrade() -> None:
    """Without lists of scores."""
    op.drop_table("sent_scores")
