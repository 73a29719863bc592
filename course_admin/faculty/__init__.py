"""The faculty's own files, in and out: Apogée, Moodle, rosters as they come, the jury's table."""
