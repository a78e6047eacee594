"""What leaves the house: a document said once, written in many formats."""
