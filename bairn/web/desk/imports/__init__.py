"""Desk pages: older records being brought in."""
