"""The snapshot of a view as a figure for print, slides and screens."""
