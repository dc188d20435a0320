"""Everything that is there for a build's speed."""
