"""Shape of input: fields and fields against each other."""
