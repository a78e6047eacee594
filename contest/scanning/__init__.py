"""Paper into pictures: cover sheets with a QR code, and scan batches split by them; no author is known here."""
