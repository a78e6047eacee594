"""What leaves with a frozen list so that others can re-compute it."""
