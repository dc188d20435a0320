"""What goes to AWS: the functions' bundle and the site."""
