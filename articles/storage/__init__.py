"""Storage: the file of an archive, what is written to it and read from it, and the sources it is made from."""
