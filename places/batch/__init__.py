"""The batch: many documents geoparsed, one a line in and out."""
