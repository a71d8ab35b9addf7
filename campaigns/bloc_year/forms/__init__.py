"""Forms of a bloc's year."""
