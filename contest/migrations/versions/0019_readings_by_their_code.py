"""a reading points at its blind code by round and entry: three foreign keys and one index less to write"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = "fk_assignment_round_id_entry_id_blind_code"
ONCE = "ix_assignment_entry_id_round_id_judge_id"
ONCE_BEFORE = "ix_assignment_round_id_entry_id_judge_id"
OF_A_JUDGE = "ix_assignment_judge_id_round_id"
BEFORE = {"blind_code": "blind_code_id", "entry": "entry_id", "round": "round_id"}


def upgrade() -> None:
    """The code's own key, which holds round and entry too; the index of uniqueness finds by entry."""
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        for table, column in BEFORE.items():
            batch_op.drop_constraint(f"fk_assignment_{column}_{table}", type_="foreignkey")
        for index in (ONCE_BEFORE, "ix_assignment_entry_id", "ix_assignment_judge_id"):
            batch_op.drop_index(index)
        batch_op.drop_column("blind_code_id")
        batch_op.create_foreign_key(CODE, "blind_code", ["round_id", "entry_id"], ["round_id", "entry_id"])
        batch_op.create_index(ONCE, ["entry_id", "round_id", "judge_id"], unique=True)
        batch_op.create_index(OF_A_JUDGE, ["judge_id", "round_id"], unique=False)
        batch_op.create_index("ix_assignment_round_id", ["round_id"], unique=False)
    with op.batch_alter_table("blind_code", schema=None) as batch_op:
        batch_op.drop_index("ix_blind_code_round_id")


def downgrade() -> None:
    """As it was."""
    with op.batch_alter_table("blind_code", schema=None) as batch_op:
        batch_op.create_index("ix_blind_code_round_id", ["round_id"], unique=False)
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(CODE, type_="foreignkey")
        for index in (ONCE, OF_A_JUDGE, "ix_assignment_round_id"):
            batch_op.drop_index(index)
        batch_op.add_column(sa.Column("blind_code_id", NUMBER, nullable=True))
    op.execute(
        "UPDATE assignment SET blind_code_id = (SELECT id FROM blind_code"
        " WHERE blind_code.round_id = assignment.round_id AND blind_code.entry_id = assignment.entry_id)"
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("blind_code_id", existing_type=NUMBER, nullable=False)
        for table, column in BEFORE.items():
            batch_op.create_foreign_key(f"fk_assignment_{column}_{table}", table, [column], ["id"])
        batch_op.create_index(ONCE_BEFORE, ["round_id", "entry_id", "judge_id"], unique=True)
        batch_op.create_index("ix_assignment_entry_id", ["entry_id"], unique=False)
        batch_op.create_index("ix_assignment_judge_id", ["judge_id"], unique=False)
