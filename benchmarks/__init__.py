"""How fast is yulu, beside what Elasticsearch itself can do? One program a question; figures are medians and ratios
measured side by side in one run, never times alone."""
