"""The ``yulu`` command: one file a command group. A command resolves its options, calls one function, renders."""
