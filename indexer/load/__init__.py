"""How do documents reach Elasticsearch, and what is known to have arrived? Nothing lost, nothing twice."""
