"""Starting points for files of a user's own."""
