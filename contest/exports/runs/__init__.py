"""Files that take long to make: who asked, how far the work is, where the result lies and until when."""
