"""Works nominated upward: signed packages to the level above, and what came from the levels below."""
