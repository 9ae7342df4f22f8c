"""Desk pages: offences that may share an offender."""
