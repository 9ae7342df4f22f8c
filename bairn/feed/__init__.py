"""My day: what matters to this person now, and why. It reads across rooms and changes none."""
