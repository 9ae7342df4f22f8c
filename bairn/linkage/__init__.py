"""Linkage: who may be the same person, with reasons, judged by a person."""
