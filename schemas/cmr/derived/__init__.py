"""What follows from the definitions and is compared with what is in the repository: documents and OpenAPI."""
