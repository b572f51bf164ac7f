"""What do all rooms agree on? The domain model, the index schema, the connection, settings, messages and errors."""

__version__ = "0.1.0"
