"""Bairn: case management for sexual-offence investigations that puts the child first."""

__version__ = "0.1.0"
