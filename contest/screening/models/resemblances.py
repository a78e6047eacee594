"""Which texts were compared, what they share, and what people decided about it."""
