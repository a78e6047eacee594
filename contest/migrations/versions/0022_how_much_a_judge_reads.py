"""how much a judge reads beside the others"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever there is reads a usual share."""
    with op.batch_alter_table("reader_limit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capacity", sa.Integer(), nullable=False, server_default="100"))
    with op.batch_alter_table("reader_limit", schema=None) as batch_op:
        batch_op.alter_column("capacity", server_default=None)
        batch_op.create_check_constraint(op.f("ck_reader_limit_capacity_is_some"), "capacity >= 1")


def downgrade() -> None:
    """All read usual shares again."""
    with op.batch_alter_table("reader_limit", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_reader_limit_capacity_is_some"), type_="check")
        batch_op.drop_column("capacity")
