"""Files in, passages out: reading, the archive, views of it, safe excerpts. Uses ``places``."""
