# The program, the bundle it reads, and the libraries it opens at run time.
