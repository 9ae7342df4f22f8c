"""What is being neglected: signals that the unit itself cannot mute."""
