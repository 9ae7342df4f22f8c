"""Desk pages: leads to judge, what another unit holds, whom to talk with."""
