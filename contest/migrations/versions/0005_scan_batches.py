"""cover sheets and scan batches"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Sheets, batches with their files and pages, and the pieces they are split into."""
    op.create_table(
        "cover_sheet",
        sa.Column("id", key(), nullable=False),
        sa.Column("contest_id", key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=20), nullable=False),
        sa.Column("entry_id", key(), nullable=True),
        sa.Column("made_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("bound_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("bound_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_cover_sheet_contest_id_contest")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_cover_sheet_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_sheet")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_cover_sheet_contest_id_number")),
        sa.UniqueConstraint("token", name=op.f("uq_cover_sheet_token")),
    )
    op.create_table(
        "scan_batch",
        sa.Column("id", key(), nullable=False),
        sa.Column("contest_id", key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("received_by", sa.String(length=100), nullable=False),
        sa.Column("read_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("split_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_scan_batch_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_batch")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_scan_batch_contest_id_number")),
        sa.UniqueConstraint("contest_id", "digest", name=op.f("uq_scan_batch_contest_id_digest")),
    )
    op.create_table(
        "scan_file",
        sa.Column("id", key(), nullable=False),
        sa.Column("batch_id", key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("pages_read", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scan_file_batch_id_scan_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_file")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_scan_file_batch_id_position")),
    )
    op.create_table(
        "scan_piece",
        sa.Column("id", key(), nullable=False),
        sa.Column("batch_id", key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet_id", key(), nullable=True),
        sa.Column("troubles", sa.JSON(), nullable=False),
        sa.Column("entry_id", key(), nullable=True),
        sa.Column("manuscript_id", key(), nullable=True),
        sa.Column("settled_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=100), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scan_piece_batch_id_scan_batch")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_scan_piece_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["manuscript_id"], ["manuscript.id"], name=op.f("fk_scan_piece_manuscript_id_manuscript")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["cover_sheet.id"], name=op.f("fk_scan_piece_sheet_id_cover_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_piece")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_scan_piece_batch_id_position")),
    )
    op.create_table(
        "scan_page",
        sa.Column("id", key(), nullable=False),
        sa.Column("batch_id", key(), nullable=False),
        sa.Column("file_id", key(), nullable=False),
        sa.Column("piece_id", key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("thumb", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("is_cover", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["scan_batch.id"], name=op.f("fk_scan_page_batch_id_scan_batch")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["scan_file.id"], name=op.f("fk_scan_page_file_id_scan_file")),
        sa.ForeignKeyConstraint(
            ["piece_id"], ["scan_piece.id"], name=op.f("fk_scan_page_piece_id_scan_piece")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_page")),
        sa.UniqueConstraint("batch_id", "position", name=op.f("uq_scan_page_batch_id_position")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_scan_page_file_id_number")),
    )
    for table, columns in INDEXES.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Without sheets and batches."""
    for table in ("scan_page", "scan_piece", "scan_file", "scan_batch", "cover_sheet"):
        op.drop_table(table)


INDEXES = {
    "cover_sheet": ("contest_id", "entry_id"),
    "scan_batch": ("contest_id",),
    "scan_file": ("batch_id", "digest"),
    "scan_piece": ("batch_id", "sheet_id", "entry_id", "manuscript_id"),
    "scan_page": ("batch_id", "file_id", "piece_id"),
}
