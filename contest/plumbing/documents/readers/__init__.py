"""One reader a file: each has ``read(path, draft)``, fills the draft, and raises Refused for what it won't take."""
