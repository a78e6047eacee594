"""cases: judges see each other's sheets and settle a mark"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def kinds(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=20)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, contest.db.UtcMoment(timezone=True), nullable=nullable)


def by(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=100), nullable=False)


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    """Agreements made before had no case; rounds go on without names."""
    op.create_table(
        "settling_case",
        sa.Column("id", key(), nullable=False),
        sa.Column("round_id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.Column("kind", kinds("minutes", "panel", "recheck", name="casekind"), nullable=False),
        sa.Column("sheets", sa.JSON(), nullable=False),
        moment("opened_at"),
        by("opened_by"),
        moment("closed_at", nullable=True),
        by("closed_by"),
        sa.Column("ending", kinds("agreed", "decided", "void", name="ending"), nullable=True),
        to("settling_case", "round_id", "round"),
        to("settling_case", "entry_id", "entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settling_case")),
    )
    op.create_index(
        "uq_settling_case_open",
        "settling_case",
        ["round_id", "entry_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "case_remark",
        sa.Column("id", key(), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("account_id", key(), nullable=False),
        by("said_by"),
        moment("said_at"),
        sa.Column("text", sa.Text(), nullable=False),
        to("case_remark", "case_id", "settling_case"),
        to("case_remark", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_remark")),
    )
    op.create_table(
        "case_proposal",
        sa.Column("id", key(), nullable=False),
        sa.Column("case_id", key(), nullable=False),
        sa.Column("account_id", key(), nullable=False),
        by("made_by"),
        moment("made_at"),
        sa.Column("mark", contest.db.ExactPoints(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        to("case_proposal", "case_id", "settling_case"),
        to("case_proposal", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_proposal")),
    )
    op.create_table(
        "case_acceptance",
        sa.Column("id", key(), nullable=False),
        sa.Column("proposal_id", key(), nullable=False),
        sa.Column("account_id", key(), nullable=False),
        by("accepted_by"),
        moment("accepted_at"),
        to("case_acceptance", "proposal_id", "case_proposal"),
        to("case_acceptance", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_acceptance")),
        sa.UniqueConstraint(
            "proposal_id", "account_id", name=op.f("uq_case_acceptance_proposal_id_account_id")
        ),
    )
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", key(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_agreement_case_id_settling_case"), "settling_case", ["case_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_agreement_case_id"), ["case_id"], unique=False)
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("judges_named", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.alter_column("judges_named", server_default=None)


INDEXED = (
    ("settling_case", "round_id"),
    ("settling_case", "entry_id"),
    ("case_remark", "case_id"),
    ("case_remark", "account_id"),
    ("case_proposal", "case_id"),
    ("case_proposal", "account_id"),
    ("case_acceptance", "proposal_id"),
    ("case_acceptance", "account_id"),
)


def downgrade() -> None:
    """Without cases; what was agreed stays agreed."""
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("judges_named")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_agreement_case_id"))
        batch_op.drop_constraint(op.f("fk_agreement_case_id_settling_case"), type_="foreignkey")
        batch_op.drop_column("case_id")
    for table in ("case_acceptance", "case_proposal", "case_remark", "settling_case"):
        op.drop_table(table)
