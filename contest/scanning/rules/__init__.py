"""What cover sheets say and how a batch is split by them, as plain values."""
