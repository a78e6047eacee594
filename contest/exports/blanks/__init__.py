"""Blanks: sheets that are handed out empty, filled in by others, and read back."""
