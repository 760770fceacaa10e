"""What whoever runs the app sees of it: lines of its log and figures for Prometheus."""
