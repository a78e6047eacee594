"""areas blacked out on page pictures"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CORNER = {"corner_left": "0", "corner_top": "0", "corner_width": "50", "corner_height": "20"}


def upgrade() -> None:
    """Areas of pages, and the contest's identity corner."""
    op.create_table(
        "page_area",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("drawn", "corner", name="areakind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("made_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("lifted_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=100), nullable=False),
        sa.Column("lifted_because", sa.Text(), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_page_area_not_empty")),
        sa.CheckConstraint(
            "x >= 0 AND y >= 0 AND x + width <= 1000 AND y + height <= 1000",
            name=op.f("ck_page_area_inside_the_picture"),
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_page_area_entry_id_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_area")),
        sa.UniqueConstraint(
            "entry_id",
            "digest",
            "kind",
            "x",
            "y",
            "width",
            "height",
            name=op.f("uq_page_area_entry_id_digest_kind_x_y_width_height"),
        ),
    )
    with op.batch_alter_table("page_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_area_entry_id"), ["entry_id"], unique=False)
    op.add_column(
        "contest",
        sa.Column(
            "corner_pages",
            sa.Enum("none", "first", "every", name="cornerpages", native_enum=False, length=20),
            nullable=False,
            server_default="none",
        ),
    )
    for name, usual in CORNER.items():
        op.add_column("contest", sa.Column(name, sa.Integer(), nullable=False, server_default=usual))


def downgrade() -> None:
    """Without areas and without a corner."""
    for name in ("corner_pages", *CORNER):
        op.drop_column("contest", name)
    with op.batch_alter_table("page_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_area_entry_id"))

    op.drop_table("page_area")
