"""letterheads, signers, kinds of paper, issues and templates"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

STANDING = sa.text("withdrawn_at IS NULL")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STYLE = sa.Enum("party", "state", "youth", "none", name="letterheadstyle", native_enum=False, length=20)
MARGINS = {"top": (15, 30, 20), "bottom": (15, 30, 20), "left": (20, 40, 30), "right": (10, 25, 15)}
MOVED = {
    "letterhead_style": STYLE,
    "upper_body": sa.String(length=200),
    "issuing_body": sa.String(length=200),
    "place_name": sa.String(length=100),
    "signer_prefix": sa.String(length=20),
    "signer_title": sa.String(length=200),
    "signer_name": sa.String(length=100),
}

HEAD = "FROM letterhead WHERE contest_id = contest.id"
FIRST = "FROM signer WHERE contest_id = contest.id ORDER BY position LIMIT 1"
BACK = {
    "letterhead_style": f"SELECT style {HEAD}",
    "upper_body": f"SELECT upper_body {HEAD}",
    "issuing_body": f"SELECT issuing_body {HEAD}",
    "place_name": f"SELECT place {HEAD}",
    "signer_prefix": f"SELECT prefix {FIRST}",
    "signer_title": f"SELECT substr(office, 1, 200) {FIRST}",
    "signer_name": f"SELECT name {FIRST}",
}


def upgrade() -> None:
    """The head and the signer of each contest move out of its row."""
    op.create_table(
        "letterhead",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("style", STYLE, nullable=False),
        sa.Column("upper_body", sa.String(length=200), nullable=False),
        sa.Column("issuing_body", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("sign", sa.String(length=20), nullable=False),
        *(sa.Column(f"margin_{side}", sa.Integer(), nullable=False) for side in MARGINS),
        *(
            sa.CheckConstraint(
                f"margin_{side} BETWEEN {least} AND {most}", name=op.f(f"ck_letterhead_{side}_in_range")
            )
            for side, (least, most, _own) in MARGINS.items()
        ),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_letterhead_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_letterhead_contest_id")),
    )
    op.create_table(
        "signer",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_signer_contest_id_contest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer")),
    )
    op.create_index(op.f("ix_signer_contest_id"), "signer", ["contest_id"])
    op.create_table(
        "paper_form",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("number_pattern", sa.String(length=40), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_paper_form_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_form")),
        sa.UniqueConstraint("contest_id", "paper", name=op.f("uq_paper_form_contest_id_paper")),
    )
    _papers()
    _move_out()


def _papers() -> None:
    op.create_table(
        "issue",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signatures", sa.JSON(), nullable=False),
        sa.Column("issued_by", sa.String(length=100), nullable=False),
        sa.Column("issued_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=100), nullable=False),
        sa.Column("withdrawn_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_issue_serial_from_one")),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_issue_contest_id_contest")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_issue_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index(op.f("ix_issue_round_id"), "issue", ["round_id"])
    op.create_index(
        "uq_issue_number",
        "issue",
        ["contest_id", "number"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_table(
        "paper_template",
        sa.Column("id", ID, nullable=False),
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("loaded_by", sa.String(length=100), nullable=False),
        sa.Column("loaded_at", contest.db.UtcMoment(timezone=True), nullable=False),
        sa.Column("retired_by", sa.String(length=100), nullable=False),
        sa.Column("retired_at", contest.db.UtcMoment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contest_id"], ["contest.id"], name=op.f("fk_paper_template_contest_id_contest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
        sa.UniqueConstraint(
            "contest_id", "paper", "version", name=op.f("uq_paper_template_contest_id_paper_version")
        ),
    )


def _move_out() -> None:
    """An office written in one line with commas or semicolons was two lines; now only line ends part them."""
    op.execute(
        "INSERT INTO letterhead (contest_id, style, upper_body, issuing_body, place, sign,"
        " margin_top, margin_bottom, margin_left, margin_right)"
        " SELECT id, letterhead_style, upper_body, issuing_body, place_name, 'BTC', 20, 20, 30, 15 FROM contest"
    )
    op.execute(
        "INSERT INTO signer (contest_id, position, prefix, office, name, papers)"
        " SELECT id, 1, upper(replace(replace(substr(signer_prefix, 1, 10), '/', ''), '.', '')),"
        " replace(replace(signer_title, ';', '\n'), ',', '\n'), signer_name, '[]'"
        " FROM contest WHERE signer_title <> ''"
    )
    op.execute("UPDATE signer SET prefix = '' WHERE prefix NOT IN ('TM', 'KT', 'TL', 'TUQ', 'Q')")
    with op.batch_alter_table("contest") as table:
        for name in MOVED:
            table.drop_column(name)


def downgrade() -> None:
    """The first signer goes back into the contest's row; numbers, days and templates of papers are lost."""
    with op.batch_alter_table("contest") as table:
        for name, kind in MOVED.items():
            own = "none" if name == "letterhead_style" else ""
            table.add_column(sa.Column(name, kind, nullable=False, server_default=own))
    for column, said in BACK.items():
        op.execute(f"UPDATE contest SET {column} = coalesce(({said}), {column})")  # noqa: S608
    with op.batch_alter_table("contest") as table:
        for name, kind in MOVED.items():
            table.alter_column(name, existing_type=kind, server_default=None)
    for name in ("paper_template", "issue", "paper_form", "signer", "letterhead"):
        op.drop_table(name)
