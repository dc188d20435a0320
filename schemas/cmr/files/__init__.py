"""Reading a file so that whatever is wrong in it is named by file and line."""
