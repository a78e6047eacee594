"""Exports that may take long, made in the background: one file a kind, one line in the registry."""
