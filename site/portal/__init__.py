"""The public website: a Flask application that is frozen to plain files."""
