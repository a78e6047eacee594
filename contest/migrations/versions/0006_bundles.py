"""bundles of units and survey imports"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def kinds(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=20)


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, contest.db.UtcMoment(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "bundle",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", kinds("unit", "survey", name="bundlekind"), nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("channel", kinds("web", "hand", "post", "email", "unit", name="channel"), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("sheet_no", sa.Integer(), nullable=False),
        sa.Column("sheet_digest", sa.String(length=64), nullable=True),
        sa.Column("sheet_name", sa.String(length=255), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("headings_key", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("constants", sa.JSON(), nullable=False),
        sa.Column("columns_chosen", sa.Boolean(), nullable=False),
        moment("began_at", nullable=False),
        sa.Column("began_by", sa.String(length=100), nullable=False),
        moment("touched_at", nullable=False),
        moment("prepared_at"),
        moment("taking_at"),
        moment("taken_at"),
        sa.Column("taken_by", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        moment("swept_at"),
        sa.CheckConstraint("number > 0", name=op.f("ck_bundle_number_from_one")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_bundle_contest_id_contest")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_bundle_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_bundle_contest_id_number")),
    )
    with op.batch_alter_table("bundle", schema=None) as batch_op:
        for column in ("contest_id", "headings_key", "touched_at", "unit_id"):
            batch_op.create_index(batch_op.f(f"ix_bundle_{column}"), [column], unique=False)
    op.create_table(
        "bundle_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_name", sa.String(length=300), nullable=False),
        sa.Column("archive", sa.Boolean(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=True),
        sa.Column("refusal", sa.String(length=40), nullable=False),
        moment("settled_at"),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_bundle_file_bundle_id_bundle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_file")),
        sa.UniqueConstraint("bundle_id", "position", name=op.f("uq_bundle_file_bundle_id_position")),
    )
    with op.batch_alter_table("bundle_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bundle_file_bundle_id"), ["bundle_id"], unique=False)
    op.create_table(
        "bundle_row",
        sa.Column("id", ID, nullable=False),
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("sheet_no", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("level", kinds("problem", "warning", "note", name="level"), nullable=True),
        sa.Column("standing_entry_id", ID, nullable=True),
        sa.Column(
            "choice",
            kinds("take", "drop", "keep", "correct", "another", name="choice"),
            nullable=False,
        ),
        sa.Column("entry_id", ID, nullable=True),
        sa.Column(
            "outcome",
            kinds("taken", "already", "corrected", "refused", "dropped", name="outcome"),
            nullable=True,
        ),
        moment("done_at"),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_bundle_row_bundle_id_bundle")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_bundle_row_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["standing_entry_id"], ["entry.id"], name=op.f("fk_bundle_row_standing_entry_id_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_row")),
        sa.UniqueConstraint(
            "bundle_id", "sheet_no", "number", name=op.f("uq_bundle_row_bundle_id_sheet_no_number")
        ),
    )
    with op.batch_alter_table("bundle_row", schema=None) as batch_op:
        for column in ("bundle_id", "entry_id", "identity", "standing_entry_id"):
            batch_op.create_index(batch_op.f(f"ix_bundle_row_{column}"), [column], unique=False)


def downgrade() -> None:
    op.drop_table("bundle_row")
    op.drop_table("bundle_file")
    op.drop_table("bundle")
