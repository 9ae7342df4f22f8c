"""The pages of the packs."""
