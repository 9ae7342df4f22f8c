"""An invented district to look around in: calm, seeded, made by the real acts."""
