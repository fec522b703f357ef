"""Rules of calculation, one file each."""
