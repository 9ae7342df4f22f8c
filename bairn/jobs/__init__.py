"""Work for later: deferred in the same transaction as the act that asks for it."""
