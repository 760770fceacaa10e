"""The open, read-only API beside the app: OGC API - Features, Part 1: Core (https://docs.ogc.org/is/17-069r4/17-069r4.html).

What there is and what its parameters mean: ``docs/api.md``.
"""
