"""uploads that resume, and what each file is for"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WITH_FILES = ("draft_file", "manuscript_file", "manuscript_page")


def role(**more: object) -> sa.Column[str]:
    """What a file is for."""
    kinds = sa.Enum("essay", "photo", "statement", name="filerole", native_enum=False, length=20)
    return sa.Column("role", kinds, nullable=False, **more)


def upgrade() -> None:
    """Parts of files, the use of each file, and what a contest asks for; contests that stand ask for no photo."""
    for table in WITH_FILES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(role(server_default="essay"))
            batch_op.add_column(sa.Column("caption", sa.String(300), nullable=False, server_default=""))
    with op.batch_alter_table("contest") as batch_op:
        batch_op.add_column(sa.Column("photos_min", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("photos_max", sa.Integer(), nullable=False, server_default="5"))
        batch_op.add_column(
            sa.Column("statement_needed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "upload",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("draft_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_name", sa.String(length=255), nullable=False),
        role(),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("expires_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.CheckConstraint("length > 0", name=op.f("ck_upload_not_empty")),
        sa.CheckConstraint('"offset" >= 0 AND "offset" <= length', name=op.f("ck_upload_offset_within")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_upload_draft_id_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_upload_token_hash")),
    )
    with op.batch_alter_table("upload") as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_expires_at"), ["expires_at"], unique=False)


def downgrade() -> None:
    """Parts are given up; every file is the essay's again."""
    op.drop_table("upload")
    with op.batch_alter_table("contest") as batch_op:
        for column in ("statement_needed", "photos_max", "photos_min"):
            batch_op.drop_column(column)
    for table in WITH_FILES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("caption")
            batch_op.drop_column("role")
