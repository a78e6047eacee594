"""The essay handed in, its versions and files, and the person written about; never its author."""
