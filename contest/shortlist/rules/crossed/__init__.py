"""Entries and judges as crossed random effects; entries are eliminated, so that a judges x judges system remains."""
