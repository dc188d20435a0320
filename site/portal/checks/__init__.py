"""What an editor is told about the pages: part of `cmr check`."""
