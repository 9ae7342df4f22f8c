"""Who has looked over this case, and what goes from hand to hand."""
