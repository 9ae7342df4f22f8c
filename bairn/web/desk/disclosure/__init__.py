"""Pages of the desk: what leaves for court."""
