"""What was done, seen and refused, on a record that nobody can quietly change."""
