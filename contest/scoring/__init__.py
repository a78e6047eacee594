"""Score sheets and all their versions, discrepancies, settled marks and the lock."""
