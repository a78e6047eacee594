"""Files of every format with their author's name planted wherever such a file can hold one."""
