"""The kinds of mistakes, one file each; they are found by themselves and do not know each other."""
