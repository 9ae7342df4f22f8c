"""What may prove something, and whose hands it passed through."""
