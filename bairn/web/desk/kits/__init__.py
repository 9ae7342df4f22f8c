"""Pages of the desk: kits."""
