"""The doctor: looks an installation over from Python to the port, and says of each thing what to do about it."""
