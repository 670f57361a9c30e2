"""Relative positions: "about 55 km west of Mosul" is a circle of its own."""
