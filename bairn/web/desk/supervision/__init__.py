"""The pages of reviews, promises and hand-overs."""
