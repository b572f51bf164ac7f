"""The way in: paths -> Source -> Speech -> annotated Speech -> actions -> Elasticsearch -> report."""
