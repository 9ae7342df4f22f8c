"""The doors: each parses, makes one call into the house and shows the answer."""
