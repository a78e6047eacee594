"""who decided a mark, as an account and not a name alone"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = "fk_agreement_decided_by_id_account"
INDEX = "ix_agreement_decided_by_id"


def upgrade() -> None:
    """Of marks decided before, only the name is known."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("agreement") as table:
        table.add_column(sa.Column("decided_by_id", key, nullable=True))
        table.create_foreign_key(NAME, "account", ["decided_by_id"], ["id"])
        table.create_index(INDEX, ["decided_by_id"])


def downgrade() -> None:
    """Keep the names."""
    with op.batch_alter_table("agreement") as table:
        table.drop_index(INDEX)
        table.drop_constraint(NAME, type_="foreignkey")
        table.drop_column("decided_by_id")
