"""Records: what an agency brings from older systems, restricted until somebody takes it up."""
