"""copied passages between essays"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Texts to compare with, prints, what is shared, and what people ruled."""
    op.create_table(
        "comparison",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("compared_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("engine", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("common", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_comparison_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_comparison_contest_id")),
    )
    op.create_table(
        "reference_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.String(length=100), nullable=False),
        sa.Column("removed_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_reference_text_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_text")),
    )
    with op.batch_alter_table("reference_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reference_text_contest_id"), ["contest_id"], unique=False)

    op.create_table(
        "ruling",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("copied", "allowed", name="rulingkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("original_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rejections", sa.JSON(), nullable=False),
        sa.Column("ruled_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("ruled_by", sa.String(length=100), nullable=False),
        sa.Column("undone_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_ruling_contest_id_contest")),
        sa.ForeignKeyConstraint(
            ["original_entry_id"], ["entry.id"], name=op.f("fk_ruling_original_entry_id_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruling_contest_id"), ["contest_id"], unique=False)

    op.create_table(
        "resemblance",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("manuscript_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_manuscript_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reference_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("other_share", sa.Integer(), nullable=False),
        sa.Column("longest", sa.Integer(), nullable=False),
        sa.Column("engine", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(other_entry_id IS NULL) <> (reference_id IS NULL)", name=op.f("ck_resemblance_with_one_text")
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_resemblance_contest_id_contest")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_resemblance_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["manuscript_id"], ["manuscript.id"], name=op.f("fk_resemblance_manuscript_id_manuscript")
        ),
        sa.ForeignKeyConstraint(
            ["other_entry_id"], ["entry.id"], name=op.f("fk_resemblance_other_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["other_manuscript_id"],
            ["manuscript.id"],
            name=op.f("fk_resemblance_other_manuscript_id_manuscript"),
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference_text.id"], name=op.f("fk_resemblance_reference_id_reference_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resemblance")),
        sa.UniqueConstraint(
            "entry_id", "other_entry_id", name=op.f("uq_resemblance_entry_id_other_entry_id")
        ),
        sa.UniqueConstraint("entry_id", "reference_id", name=op.f("uq_resemblance_entry_id_reference_id")),
    )
    with op.batch_alter_table("resemblance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resemblance_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resemblance_other_entry_id"), ["other_entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resemblance_reference_id"), ["reference_id"], unique=False)

    op.create_table(
        "ruled_pair",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ruling_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("manuscript_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("other_entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("other_manuscript_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reference_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(other_entry_id IS NULL) <> (reference_id IS NULL)", name=op.f("ck_ruled_pair_with_one_text")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_ruled_pair_entry_id_entry")),
        sa.ForeignKeyConstraint(
            ["manuscript_id"], ["manuscript.id"], name=op.f("fk_ruled_pair_manuscript_id_manuscript")
        ),
        sa.ForeignKeyConstraint(
            ["other_entry_id"], ["entry.id"], name=op.f("fk_ruled_pair_other_entry_id_entry")
        ),
        sa.ForeignKeyConstraint(
            ["other_manuscript_id"],
            ["manuscript.id"],
            name=op.f("fk_ruled_pair_other_manuscript_id_manuscript"),
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference_text.id"], name=op.f("fk_ruled_pair_reference_id_reference_text")
        ),
        sa.ForeignKeyConstraint(["ruling_id"], ["ruling.id"], name=op.f("fk_ruled_pair_ruling_id_ruling")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruled_pair")),
    )
    with op.batch_alter_table("ruled_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruled_pair_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruled_pair_other_entry_id"), ["other_entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruled_pair_ruling_id"), ["ruling_id"], unique=False)

    op.create_table(
        "text_print",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("manuscript_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reference_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("engine", sa.Integer(), nullable=False),
        sa.Column("made_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(manuscript_id IS NULL) <> (reference_id IS NULL)", name=op.f("ck_text_print_of_one_text")
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_text_print_contest_id_contest")
        ),
        sa.ForeignKeyConstraint(
            ["manuscript_id"], ["manuscript.id"], name=op.f("fk_text_print_manuscript_id_manuscript")
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["reference_text.id"], name=op.f("fk_text_print_reference_id_reference_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_print")),
        sa.UniqueConstraint("manuscript_id", name=op.f("uq_text_print_manuscript_id")),
        sa.UniqueConstraint("reference_id", name=op.f("uq_text_print_reference_id")),
    )
    with op.batch_alter_table("text_print", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_print_contest_id"), ["contest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_text_print_made_at"), ["made_at"], unique=False)


def downgrade() -> None:
    """Take the tables away again."""
    with op.batch_alter_table("text_print", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_print_made_at"))
        batch_op.drop_index(batch_op.f("ix_text_print_contest_id"))

    op.drop_table("text_print")
    with op.batch_alter_table("ruled_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ruled_pair_ruling_id"))
        batch_op.drop_index(batch_op.f("ix_ruled_pair_other_entry_id"))
        batch_op.drop_index(batch_op.f("ix_ruled_pair_entry_id"))

    op.drop_table("ruled_pair")
    with op.batch_alter_table("resemblance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resemblance_reference_id"))
        batch_op.drop_index(batch_op.f("ix_resemblance_other_entry_id"))
        batch_op.drop_index(batch_op.f("ix_resemblance_contest_id"))

    op.drop_table("resemblance")
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ruling_contest_id"))

    op.drop_table("ruling")
    with op.batch_alter_table("reference_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reference_text_contest_id"))

    op.drop_table("reference_text")
    op.drop_table("comparison")
