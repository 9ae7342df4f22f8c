"""The partner API: agencies' own systems bring reports, add to them and ask how they stand."""
