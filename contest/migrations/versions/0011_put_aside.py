"""entries a judge put aside for later"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One row for each assignment that waits behind the others."""
    op.create_table(
        "put_aside",
        sa.Column("id", BIG, nullable=False),
        sa.Column("assignment_id", BIG, nullable=False),
        sa.Column("at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_put_aside_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_aside")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_put_aside_assignment_id")),
    )


def downgrade() -> None:
    """Nothing waits behind the others."""
    op.drop_table("put_aside")
