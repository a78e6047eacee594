"""quotas of a round, a share as its cut, members decided on"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = contest.db.UtcMoment(timezone=True)


def upgrade() -> None:
    """No round has quotas besides its categories' yet, nobody was decided on."""
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cut_percent", contest.db.ExactPoints(), nullable=True))
    op.create_table(
        "quota",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("least", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "least >= 0 AND most >= 0 AND least <= most", name=op.f("ck_quota_least_up_to_most")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_quota_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota")),
        sa.UniqueConstraint("round_id", "kind", "key", name=op.f("uq_quota_round_id_kind_key")),
    )
    op.create_index(op.f("ix_quota_round_id"), "quota", ["round_id"])
    op.create_table(
        "member_decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_member_decision_round_id_round")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_member_decision_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_decision")),
    )
    op.create_index(op.f("ix_member_decision_round_id"), "member_decision", ["round_id"])
    op.create_index(op.f("ix_member_decision_entry_id"), "member_decision", ["entry_id"])


def downgrade() -> None:
    """Without them, lists frozen by them keep their recipes."""
    op.drop_table("member_decision")
    op.drop_table("quota")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("cut_percent")
