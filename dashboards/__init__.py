"""What do those see who look rather than type? Kibana's three dashboards, as values, as a file, and as pictures."""
