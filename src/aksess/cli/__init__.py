"""What a user types: parse, call, say. Nothing is decided here and nothing heavy is imported before it is needed."""
