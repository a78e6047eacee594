"""rounds that feed rounds: everybody reads everything, who judges a round, entries taken out, names opened early"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ADDED = (
    ("dealing_rule", "everybody", sa.false()),
    ("reader_limit", "reads", sa.true()),
    ("round", "names_early", sa.false()),
)


def upgrade() -> None:
    """Rounds that stand are dealt, and sealed, as they were."""
    for table, column, default in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=default))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)
    op.create_table(
        "taken_out",
        sa.Column("id", ID, nullable=False),
        sa.Column("draw_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_taken_out_draw_id_draw")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_taken_out_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_out")),
        sa.UniqueConstraint("draw_id", "entry_id", name=op.f("uq_taken_out_draw_id_entry_id")),
    )
    with op.batch_alter_table("taken_out", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_out_entry_id"), ["entry_id"], unique=False)


def downgrade() -> None:
    """Without what rounds hand to rounds."""
    op.drop_table("taken_out")
    for table, column, _default in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
