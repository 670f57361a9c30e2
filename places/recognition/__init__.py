"""Recognition: where a text names places, by longest match and a table of small integers over named cues."""
