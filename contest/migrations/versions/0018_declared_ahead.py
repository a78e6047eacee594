"""judges say before the draw what they cannot read, where the office lets them"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Off for every round there is."""
    with op.batch_alter_table("dealing_rule", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("declare_ahead", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("dealing_rule", schema=None) as batch_op:
        batch_op.alter_column("declare_ahead", server_default=None)


def downgrade() -> None:
    """Conflicts that were declared stay."""
    with op.batch_alter_table("dealing_rule", schema=None) as batch_op:
        batch_op.drop_column("declare_ahead")
