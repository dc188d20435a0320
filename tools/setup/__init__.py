"""What `make setup` finds or installs: the browser, the typesetting, the Pythons."""
