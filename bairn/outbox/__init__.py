"""What leaves the house addressed to someone: says that something waits, never what."""
