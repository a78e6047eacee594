"""score sheets on paper, typed by two people"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "paper_sheet",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("token", sa.String(length=20), nullable=False),
        sa.Column("made_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_paper_sheet_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheet")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_paper_sheet_assignment_id")),
        sa.UniqueConstraint("token", name=op.f("uq_paper_sheet_token")),
    )
    op.create_table(
        "typed_sheet",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("total", contest.db.ExactPoints(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("typed_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("typist_id", ID, nullable=False),
        sa.Column("typed_by", sa.String(length=100), nullable=False),
        sa.Column("ended_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column(
            "end",
            sa.Enum("confirmed", "replaced", "dropped", name="typingend", native_enum=False, length=20),
            nullable=True,
        ),
        sa.CheckConstraint("turn IN (1, 2)", name=op.f("ck_typed_sheet_first_or_second")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_typed_sheet_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["typist_id"], ["account.id"], name=op.f("fk_typed_sheet_typist_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_sheet")),
    )
    with op.batch_alter_table("typed_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_typed_sheet_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_typed_sheet_typist_id"), ["typist_id"], unique=False)
        batch_op.create_index(
            "uq_typed_sheet_open",
            ["assignment_id", "turn"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
    with op.batch_alter_table("sheet_version", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("confirmed_by", sa.String(length=100), server_default="", nullable=False)
        )
        batch_op.alter_column("confirmed_by", server_default=None)


def downgrade() -> None:
    """Without score sheets on paper."""
    with op.batch_alter_table("sheet_version", schema=None) as batch_op:
        batch_op.drop_column("confirmed_by")
    op.drop_table("typed_sheet")
    op.drop_table("paper_sheet")
