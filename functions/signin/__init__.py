"""Who may open what. Every page asks here."""
