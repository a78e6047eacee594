"""how a round is dealt, and draws that take readers back"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


OLDER = {
    "joining": "replacement",
    "move": "replacement",
    "fewer_readers": "replacement",
    "more_readers": "top_up",
    "second_look": "top_up",
}
"""What each newer kind of draw comes nearest to among those that were known before."""


def key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Rules of dealing, terms of judges, anchors, chosen entries' readers, and what a draw ends."""
    op.create_table(
        "category_readers",
        sa.Column("id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("category_id", key(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.CheckConstraint("readers >= 1", name=op.f("ck_category_readers_at_least_one_reader")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_category_readers_category_id_category")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_category_readers_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_readers")),
        sa.UniqueConstraint("round_id", "category_id", name=op.f("uq_category_readers_round_id_category_id")),
    )
    with op.batch_alter_table("category_readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_readers_category_id"), ["category_id"], unique=False)
    op.create_table(
        "dealing_rule",
        sa.Column("id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("merged_units", sa.Boolean(), nullable=False),
        sa.Column("parent_units", sa.Boolean(), nullable=False),
        sa.Column("earlier_apart", sa.Boolean(), nullable=False),
        sa.Column("anchors", sa.Integer(), nullable=False),
        sa.Column(
            "panels",
            sa.Enum("none", "split", "closed", name="panelrule", native_enum=False, length=20),
            nullable=False,
        ),
        sa.CheckConstraint("anchors >= 0", name=op.f("ck_dealing_rule_anchors_not_negative")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_dealing_rule_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dealing_rule")),
        sa.UniqueConstraint("round_id", name=op.f("uq_dealing_rule_round_id")),
    )
    op.create_table(
        "entry_language",
        sa.Column("id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_language_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_language")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_entry_language_entry_id")),
    )
    op.create_table(
        "reader_fit",
        sa.Column("id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("judge_id", key(), nullable=False),
        sa.Column("category_id", key(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 0 AND 3", name=op.f("ck_reader_fit_weight_is_a_step")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_reader_fit_category_id_category")
        ),
        sa.ForeignKeyConstraint(["judge_id"], ["account.id"], name=op.f("fk_reader_fit_judge_id_account")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_reader_fit_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_fit")),
        sa.UniqueConstraint(
            "round_id", "judge_id", "category_id", name=op.f("uq_reader_fit_round_id_judge_id_category_id")
        ),
    )
    with op.batch_alter_table("reader_fit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_fit_category_id"), ["category_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reader_fit_judge_id"), ["judge_id"], unique=False)
    op.create_table(
        "readers_apart",
        sa.Column("id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("first_id", key(), nullable=False),
        sa.Column("second_id", key(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_readers_apart_lower_id_first")),
        sa.ForeignKeyConstraint(["first_id"], ["account.id"], name=op.f("fk_readers_apart_first_id_account")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_readers_apart_round_id_round")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["account.id"], name=op.f("fk_readers_apart_second_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readers_apart")),
        sa.UniqueConstraint(
            "round_id", "first_id", "second_id", name=op.f("uq_readers_apart_round_id_first_id_second_id")
        ),
    )
    with op.batch_alter_table("readers_apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readers_apart_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_readers_apart_second_id"), ["second_id"], unique=False)
    op.create_table(
        "anchor",
        sa.Column("id", key(), nullable=False),
        sa.Column("draw_id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_anchor_draw_id_draw")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_anchor_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("draw_id", "entry_id", name=op.f("uq_anchor_draw_id_entry_id")),
    )
    with op.batch_alter_table("anchor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anchor_entry_id"), ["entry_id"], unique=False)
    op.create_table(
        "entry_readers",
        sa.Column("id", key(), nullable=False),
        sa.Column("draw_id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_entry_readers_draw_id_draw")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_readers_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_readers")),
        sa.UniqueConstraint("draw_id", "entry_id", name=op.f("uq_entry_readers_draw_id_entry_id")),
    )
    with op.batch_alter_table("entry_readers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_readers_entry_id"), ["entry_id"], unique=False)
    op.create_table(
        "draw_ending",
        sa.Column("id", key(), nullable=False),
        sa.Column("draw_id", key(), nullable=False),
        sa.Column("assignment_id", key(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_draw_ending_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["draw_id"], ["draw.id"], name=op.f("fk_draw_ending_draw_id_draw")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_ending")),
        sa.UniqueConstraint("draw_id", "assignment_id", name=op.f("uq_draw_ending_draw_id_assignment_id")),
    )
    with op.batch_alter_table("draw_ending", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draw_ending_assignment_id"), ["assignment_id"], unique=False)
    with op.batch_alter_table("reader_limit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("languages", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("panel", sa.Integer(), nullable=True))
    with op.batch_alter_table("reader_limit", schema=None) as batch_op:
        batch_op.alter_column("languages", server_default=None)


def downgrade() -> None:
    """Back to limits alone; draws get kinds that were known then, and those that wait and take back go."""
    waiting = "SELECT id FROM draw WHERE published_at IS NULL"
    for table in ("draw_ending", "entry_readers", "anchor", "assignment"):
        if table == "assignment":
            given = f"SELECT id FROM assignment WHERE draw_id IN ({waiting})"  # noqa: S608
            op.execute(f"DELETE FROM recusal WHERE assignment_id IN ({given})")  # noqa: S608
        op.execute(f"DELETE FROM {table} WHERE draw_id IN ({waiting})")  # noqa: S608
    op.execute("DELETE FROM draw WHERE published_at IS NULL")
    for kind, older in OLDER.items():
        op.execute(f"UPDATE draw SET kind = '{older}' WHERE kind = '{kind}'")  # noqa: S608
    with op.batch_alter_table("reader_limit", schema=None) as batch_op:
        batch_op.drop_column("panel")
        batch_op.drop_column("languages")
    op.drop_table("draw_ending")
    op.drop_table("entry_readers")
    op.drop_table("anchor")
    op.drop_table("readers_apart")
    op.drop_table("reader_fit")
    op.drop_table("entry_language")
    op.drop_table("dealing_rule")
    op.drop_table("category_readers")
