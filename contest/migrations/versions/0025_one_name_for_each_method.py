"""one name for each method in all rooms"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The trimmed mean is called as the ranking calls it; frozen recipes keep their words."""
    op.execute("UPDATE round SET method = 'trimmed' WHERE method = 'trimmed-mean'")


def downgrade() -> None:
    """As scoring called it."""
    op.execute("UPDATE round SET method = 'trimmed-mean' WHERE method = 'trimmed'")
