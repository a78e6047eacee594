"""readings written in bulk: one unique index that can be laid down at once, two indexes less"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UNIQUE = "ix_assignment_round_id_entry_id_judge_id"
CONSTRAINT = "uq_assignment_round_id_entry_id_judge_id"


def upgrade() -> None:
    """The uniqueness of a reading as an index; what begins with the round is found through it."""
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(CONSTRAINT, type_="unique")
        batch_op.drop_index("ix_assignment_round_id")
        batch_op.drop_index("ix_assignment_blind_code_id")
        batch_op.create_index(UNIQUE, ["round_id", "entry_id", "judge_id"], unique=True)


def downgrade() -> None:
    """As it was."""
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(UNIQUE)
        batch_op.create_index("ix_assignment_round_id", ["round_id"], unique=False)
        batch_op.create_index("ix_assignment_blind_code_id", ["blind_code_id"], unique=False)
        batch_op.create_unique_constraint(CONSTRAINT, ["round_id", "entry_id", "judge_id"])
