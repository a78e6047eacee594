"""Prizes: their structure, what was decided, what was taken back, and whether figures are as they were written."""
