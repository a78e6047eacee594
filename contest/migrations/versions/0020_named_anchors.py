"""anchors that the office names, besides those drawn"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None named in any round there is."""
    with op.batch_alter_table("dealing_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("named_anchors", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("dealing_rule", schema=None) as batch_op:
        batch_op.alter_column("named_anchors", server_default=None)


def downgrade() -> None:
    """Those that were drawn stay anchors."""
    with op.batch_alter_table("dealing_rule", schema=None) as batch_op:
        batch_op.drop_column("named_anchors")
