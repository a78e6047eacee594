"""full-text search, and what the checklist warned of"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = ("head", "body", "sealed_head", "sealed_body")
SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(head, body, marks, sealed_head, sealed_body, sealed_marks,
    content='', tokenize='unicode61 remove_diacritics 0')""",
)
POSTGRESQL = (
    f"CREATE TABLE search_words (rowid bigint PRIMARY KEY, {', '.join(f'{c} tsvector NOT NULL' for c in COLUMNS)})",
    *(f"CREATE INDEX ix_search_words_{c} ON search_words USING gin ({c})" for c in COLUMNS),
    # the planner thinks little of reading a vector and would read them all; the index never has to
    """CREATE FUNCTION search_words_with(asked tsquery, heads boolean, sealed boolean) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
    BEGIN
        RETURN QUERY SELECT rowid FROM search_words WHERE head @@ asked;
        IF NOT heads THEN RETURN QUERY SELECT rowid FROM search_words WHERE body @@ asked; END IF;
        IF sealed THEN RETURN QUERY SELECT rowid FROM search_words WHERE sealed_head @@ asked; END IF;
        IF sealed AND NOT heads THEN RETURN QUERY SELECT rowid FROM search_words WHERE sealed_body @@ asked; END IF;
    END $$""",
)


def upgrade() -> None:
    """The words of entries, and the last look of the machine at each; entries that stand are looked at by a job."""
    op.create_table(
        "search_row",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_row")),
    )
    op.create_table(
        "entry_look",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("looked_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_look_entry_id_entry")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry_look")),
    )
    op.create_table(
        "entry_warning",
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_warning_entry_id_entry")),
        sa.PrimaryKeyConstraint("entry_id", "key", name=op.f("pk_entry_warning")),
    )
    with op.batch_alter_table("entry_warning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_warning_key"), ["key"], unique=False)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute(
        "INSERT INTO outbox_item (kind, payload, made_at, due_at, attempts, last_error)"
        " SELECT 'entries.look', '{}', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, ''"
        " WHERE EXISTS (SELECT 1 FROM entry)"
    )


def downgrade() -> None:
    """Without search."""
    op.execute("DELETE FROM outbox_item WHERE kind = 'entries.look'")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION search_words_with(tsquery, boolean, boolean)")
    op.execute("DROP TABLE search_words")
    op.drop_table("entry_warning")
    op.drop_table("entry_look")
    op.drop_table("search_row")
