"""prizes: their structure, decisions, what was taken back, what localities say"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

INDEXED = (
    ("prize", "contest_id"),
    ("figure_answer", "entry_id"),
    ("figure_inquiry", "entry_id"),
    ("award_decision", "contest_id"),
    ("award_decision", "shortlist_id"),
    ("award_decision", "meeting_id"),
    ("award", "decision_id"),
    ("award", "entry_id"),
    ("award", "prize_id"),
    ("award", "unit_id"),
    ("award_omission", "decision_id"),
    ("award_omission", "entry_id"),
    ("award_omission", "prize_id"),
    ("award_omission", "unit_id"),
    ("prize_departure", "decision_id"),
    ("prize_departure", "prize_id"),
)


def key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment(name: str) -> sa.Column:
    return sa.Column(name, contest.db.UtcMoment(timezone=True), nullable=False)


def kind() -> sa.Enum:
    return sa.Enum("personal", "special", "collective", name="prizekind", native_enum=False, length=20)


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    """Contests that stand have no prizes, and the usual terms."""
    op.create_table(
        "award_terms",
        sa.Column("id", key(), nullable=False),
        sa.Column("contest_id", key(), nullable=False),
        sa.Column("most_per_author", sa.Integer(), nullable=False),
        sa.Column("ties_share", sa.Boolean(), nullable=False),
        sa.Column("weight_rate", sa.Integer(), nullable=False),
        sa.Column("weight_quality", sa.Integer(), nullable=False),
        sa.Column("weight_winners", sa.Integer(), nullable=False),
        sa.Column("relative", sa.Boolean(), nullable=False),
        sa.Column("best_entries", sa.Integer(), nullable=False),
        sa.Column("least_finalists", sa.Integer(), nullable=False),
        sa.Column("least_winners", sa.Integer(), nullable=False),
        sa.Column("complaint_days", sa.Integer(), nullable=True),
        sa.Column("verification_required", sa.Boolean(), nullable=False),
        sa.CheckConstraint("best_entries >= 1", name=op.f("ck_award_terms_at_least_one_entry")),
        sa.CheckConstraint("most_per_author >= 1", name=op.f("ck_award_terms_at_least_one_prize")),
        sa.CheckConstraint(
            "weight_rate + weight_quality + weight_winners = 100", name=op.f("ck_award_terms_weights_are_all")
        ),
        to("award_terms", "contest_id", "contest"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_terms")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_award_terms_contest_id")),
    )
    op.create_table(
        "prize",
        sa.Column("id", key(), nullable=False),
        sa.Column("contest_id", key(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", kind(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("money", key(), nullable=True),
        sa.Column("least_mark", contest.db.ExactPoints(), nullable=True),
        sa.CheckConstraint("money IS NULL OR money >= 0", name=op.f("ck_prize_money_not_negative")),
        sa.CheckConstraint("places >= 0", name=op.f("ck_prize_places_not_negative")),
        to("prize", "contest_id", "contest"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize")),
        sa.UniqueConstraint("contest_id", "key", name=op.f("uq_prize_contest_id_key")),
    )
    op.create_table(
        "figure_answer",
        sa.Column("id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("letter_number", sa.String(length=60), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("sender", sa.String(length=200), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("scan_digest", sa.String(length=64), nullable=False),
        sa.Column("scan_size", sa.Integer(), nullable=False),
        sa.Column("scan_kind", sa.String(length=10), nullable=False),
        moment("noted_at"),
        sa.Column("noted_by", sa.String(length=100), nullable=False),
        to("figure_answer", "entry_id", "entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_answer")),
    )
    op.create_table(
        "figure_inquiry",
        sa.Column("id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=False),
        sa.Column("letter_number", sa.String(length=60), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        moment("asked_at"),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        to("figure_inquiry", "entry_id", "entry"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_inquiry")),
    )
    op.create_table(
        "award_decision",
        sa.Column("id", key(), nullable=False),
        sa.Column("contest_id", key(), nullable=False),
        sa.Column("kind", kind(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shortlist_id", key(), nullable=False),
        sa.Column("meeting_id", key(), nullable=True),
        sa.Column("recipe", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        moment("decided_at"),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("kind <> 'special'", name=op.f("ck_award_decision_special_with_personal")),
        to("award_decision", "contest_id", "contest"),
        to("award_decision", "shortlist_id", "shortlist"),
        to("award_decision", "meeting_id", "meeting"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_decision")),
        sa.UniqueConstraint(
            "contest_id", "kind", "number", name=op.f("uq_award_decision_contest_id_kind_number")
        ),
    )
    op.create_table(
        "award",
        sa.Column("id", key(), nullable=False),
        sa.Column("decision_id", key(), nullable=False),
        sa.Column("prize_id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=True),
        sa.Column("unit_id", key(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("money", key(), nullable=True),
        sa.Column("score", contest.db.ExactPoints(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(entry_id IS NULL) <> (unit_id IS NULL)", name=op.f("ck_award_to_one")),
        to("award", "decision_id", "award_decision"),
        to("award", "entry_id", "entry"),
        to("award", "prize_id", "prize"),
        to("award", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("decision_id", "entry_id", name=op.f("uq_award_decision_id_entry_id")),
        sa.UniqueConstraint("decision_id", "unit_id", name=op.f("uq_award_decision_id_unit_id")),
    )
    op.create_table(
        "award_omission",
        sa.Column("id", key(), nullable=False),
        sa.Column("decision_id", key(), nullable=False),
        sa.Column("prize_id", key(), nullable=False),
        sa.Column("entry_id", key(), nullable=True),
        sa.Column("unit_id", key(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(entry_id IS NULL) <> (unit_id IS NULL)", name=op.f("ck_award_omission_of_one")),
        to("award_omission", "decision_id", "award_decision"),
        to("award_omission", "entry_id", "entry"),
        to("award_omission", "prize_id", "prize"),
        to("award_omission", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_omission")),
        sa.UniqueConstraint("decision_id", "entry_id", name=op.f("uq_award_omission_decision_id_entry_id")),
        sa.UniqueConstraint("decision_id", "unit_id", name=op.f("uq_award_omission_decision_id_unit_id")),
    )
    op.create_table(
        "award_publication",
        sa.Column("id", key(), nullable=False),
        sa.Column("decision_id", key(), nullable=False),
        moment("published_at"),
        sa.Column("published_by", sa.String(length=100), nullable=False),
        to("award_publication", "decision_id", "award_decision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_publication")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_award_publication_decision_id")),
    )
    op.create_table(
        "prize_departure",
        sa.Column("id", key(), nullable=False),
        sa.Column("decision_id", key(), nullable=False),
        sa.Column("prize_id", key(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        to("prize_departure", "decision_id", "award_decision"),
        to("prize_departure", "prize_id", "prize"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize_departure")),
        sa.UniqueConstraint("decision_id", "prize_id", name=op.f("uq_prize_departure_decision_id_prize_id")),
    )
    op.create_table(
        "award_revocation",
        sa.Column("id", key(), nullable=False),
        sa.Column("award_id", key(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("scan_digest", sa.String(length=64), nullable=False),
        sa.Column("scan_size", sa.Integer(), nullable=False),
        sa.Column("scan_kind", sa.String(length=10), nullable=False),
        moment("revoked_at"),
        sa.Column("revoked_by", sa.String(length=100), nullable=False),
        to("award_revocation", "award_id", "award"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_revocation")),
        sa.UniqueConstraint("award_id", name=op.f("uq_award_revocation_award_id")),
    )
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Without prizes."""
    for table in (
        "award_revocation",
        "prize_departure",
        "award_publication",
        "award_omission",
        "award",
        "award_decision",
        "figure_inquiry",
        "figure_answer",
        "prize",
        "award_terms",
    ):
        op.drop_table(table)
