"""What the demo's cases have in common: leads, requests, plans, older records, series."""
