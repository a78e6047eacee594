"""Archives of entries: ZIP files that stream, with names fit for every disk and a list that proves each file."""
