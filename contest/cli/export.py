"""``export``: write a paper of a round in one of the formats."""
