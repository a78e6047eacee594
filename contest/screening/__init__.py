"""Eligibility with a reason, blind codes and blind copies."""
