"""What does the text say? Pure functions over Chinese text: no files, no Elasticsearch, no clock.

Useful for: normalising, cutting sentences and words, finding quotations, slogans and what a speech says of itself.
Not useful for: reading files (``indexer.read``) or asking an index (``queries``).
"""
