"""What is kept of a case, and how: sealed, in one transaction, with proof. Nothing here knows HTTP or a page."""
