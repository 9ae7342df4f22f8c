"""Pages that leave as PDF."""
