"""who declared a conflict, as an account and not a name alone"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NAME = "fk_conflict_declared_by_id_account"
INDEX = "ix_conflict_declared_by_id"


def upgrade() -> None:
    """Of conflicts declared before, only the name is known."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("conflict") as table:
        table.add_column(sa.Column("declared_by_id", key, nullable=True))
        table.create_foreign_key(NAME, "account", ["declared_by_id"], ["id"])
        table.create_index(INDEX, ["declared_by_id"])


def downgrade() -> None:
    """Keep the names."""
    with op.batch_alter_table("conflict") as table:
        table.drop_index(INDEX)
        table.drop_constraint(NAME, type_="foreignkey")
        table.drop_column("declared_by_id")
