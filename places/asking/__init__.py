"""Asking a geocoder, where the operator has switched one on: settings, pace, what is kept, how answers are read."""
