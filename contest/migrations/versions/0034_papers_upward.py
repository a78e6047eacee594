"""papers in packages upward and from below"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The one paper that could go along were minutes; what came says in its manifest whether it has any."""
    with op.batch_alter_table("nomination_package", schema=None) as batch_op:
        batch_op.add_column(sa.Column("papers", sa.JSON(), nullable=False, server_default="[]"))
    package = sa.table("nomination_package", sa.column("papers", sa.JSON), sa.column("minutes_digest"))
    op.execute(
        package.update()
        .where(package.c.minutes_digest != "")
        .values(papers=[{"name": "minutes.pdf", "kind": "scan", "title": ""}])
    )
    with op.batch_alter_table("nomination_package", schema=None) as batch_op:
        batch_op.alter_column("papers", existing_type=sa.JSON(), server_default=None)
        batch_op.drop_column("minutes_digest")
    with op.batch_alter_table("consignment", schema=None) as batch_op:
        batch_op.drop_column("minutes")


def downgrade() -> None:
    """Which papers went along is forgotten; their bytes stay in the packages."""
    with op.batch_alter_table("consignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minutes", sa.String(length=64), nullable=False, server_default=""))
        batch_op.alter_column("minutes", existing_type=sa.String(length=64), server_default=None)
    with op.batch_alter_table("nomination_package", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("minutes_digest", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.alter_column("minutes_digest", existing_type=sa.String(length=64), server_default=None)
        batch_op.drop_column("papers")
