"""further readings near the cut line, as the charter announces them"""

import sqlalchemy as sa
from alembic import op

import contest.db

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

COLUMNS = (
    ("look_percent", sa.Integer(), "0"),
    ("look_most", sa.Integer(), "2"),
    ("look_stop", contest.db.ExactPoints(), "50"),
)
CHECKS = (
    ("look_is_a_share", "look_percent BETWEEN 0 AND 100"),
    ("look_adds_a_reader", "look_most >= 1"),
    ("look_stop_not_negative", "look_stop >= 0"),
)


def upgrade() -> None:
    """No charter announced anything yet."""
    with op.batch_alter_table("round", schema=None) as batch_op:
        for name, kind, default in COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table("round", schema=None) as batch_op:
        for name, *_ in COLUMNS:
            batch_op.alter_column(name, server_default=None)
        for name, rule in CHECKS:
            batch_op.create_check_constraint(op.f(f"ck_round_{name}"), rule)


def downgrade() -> None:
    """What was announced is forgotten; the readings stay, as further readings of chosen entries."""
    op.execute("UPDATE draw SET kind = 'second_look' WHERE kind = 'line_look'")
    with op.batch_alter_table("round", schema=None) as batch_op:
        for name, _ in CHECKS:
            batch_op.drop_constraint(op.f(f"ck_round_{name}"), type_="check")
        for name, *_ in COLUMNS:
            batch_op.drop_column(name)
