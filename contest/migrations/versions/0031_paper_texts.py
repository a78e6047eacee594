"""what an office writes of its own into papers"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = contest.db.UtcMoment(timezone=True)


def upgrade() -> None:
    op.create_table(
        "paper_text",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_paper_text_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_text")),
        sa.UniqueConstraint("contest_id", "paper", "part", name=op.f("uq_paper_text_contest_id_paper_part")),
    )


def downgrade() -> None:
    """Papers say what they propose."""
    op.drop_table("paper_text")
