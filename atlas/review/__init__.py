"""What curators check, in which order, and the decisions that they take. Who may: `atlas.roles`."""
