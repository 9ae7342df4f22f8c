"""What stands before the doors: which door it is, and whether the house is well."""
