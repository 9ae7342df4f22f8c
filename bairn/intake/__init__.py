"""Reports as they arrive, from every channel, in one model."""
