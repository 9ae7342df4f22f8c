"""The engine of leads between offences: plain Python, numpy and numba; no Django, no clock.

A lead's log odds are the prior and one log Bayes factor a block; every part is a table look-up, so
what the kernel ranks by and what a page explains are the same sum.
"""
