"""Questions about cover sheets and scan batches."""
