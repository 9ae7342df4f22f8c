"""What needs us first, and why. It ranks reports; it never rates a person."""
