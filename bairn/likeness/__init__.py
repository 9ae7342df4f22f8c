"""Likeness: how alike two records of people are. Plain Python: no Django, no database."""
