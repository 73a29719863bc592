"""From students’ repositories to hand-ins: fetching, and the rule that says what was handed in."""
