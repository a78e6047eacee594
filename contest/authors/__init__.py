"""The sealed envelope: who wrote which entry, their consents, the hand-in, and the seal with its two keys."""
