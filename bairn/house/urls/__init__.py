"""Which addresses each door offers; named as strings, so that no door loads another."""
