"""Desk pages: old cases to be looked at again."""
