"""What the weights of extraction are learned from, and how; the app itself only reads what was learned."""
