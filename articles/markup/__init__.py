"""What the page shows as HTML: all that is not ours is escaped here or in articles/excerpt.py."""
