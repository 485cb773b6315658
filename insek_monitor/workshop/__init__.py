"""Workshop: Abstimmung, Vortrag, Saal."""
