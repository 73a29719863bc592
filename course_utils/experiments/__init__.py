"""The experiments of the chapters that are too long to stand open in a cell: one idea a file, arrays come back."""
