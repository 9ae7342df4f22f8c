"""Linking many records at once: Splink on DuckDB, fed with our candidates (J2)."""
