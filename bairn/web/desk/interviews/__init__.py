"""The pages of the interview ledger."""
