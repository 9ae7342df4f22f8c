"""Identities and words, sealed; everyone else works with pseudonyms."""
