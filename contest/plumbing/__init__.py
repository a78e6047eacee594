"""What every room uses and no room owns: storage, hostile files, jobs, mail, the log, the clock, Vietnamese text."""
