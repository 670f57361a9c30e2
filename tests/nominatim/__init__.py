"""A real Nominatim on loopback, over a small file of invented places."""
