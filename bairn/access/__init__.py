"""Who may do or see what, for which purpose, since when; the gate."""
