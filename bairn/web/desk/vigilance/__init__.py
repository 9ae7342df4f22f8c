"""The pages of what is being neglected."""
