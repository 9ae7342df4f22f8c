"""Non-recent review: which old cases are to be looked at again, why, and what came of it."""
