"""The words of linkage; each part of the room has its own module."""
