"""What a form, a time limit and a page's data are: the definitions everything else is derived from."""
