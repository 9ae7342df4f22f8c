"""The command line: parse, one call, show.

Exit codes: 0 done · 1 something was refused, could not be read or does not verify (what could be
done was done) · 2 the command line was misused · 3 the house cannot stand (database, keys,
settings) · 130 interrupted.
"""
