"""Pages of the desk: known digests."""
