"""The rules by which the kernel checks evidence, one file each: the kind of evidence and its check."""
