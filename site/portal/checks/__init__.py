"""What an editor is told of: part of `cmr check`."""
