"""What the demo's cases hold: exhibits, hands, files, kits, contacts, a list of digests."""
