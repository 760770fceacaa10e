"""Snapshots as files: a view with all that is needed to trust it and to draw it again."""
