"""Disclosure: what leaves for prosecutor, defence and court, on what ground, and how sealed."""
