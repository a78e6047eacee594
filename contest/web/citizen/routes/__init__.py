"""The citizen's pages, one file a subject."""
