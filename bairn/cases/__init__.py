"""The case, who takes part, what has happened: milestones are the spine."""
