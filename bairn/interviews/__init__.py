"""Who has questioned this child, how often, and how."""
