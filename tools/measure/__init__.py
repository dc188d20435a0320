"""The project's own measurements, and what they are made on."""
