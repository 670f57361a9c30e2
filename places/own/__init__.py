"""The user's own places: a small file of names that wins over the gazetteer."""
