"""What the simulated app stores share: products and their periods, the control, the delivery of notifications."""
