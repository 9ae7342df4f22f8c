"""The pages of the proof board."""
