"""Plain words that all rooms share. Standard library and yaml only."""
