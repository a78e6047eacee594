"""Questions across rooms; writes nothing."""
