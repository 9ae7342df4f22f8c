"""Pages of the desk: requests to holders."""
