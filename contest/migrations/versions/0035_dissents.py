"""opinions about motions, for the minutes"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = contest.db.UtcMoment(timezone=True)


def upgrade() -> None:
    """Nobody's is written yet."""
    op.create_table(
        "dissent",
        sa.Column("id", ID, nullable=False),
        sa.Column("motion_id", ID, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.Column("noted_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_dissent_motion_id_motion")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
    )
    op.create_index(op.f("ix_dissent_motion_id"), "dissent", ["motion_id"])


def downgrade() -> None:
    """Minutes that were taken keep them."""
    op.drop_table("dissent")
